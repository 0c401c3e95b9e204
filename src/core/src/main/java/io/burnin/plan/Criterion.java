package io.burnin.plan;

import io.burnin.metric.Unit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 * @param across how the series of a gauge are taken together at each time; empty where each counts by itself
 * @param frame where the statistic is not of the whole window, but of the worst part of one length
 * @param coverage how much of its window must have been measured, in percent
 * @param about whether it judges the product or whether the evidence is enough to judge it
 * @param only the profiles that judge it; empty for all
 * @param baseline with which runs green and yellow compare; empty where neither does, or the plan forgot to say
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
        Optional<Across> across,
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
        Set<String> only,
        Optional<BaselineChoice> baseline) {

    /** What the series of a gauge come to together, each with its last reading. */
    public enum Across {
        SUM,
        MAX
    }

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
        return with(Map.copyOf(narrowed), Optional.empty(), green, yellow);
    }

    /** Whether it needs a baseline. */
    public boolean isRelative() {
        return green.isRelative() || yellow.filter(Yellow::isRelative).isPresent();
    }

    /**
     * The same with limits counted from what a baseline came to.
     *
     * @param value in {@code unit}, a unit that values are stored in
     */
    public Criterion against(double value, Unit unit) {
        return with(
                where,
                each,
                green.against(value, unit),
                yellow.map(band -> band.mapped(condition -> condition.against(value, unit))));
    }

    /** The same value, compared with nothing: every one is green. */
    public Criterion open() {
        Unit unit = statistic == Statistic.TREND ? Unit.PERCENT_PER_HOUR : Unit.COUNT;
        return with(where, each, green.open(unit), yellow.map(band -> band.mapped(condition -> condition.open(unit))));
    }

    private Criterion with(
            Map<String, String> labels, Optional<String> label, Condition best, Optional<Yellow> second) {
        return new Criterion(
                name, test, title, remedy, statistic, of, per, labels, label, across, window, frame, best, second,
                otherwise, recovered, missing, coverage, about, severity, onRed, only, baseline);
    }

    /** What it measures, apart from what that is compared with: two criteria of which this is equal have comparable values. */
    public String measured() {
        return Stream.of(
                        Optional.of(statistic.word() + " " + of),
                        per.map(whole -> "in " + whole),
                        Optional.of(new TreeMap<>(where))
                                .filter(labels -> !labels.isEmpty())
                                .map(labels -> "where " + labels),
                        each.map(label -> "each " + label),
                        across.map(how -> "across " + how),
                        window.during().map(during -> "during " + during),
                        Optional.of(window.faults())
                                .filter(faults -> faults != Window.Faults.INCLUDED)
                                .map(faults -> "faults " + faults),
                        Optional.of(window.daily())
                                .filter(daily -> !daily.isEmpty())
                                .map(daily -> "without " + daily),
                        window.condition()
                                .map(during -> "while %s %s %s for %s"
                                        .formatted(
                                                during.metric(),
                                                new TreeMap<>(during.where()),
                                                during.is(),
                                                during.hold())),
                        Optional.of(window.warmup())
                                .filter(Duration::isPositive)
                                .map(warmup -> "warmup " + warmup),
                        frame.map(part -> part.kind().word() + " " + part.length()),
                        recovered.map(back -> "to " + back))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
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

        default boolean isRelative() {
            return this instanceof When(Condition condition) && condition.isRelative();
        }

        private Yellow mapped(UnaryOperator<Condition> change) {
            return switch (this) {
                case When(Condition condition) -> new When(change.apply(condition));
                case Any any -> any;
            };
        }

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
    public record Window(
            Optional<String> during, Faults faults, List<Daily> daily, Optional<While> condition, Duration warmup) {

        public Window {
            daily = List.copyOf(daily);
        }

        public Window(Optional<String> during, Faults faults, Optional<While> condition, Duration warmup) {
            this(during, faults, List.of(), condition, warmup);
        }

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
