package io.burnin.plan;

import io.burnin.metric.Unit;
import io.burnin.plan.BaselineChoice.LastGreen;
import io.burnin.plan.BaselineChoice.Median;
import io.burnin.plan.BaselineChoice.OfRun;
import io.burnin.plan.BaselineChoice.Pinned;
import io.burnin.plan.Condition.Comparison;
import io.burnin.plan.Condition.Reference.OfBaseline;
import io.burnin.plan.Literals.Malformed;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what plans say about baselines: which runs, as {@code median(5)}, and limits, as {@code at most baseline + 10 %}. */
final class BaselineText {

    private static final String REMEDY = "write lastGreen, pinned, median(5), or run: and the id or name of a run";
    private static final Pattern MEDIAN = Pattern.compile("median\\(\\s*(\\d{1,3})\\s*\\)");
    private static final Pattern RUN = Pattern.compile(
            "run:\\s*([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[A-Za-z][A-Za-z0-9_-]{0,63}#\\d{1,9})");
    private static final Pattern OFFSET =
            Pattern.compile("baseline(?:\\s*([+-]|\\+/-|±)\\s*(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([a-zA-Z%/]*))?");

    /** What people write who mean a part more, or less. */
    private static final Pattern FACTOR =
            Pattern.compile("(?:baseline\\s*[*x×]\\s*(\\d\\.\\d{1,4})|(\\d\\.\\d{1,4})\\s*[*x×]\\s*baseline)");

    private static final Pattern OF_IT =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)\\s*%\\s*of\\s+(?:the\\s+)?baseline");

    private BaselineText() {}

    static BaselineChoice choice(String text) throws Malformed {
        Matcher median = MEDIAN.matcher(text);
        Matcher run = RUN.matcher(text);
        if (text.equals("pinned")) {
            return new Pinned();
        }
        if (text.equals("lastGreen")) {
            return new LastGreen();
        }
        if (run.matches()) {
            return new OfRun(run.group(1));
        }
        if (median.matches()) {
            int runs = Integer.parseInt(median.group(1));
            if (runs < 1 || runs > Median.MOST) {
                throw new Malformed(
                        "a median of %d runs".formatted(runs), "write median(1) to median(%d)".formatted(Median.MOST));
            }
            return new Median(runs);
        }
        throw new Malformed("'%s' does not say which runs are the baseline".formatted(text), REMEDY);
    }

    /** How far from the baseline: {@code + 10 %}. */
    private record Offset(String sign, double number, Unit unit, boolean share) {

        static final Offset NONE = new Offset("+", 0, Unit.PERCENT, true);

        static Offset of(Matcher written) throws Malformed {
            if (written.group(1) == null) {
                return NONE;
            }
            String symbol = written.group(3);
            boolean points = symbol.equals(Condition.POINTS);
            Unit unit = points ? Unit.PERCENT : Scalars.unit(symbol);
            return new Offset(
                    written.group(1), Double.parseDouble(written.group(2)), unit, unit == Unit.PERCENT && !points);
        }

        boolean isBothWays() {
            return !sign.equals("+") && !sign.equals("-");
        }

        double signed() {
            return sign.equals("-") ? -number : number;
        }

        OfBaseline reference() {
            return new OfBaseline(share);
        }
    }

    /**
     * A condition of which {@code rest} stands behind the comparison.
     *
     * @param comparison empty for {@code within}
     */
    static Condition condition(String text, Optional<Comparison> comparison, String rest) throws Malformed {
        Matcher written = OFFSET.matcher(rest);
        if (!written.matches()) {
            throw malformed(text, comparison, rest);
        }
        Offset offset = Offset.of(written);
        boolean isOneLimit = comparison.isPresent() && !offset.isBothWays() && comparison.get() != Comparison.EXACTLY;
        if (isOneLimit) {
            return oneLimit(text, comparison.get(), offset);
        }
        Condition within = within(offset);
        if (comparison.isPresent() || !offset.isBothWays() || offset.number() == 0) {
            throw new Malformed("'%s' is not a condition on a baseline".formatted(text), "", within.toString());
        }
        return within;
    }

    private static Condition oneLimit(String text, Comparison comparison, Offset offset) throws Malformed {
        if (offset.share() && offset.signed() <= -100) {
            throw new Malformed("'%s' leaves nothing of the baseline".formatted(text), "write less than 100 %");
        }
        return new Condition(comparison, offset.signed(), offset.signed(), offset.unit(), offset.reference());
    }

    /** Of no distance, one that could be meant. */
    private static Condition within(Offset offset) {
        double number = offset.number() == 0 ? 1 : offset.number();
        return new Condition(Comparison.IN, -number, number, offset.unit(), offset.reference());
    }

    private static Malformed malformed(String text, Optional<Comparison> comparison, String rest) {
        Matcher factor = FACTOR.matcher(rest);
        Matcher ofIt = OF_IT.matcher(rest);
        String message = "'%s' is not a condition on a baseline".formatted(text);
        if (comparison.isPresent() && factor.matches()) {
            String number = factor.group(1) == null ? factor.group(2) : factor.group(1);
            return new Malformed(message, "", more(comparison.get(), 100 * Double.parseDouble(number)));
        }
        if (comparison.isPresent() && ofIt.matches()) {
            return new Malformed(message, "", more(comparison.get(), Double.parseDouble(ofIt.group(1))));
        }
        return new Malformed(
                message, "write for example: at most baseline + 10 %, below baseline + 5 ms, within baseline ± 10 %");
    }

    private static String more(Comparison comparison, double percent) {
        double more = Math.round(1e4 * (percent - 100)) / 1e4;
        return new Condition(comparison, more, more, Unit.PERCENT, new OfBaseline(true)).toString();
    }
}
