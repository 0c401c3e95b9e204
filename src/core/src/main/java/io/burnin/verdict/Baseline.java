package io.burnin.verdict;

import io.burnin.metric.Unit;
import io.burnin.plan.BaselineChoice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The runs that a run is compared with, as they stood when it began.
 *
 * @param choice which they are, as the plan says it
 * @param runs newest first; more than are needed where some may lack a value
 * @param missing why there are none, in a sentence; empty if there are
 */
public record Baseline(String choice, List<Earlier> runs, String missing) {

    public Baseline {
        runs = List.copyOf(runs);
    }

    public static Baseline of(BaselineChoice choice, List<Earlier> runs) {
        return new Baseline(choice.toString(), runs, "");
    }

    public static Baseline none(BaselineChoice choice, String why) {
        return new Baseline(choice.toString(), List.of(), why);
    }

    /**
     * A run that ended before.
     *
     * @param name such as {@code shop#42}
     * @param target where it ran
     */
    public record Earlier(String id, String name, String target, Instant endedAt, List<Reading> readings) {

        public Earlier {
            readings = List.copyOf(readings);
        }

        Optional<Reading> reading(String criterion, String measured) {
            return readings.stream()
                    .filter(reading -> reading.criterion().equals(criterion)
                            && reading.measured().equals(measured))
                    .findFirst();
        }
    }

    /**
     * What a criterion came to there.
     *
     * @param criterion as in {@link Check#criterion}
     * @param measured what that is the value of, as told by {@link io.burnin.plan.Criterion#measured}
     * @param value in {@code unit}, a unit that values are stored in
     */
    public record Reading(String criterion, String measured, double value, Unit unit) {}
}
