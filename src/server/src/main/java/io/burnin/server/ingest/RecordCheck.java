package io.burnin.server.ingest;

import io.burnin.plan.Capture;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Rehearsed;
import io.burnin.protocol.RunRecord;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What must be true of a record before it is stored, so that nothing that reads it later has to doubt it. */
final class RecordCheck {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_METRIC = 255;
    private static final int LONGEST_LABELS = 5000;
    private static final int LONGEST_HASH = 64;
    private static final long MOST_LOST = 1_000_000_000;

    /** What is wrong with it; empty if nothing is. */
    static Optional<String> complaint(RunRecord record) {
        if (record == null) {
            return Optional.of("a record cannot be null");
        }
        return missing(record).or(() -> wrong(record)).or(() -> untimely(record));
    }

    private static Optional<String> wrong(RunRecord record) {
        return switch (record) {
            case RunRecord.Samples samples ->
                series(samples.metric(), samples.labels())
                        .or(() -> unordered(samples.times()))
                        .or(() -> notANumber(samples.values()));
            case RunRecord.States states ->
                series(states.metric(), states.labels())
                        .or(() -> unordered(states.times()))
                        .or(() -> columns(states));
            case RunRecord.Seen seen -> series(seen.metric(), seen.labels());
            case RunRecord.Absent absent ->
                name("probe", absent.probe(), LONGEST_METRIC).or(() -> instant(absent.from()));
            case RunRecord.Gap gap -> instant(gap.from()).or(() -> lost(gap.lost()));
            case RunRecord.OccurrenceStarted started ->
                name("test", started.test(), LONGEST_NAME).or(() -> instant(started.plannedAt()));
            case RunRecord.OccurrenceEnded ended -> name("test", ended.test(), LONGEST_NAME);
            case RunRecord.StepIntended intended ->
                name("test", intended.test(), LONGEST_NAME)
                        .or(() -> name("step", intended.step(), LONGEST_METRIC))
                        .or(() -> name("action", intended.action(), LONGEST_NAME));
            case RunRecord.StepEnded ended -> notANumber(ended.millis());
            case RunRecord.Expected expected -> notANumber(expected.millis());
            case RunRecord.RunStarted started -> Optional.empty();
            case RunRecord.RunEnded ended -> Optional.empty();
            case RunRecord.FaultBegan began -> Optional.empty();
            case RunRecord.FaultEnded ended -> Optional.empty();
            case RunRecord.Event event ->
                switch (event.kind()) {
                    case Rehearsed.KIND -> rehearsed(event);
                    case Heartbeat.Extension.EXTENDED -> extended(event);
                    default -> Optional.empty();
                };
            case RunRecord.Captured captured -> captured(captured);
            case RunRecord.CapturedPiece piece -> piece(piece);
        };
    }

    private static Optional<String> rehearsed(RunRecord.Event event) {
        Map<String, String> detail = event.detail();
        boolean whole = Stream.of("place", "what", "found", "remedy").allMatch(key -> detail.get(key) != null);
        boolean known = Arrays.stream(Rehearsed.Result.values())
                .anyMatch(result -> result.name().equals(detail.get("result")));
        return whole && known
                ? Optional.empty()
                : Optional.of("a line of a rehearsal has a result of %s, place, what, found and remedy"
                        .formatted(Arrays.toString(Rehearsed.Result.values())));
    }

    private static Optional<String> extended(RunRecord.Event event) {
        String total = event.detail().getOrDefault(Heartbeat.Extension.TOTAL_SECONDS, "");
        return total.matches("\\d{1,9}")
                ? Optional.empty()
                : Optional.of("an extension says by how many totalSeconds, not '%s'".formatted(total));
    }

    private static Optional<String> captured(RunRecord.Captured captured) {
        boolean known = Arrays.stream(Capture.Moment.values())
                .anyMatch(moment -> moment.word().equals(captured.moment()));
        boolean fits = captured.number() >= 1
                && captured.pieces() >= 0
                && captured.redacted() >= 0
                && captured.size() >= 0
                && captured.size() <= Capture.MOST
                && captured.sha256().length() <= LONGEST_HASH
                && (captured.absent().isEmpty() || captured.size() == 0 && captured.pieces() == 0);
        return known && fits
                ? name("name", captured.name(), LONGEST_METRIC)
                : Optional.of(
                        "an artifact has a number from 1, one of the moments of plans, and at most %d bytes; none if it is absent"
                                .formatted(Capture.MOST));
    }

    private static Optional<String> piece(RunRecord.CapturedPiece piece) {
        boolean fits = piece.number() >= 1
                && piece.piece() >= 1
                && piece.bytes().length >= 1
                && piece.bytes().length <= RunRecord.CapturedPiece.MOST_BYTES;
        return fits
                ? Optional.empty()
                : Optional.of("a piece of an artifact has 1 to %d bytes, and numbers from 1"
                        .formatted(RunRecord.CapturedPiece.MOST_BYTES));
    }

    private static Optional<String> missing(RunRecord record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (!component.getType().isPrimitive() && valueOf(component, record) == null) {
                return Optional.of(component.getName() + " is missing");
            }
        }
        return Optional.empty();
    }

    private static Object valueOf(RecordComponent component, RunRecord record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException defect) {
            throw new IllegalStateException("%s of %s cannot be read".formatted(component, record), defect);
        }
    }

    private static Optional<String> untimely(RunRecord record) {
        return instant(record.at());
    }

    private static Optional<String> instant(Instant at) {
        return at.isBefore(EARLIEST) || at.isAfter(LATEST)
                ? Optional.of("the time %s is not one that a run can have".formatted(at))
                : Optional.empty();
    }

    private static Optional<String> series(String metric, Map<String, String> labels) {
        int length = 0;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (label.getKey() == null || label.getValue() == null) {
                return Optional.of("a label of %s has no value".formatted(metric));
            }
            if (hasNul(label.getKey()) || hasNul(label.getValue())) {
                return Optional.of("a label of %s contains the character NUL".formatted(metric));
            }
            length += label.getKey().length() + label.getValue().length();
        }
        return length > LONGEST_LABELS
                ? Optional.of("the labels of %s have %d characters, and may have %d"
                        .formatted(metric, length, LONGEST_LABELS))
                : name("metric", metric, LONGEST_METRIC);
    }

    private static Optional<String> name(String member, String name, int longest) {
        return name.isEmpty() || name.length() > longest || hasNul(name)
                ? Optional.of("%s must be a name of 1 to %d characters".formatted(member, longest))
                : Optional.empty();
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static Optional<String> unordered(long[] times) {
        if (times.length == 0) {
            return Optional.of("times are missing");
        }
        if (times[0] < EARLIEST.toEpochMilli()) {
            return Optional.of("times are epoch milliseconds, and %d is too early".formatted(times[0]));
        }
        for (int i = 1; i < times.length; i++) {
            if (times[i] < times[i - 1]) {
                return Optional.of("times must not fall: %d comes after %d".formatted(times[i], times[i - 1]));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> notANumber(double... values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return Optional.of("%s is not a finite number".formatted(value));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> lost(long records) {
        return records < 0 || records > MOST_LOST
                ? Optional.of("a gap stands for 0 to %d records, not for %d".formatted(MOST_LOST, records))
                : Optional.empty();
    }

    private static Optional<String> columns(RunRecord.States states) {
        if (states.times().length != states.values().size() || states.values().contains(null)) {
            return Optional.of("%s has %d times and %d values"
                    .formatted(
                            states.metric(),
                            states.times().length,
                            states.values().size()));
        }
        return Optional.empty();
    }

    private RecordCheck() {}
}
