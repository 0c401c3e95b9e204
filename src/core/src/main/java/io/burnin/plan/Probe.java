package io.burnin.plan;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something that observes. What each kind emits is in {@link MetricCatalogue}. JSON places are RFC 6901 pointers; globs are
 * absolute, with {@code *}, {@code ?} and {@code **}.
 */
public sealed interface Probe {

    Options options();

    default String name() {
        return options().name();
    }

    /** The word that a plan uses for it, e.g. {@code jsonl}. */
    default String kind() {
        return switch (this) {
            case Log log -> "log";
            case Json json -> "json";
            case Jsonl jsonl -> "jsonl";
            case Agree agree -> "agree";
            case Files files -> "files";
            case Process process -> "process";
            case Ready ready -> "service";
            case Http http -> "http";
            case Ledger ledger -> "ledger";
            case Pairs pairs -> "pairs";
        };
    }

    /**
     * @param every how often it reads
     * @param silentAfter a run without a reading for so long is told at once
     * @param missing what it means that there is nothing to read
     */
    record Options(String name, Duration every, Optional<Duration> silentAfter, Missing missing) {}

    /** What it means that there is nothing to read. */
    enum Missing {
        /** There is no evidence, and without evidence no green. */
        ABSENT,
        /** A file that is not there is an empty one. */
        EMPTY,
        /** There is no evidence, which is no reason against green for a criterion that looks at nothing else. */
        IGNORE
    }

    /** New lines of log files, each tried against every rule. */
    record Log(Options options, String files, Charset encoding, List<LineRule> rules) implements Probe {}

    /**
     * A kind of line.
     *
     * @param labels label to the named group that holds its value
     * @param value the named group that holds a number, in {@code unit}
     * @param id the named group that holds the id that ledgers count by
     */
    record LineRule(
            String name,
            Matching matching,
            Map<String, String> labels,
            Optional<String> value,
            io.burnin.metric.Unit unit,
            char decimal,
            Optional<String> id) {}

    sealed interface Matching {
        record Contains(String text) implements Matching {}

        record Matches(Pattern pattern) implements Matching {

            /** By what it matches: a {@link Pattern} itself is equal to none but itself. */
            @Override
            public boolean equals(Object other) {
                return other instanceof Matches that
                        && pattern.pattern().equals(that.pattern.pattern())
                        && pattern.flags() == that.pattern.flags();
            }

            @Override
            public int hashCode() {
                return pattern.pattern().hashCode();
            }
        }
    }

    /** A JSON file, read whole. Unreadable in {@code tries} readings, {@code tryEvery} apart, is corrupt. */
    record Json(
            Options options,
            String file,
            Map<String, String> take,
            Map<String, Set<String>> oneOf,
            int tries,
            Duration tryEvery)
            implements Probe {}

    /** Files with one JSON object a line; new lines only. */
    record Jsonl(
            Options options,
            String files,
            Map<String, String> take,
            Optional<String> unique,
            Optional<Chain> chain,
            Optional<String> rising)
            implements Probe {}

    /** Each line's {@code previous} must be the {@code next} of the line before. */
    record Chain(String previous, String next) {}

    /** Several sources must say the same; for at most {@code within} they may differ. */
    record Agree(Options options, List<Saying> sources, Duration within) implements Probe {}

    sealed interface Saying {
        String at();

        record OfProbe(String probe, String at) implements Saying {}

        record OfHttp(Request request, String at) implements Saying {}
    }

    /** The files that match: how many, how old, how many new; {@code olderThan} counts those that stay too long. */
    record Files(Options options, String files, Optional<Duration> olderThan) implements Probe {}

    /** The processes of a service. */
    record Process(Options options, String service) implements Probe {}

    /** Whether a service is ready. */
    record Ready(Options options, String service) implements Probe {}

    record Http(Options options, Request request, Map<String, String> take) implements Probe {}

    /**
     * What became of every submitted id.
     *
     * @param handled where an execution that begins shows; a second one is a duplicate, unless the first was abandoned
     * @param lostAfter an id that is neither done nor failed so long after its submission is lost
     * @param settle how long the end of the run waits for ids that are still open; empty until the last of them is lost
     */
    record Ledger(
            Options options,
            List<Witness> submitted,
            List<Witness> handled,
            List<Witness> done,
            List<Witness> failed,
            Delivery delivery,
            Duration lostAfter,
            Optional<Duration> settle)
            implements Probe {}

    /**
     * Files that belong together: an id whose first file appears must be followed by its second. A ledger of two folders, which
     * counts whatever it sees there, whoever wrote it.
     *
     * @param first a file whose name holds the id in place of {@code <id>}
     * @param within an id whose second file takes longer is lost
     */
    record Pairs(Options options, String first, String second, Duration within) implements Probe {

        public Ledger asLedger() {
            return new Ledger(
                    options,
                    List.of(new Witness.ByFile(first)),
                    List.of(),
                    List.of(new Witness.ByFile(second)),
                    List.of(),
                    Delivery.EXACTLY_ONCE,
                    within,
                    Optional.empty());
        }
    }

    enum Delivery {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    /** Where an id is seen. */
    sealed interface Witness {
        /** Submitted by the steps of that name. */
        record ByStep(String step) implements Witness {}

        /** A file whose name holds the id in place of {@code <id>}. */
        record ByFile(String files) implements Witness {}

        record ByLog(String probe, String line) implements Witness {}

        record ByJsonl(String probe, String at) implements Witness {}

        /** The answer for each open id in place of {@code <id>}: seen when every pointer has its value. */
        record ByHttp(String url, Map<String, String> is) implements Witness {}
    }
}
