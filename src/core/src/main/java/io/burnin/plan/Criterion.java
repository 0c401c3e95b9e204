package io.burnin.plan;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A promise that the target must keep: a statistic over a window, with a light for each value.
 *
 * @param test the test it belongs to; empty for one of the run as a whole
 * @param title what it means, in words of the plan; its name if the plan says nothing
 * @param remedy what to do when it is not green, in words of the plan
 * @param of the metric, or the numerator of a ratio
 * @param per the denominator of a ratio
 * @param where labels that a series must carry; for a test's criterion on a metric with the label {@code origin} that is the
 *     test itself, unless the plan says {@code origin: all}
 * @param each one check per value of that label
 * @param frame where the statistic is not of the whole window, but of the worst part of one length
 * @param coverage how much of its window must have been measured, in percent
 * @param about whether it judges the product or whether the evidence is enough to judge it
 * @param only the profiles that judge it; empty for all
 */
public record Criterion(
        String name,
        Optional<String> test,
        String title,
        Optional<String> remedy,
        Statistic statistic,
        String of,
        Optional<String> per,
        Map<String, String> where,
        Optional<String> each,
        Window window,
        Optional<Frame> frame,
        Condition green,
        Optional<Yellow> yellow,
        Otherwise otherwise,
        Optional<Condition> recovered,
        Missing missing,
        double coverage,
        About about,
        Severity severity,
        OnRed onRed,
        Set<String> only) {

    /** What must have been measured where the plan says nothing: a tenth may be missing, as in an agent's restart. */
    public static final double DEFAULT_COVERAGE = 90;

    /** Its name with the test's in front: {@code core-resilience/no-duplicates}. Unique in a plan. */
    public String path() {
        return test.map(owner -> owner + "/" + name).orElse(name);
    }

    /** The same, of those series only that carry a label with that value. */
    public Criterion narrowedTo(String label, String value) {
        var narrowed = new HashMap<>(where);
        narrowed.put(label, value);
        return new Criterion(
                name,
                test,
                title,
                remedy,
                statistic,
                of,
                per,
                Map.copyOf(narrowed),
                Optional.empty(),
                window,
                frame,
                green,
                yellow,
                otherwise,
                recovered,
                missing,
                coverage,
                about,
                severity,
                onRed,
                only);
    }

    /** Whether one single event decides, so that nobody need wait for the end: an increase of exactly 0, else red. */
    public boolean isZeroTolerance() {
        return statistic == Statistic.INCREASE
                && frame.isEmpty()
                && green.comparison() == Condition.Comparison.EXACTLY
                && green.limit() == 0
                && yellow.isEmpty()
                && otherwise == Otherwise.RED;
    }

    public boolean hasFrames() {
        return frame.isPresent();
    }

    /** A length of time that the window is looked at in; the worst frame counts. */
    public record Frame(Kind kind, Duration length) {

        public enum Kind {
            /** What every value of a frame keeps up. */
            FOR,
            /** The statistic of each frame, the first ones being as short as the window is young. */
            WITHIN,
            /** The statistic of each full frame. */
            OVER;

            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** What is yellow when it is not green. */
    public sealed interface Yellow {
        record When(Condition condition) implements Yellow {}

        /** Every value that is not green. */
        record Any() implements Yellow {}
    }

    public enum Otherwise {
        YELLOW,
        RED
    }

    /**
     * Where it looks.
     *
     * @param during the test within whose occurrences; empty for the whole run, or for a test's own occurrences
     * @param condition only while that holds
     * @param warmup cut off at the start of each stretch
     */
    public record Window(Optional<String> during, Faults faults, Optional<While> condition, Duration warmup) {

        public enum Faults {
            INCLUDED,
            EXCEPT,
            ONLY
        }
    }

    /** While the last value of a gauge has kept the condition for so long. */
    public record While(String metric, Map<String, String> where, Condition is, Duration hold) {}

    /** What having no evidence means. */
    public enum Missing {
        NOT_GREEN,
        IGNORE
    }

    public enum About {
        PRODUCT,
        EVIDENCE
    }

    public enum Severity {
        LOW,
        MEDIUM,
        HIGH
    }

    public enum OnRed {
        FIX,
        ROLLBACK
    }
}
