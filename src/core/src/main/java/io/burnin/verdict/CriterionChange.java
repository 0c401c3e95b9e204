package io.burnin.verdict;

import io.burnin.verdict.Check.State;
import java.util.List;
import java.util.Optional;

/**
 * What another judgement makes of one criterion, compared with an earlier one.
 *
 * @param before empty if it is new
 * @param after empty if it is gone
 * @param loosened whether something passes now that did not before: a limit, what missing evidence means, or that it is gone
 * @param what the criterion itself says otherwise now, in words; empty if only the evidence differs
 */
public record CriterionChange(
        String criterion,
        String title,
        Kind kind,
        Optional<Side> before,
        Optional<Side> after,
        boolean loosened,
        List<String> what) {

    public CriterionChange {
        what = List.copyOf(what);
    }

    public enum Kind {
        CHANGED,
        NEW,
        GONE
    }

    /** @param shown the value as people read it; a dash where there is none */
    public record Side(Light light, State state, Optional<Double> value, String shown, String rule, String because) {
        static Side of(Check check) {
            return new Side(check.light(), check.state(), check.value(), check.shown(), check.rule(), check.because());
        }
    }
}
