package io.burnin.verdict;

import io.burnin.metric.Interval;
import io.burnin.metric.Unit;
import java.util.Optional;

/** What a statistic came to. */
sealed interface Estimate {

    /**
     * A value, to be compared.
     *
     * @param value in {@code unit}, a unit that values are stored in
     * @param shown the interval for readers
     * @param oneSided limits that each hold with 95 %, for the proof; empty where one event decides or nothing can be said
     * @param told the value in words, with what it was made of
     * @param needed what it would take to prove a green; empty if nobody can say
     * @param never whether the thing that was waited for did not happen at all, so that the value is only a lower limit
     */
    record Value(
            double value,
            Unit unit,
            long samples,
            Optional<Interval> shown,
            Optional<Interval> oneSided,
            String told,
            Optional<String> needed,
            boolean never)
            implements Estimate {

        static Value plain(double value, Unit unit, long samples, String told) {
            return new Value(value, unit, samples, Optional.empty(), Optional.empty(), told, Optional.empty(), false);
        }
    }

    /** Nothing was observed. */
    record NoData(String reason, long samples) implements Estimate {}

    /** Something was observed, too little to say more. */
    record Insufficient(String reason, long samples) implements Estimate {}
}
