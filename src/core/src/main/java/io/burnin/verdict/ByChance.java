package io.burnin.verdict;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.burnin.metric.Quantities;
import io.burnin.verdict.Check.Proof;
import java.util.List;
import java.util.Optional;

/**
 * How many checks may be wrong though nothing is: each rests on samples, and on a limit that holds with 95 % alone. Of twenty such
 * limits one fails on average, and that need not be the product's doing. Where one event decides, nothing is left to chance.
 *
 * @param checks that rest on such limits
 * @param expected at most how many of these limits fail, on average
 */
public record ByChance(int checks, double expected) {

    private static final double WORTH_A_WORD = 0.5;
    private static final double MISSED = 1 - Estimates.CONFIDENCE;

    /** Empty where no check rests on samples. */
    static Optional<ByChance> of(List<Check> checks) {
        int sampled = (int) checks.stream()
                .filter(Check::isEvaluated)
                .filter(check -> check.interval().isPresent() && !(check.proof() instanceof Proof.NotApplicable))
                .count();
        return sampled == 0 ? Optional.empty() : Optional.of(new ByChance(sampled, MISSED * sampled));
    }

    /** The same for people, in a sentence. */
    @JsonProperty
    public String text() {
        if (checks == 1) {
            return "1 check rests on samples, with limits of 95 %: 1 of 20 such limits fails by chance.";
        }
        String alarm = expected < WORTH_A_WORD ? "" : " A lone alarm among them is worth a second run.";
        return "%d checks rest on samples, each with limits of 95 %%: up to %s of them are expected to be wrong by chance alone.%s"
                .formatted(checks, Quantities.format(expected), alarm);
    }
}
