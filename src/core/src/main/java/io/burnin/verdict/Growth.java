package io.burnin.verdict;

import java.math.BigDecimal;
import java.math.MathContext;

/** How much one number is more than another, counted in decimals as people do: 110 is exactly 10 % more than 100. */
final class Growth {

    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    private Growth() {}

    /**
     * In percent of {@code before}.
     *
     * @param before not 0
     */
    static double percent(double before, double after) {
        if (!Double.isFinite(before) || !Double.isFinite(after)) {
            return 100 * (after - before) / before;
        }
        BigDecimal base = BigDecimal.valueOf(before);
        return BigDecimal.valueOf(after)
                .subtract(base)
                .multiply(PERCENT)
                .divide(base, MathContext.DECIMAL64)
                .doubleValue();
    }
}
