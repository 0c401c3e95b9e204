package io.burnin.protocol;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence.Expectation;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that an agent did or saw in a run. Numbered without holes per run, written to the agent's disk before it is sent,
 * and stored once. Times are the agent's wall clock at the run's start plus monotonic time since.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunRecord.RunStarted.class, name = "run-started"),
    @JsonSubTypes.Type(value = RunRecord.RunEnded.class, name = "run-ended"),
    @JsonSubTypes.Type(value = RunRecord.OccurrenceStarted.class, name = "occurrence-started"),
    @JsonSubTypes.Type(value = RunRecord.OccurrenceEnded.class, name = "occurrence-ended"),
    @JsonSubTypes.Type(value = RunRecord.StepIntended.class, name = "step-intended"),
    @JsonSubTypes.Type(value = RunRecord.StepEnded.class, name = "step-ended"),
    @JsonSubTypes.Type(value = RunRecord.Expected.class, name = "expected"),
    @JsonSubTypes.Type(value = RunRecord.FaultBegan.class, name = "fault-began"),
    @JsonSubTypes.Type(value = RunRecord.FaultEnded.class, name = "fault-ended"),
    @JsonSubTypes.Type(value = RunRecord.Samples.class, name = "samples"),
    @JsonSubTypes.Type(value = RunRecord.States.class, name = "states"),
    @JsonSubTypes.Type(value = RunRecord.Seen.class, name = "seen"),
    @JsonSubTypes.Type(value = RunRecord.Absent.class, name = "absent"),
    @JsonSubTypes.Type(value = RunRecord.Gap.class, name = "gap"),
    @JsonSubTypes.Type(value = RunRecord.Event.class, name = "event"),
    @JsonSubTypes.Type(value = RunRecord.Captured.class, name = "captured"),
    @JsonSubTypes.Type(value = RunRecord.CapturedPiece.class, name = "captured-piece"),
})
public sealed interface RunRecord {

    Instant at();

    /** How many numbers it takes: one, unless it stands for others. */
    default long numbers() {
        return 1;
    }

    /** @param environment host, OS, versions: facts for the report, no secrets */
    record RunStarted(Instant at, Map<String, String> environment) implements RunRecord {}

    /**
     * The last record of a run.
     *
     * @param targetDirty what could not be undone; empty if the target is as it was found
     */
    record RunEnded(Instant at, Outcome outcome, Optional<ErrorClass> errorClass, String reason, String targetDirty)
            implements RunRecord {
        public enum Outcome {
            FINISHED,
            STOPPED,
            ABORTED
        }
    }

    /** @param number from 1 within its test */
    record OccurrenceStarted(Instant at, String test, int number, Instant plannedAt) implements RunRecord {}

    record OccurrenceEnded(
            Instant at,
            String test,
            int number,
            OccurrenceStatus status,
            Optional<ErrorClass> errorClass,
            String reason)
            implements RunRecord {}

    /**
     * Written before a step acts. {@code test} is {@code setup} or {@code teardown} outside a test.
     *
     * @param step its place, e.g. {@code steps/1} or {@code finally/0}
     * @param what the act in a few words, secrets masked
     */
    record StepIntended(Instant at, String test, int occurrence, String step, String action, String what)
            implements RunRecord {}

    /** @param detail facts for the report, e.g. status and time of an answer, pids that were killed */
    record StepEnded(
            Instant at,
            String test,
            int occurrence,
            String step,
            Outcome outcome,
            Optional<ErrorClass> errorClass,
            String message,
            double millis,
            Map<String, String> detail)
            implements RunRecord {
        public enum Outcome {
            OK,
            FAILED,
            /** The agent died between intent and outcome. */
            UNKNOWN,
            CANCELED
        }
    }

    /** What an await or expect step came to. */
    record Expected(
            Instant at,
            String test,
            int occurrence,
            String step,
            Expectation.Result result,
            String expected,
            String seen,
            double millis)
            implements RunRecord {}

    record FaultBegan(Instant at, String test, int occurrence) implements RunRecord {}

    record FaultEnded(Instant at, String test, int occurrence) implements RunRecord {}

    /**
     * Samples of one series, in columns.
     *
     * @param times epoch milliseconds, rising or equal
     * @param values never null, which would be read as 0
     */
    record Samples(
            String metric,
            Map<String, String> labels,
            long[] times,
            @JsonSetter(contentNulls = Nulls.FAIL) double[] values)
            implements RunRecord {

        public Samples {
            if (times.length == 0 || times.length != values.length) {
                throw new IllegalArgumentException(
                        "%s has %d times and %d values".formatted(metric, times.length, values.length));
            }
        }

        @Override
        public Instant at() {
            return Instant.ofEpochMilli(times[times.length - 1]);
        }
    }

    /** Texts of one state series; only changes are told. */
    record States(String metric, Map<String, String> labels, long[] times, List<String> values) implements RunRecord {
        @Override
        public Instant at() {
            return Instant.ofEpochMilli(times[times.length - 1]);
        }
    }

    /** An example of what a counter counted: an id, a line, a file. Bounded per metric. */
    record Seen(Instant at, String metric, Map<String, String> labels, String text) implements RunRecord {}

    /** A probe could not read from {@code from} to {@code at}. */
    record Absent(Instant at, Instant from, String probe, String reason) implements RunRecord {}

    /**
     * There is no measurement from {@code from} to {@code at}.
     *
     * @param lost how many records of measurements there were, and are no more: the gap has taken over their numbers. 0 if nobody
     *     measured
     */
    record Gap(Instant at, Instant from, String reason, long lost) implements RunRecord {

        /** Nobody measured. */
        public Gap(Instant at, Instant from, String reason) {
            this(at, from, reason, 0);
        }

        @Override
        public long numbers() {
            return Math.max(1, lost);
        }
    }

    /** Anything else that belongs on the time line: a service found running, a crash, a clock that jumped. */
    record Event(Instant at, String kind, String text, Map<String, String> detail) implements RunRecord {}

    /**
     * An artifact: a piece of the target that is kept with the run, or why there is none. Its bytes come behind it, in pieces.
     *
     * @param number from 1 within the run
     * @param name what it is called as a file, e.g. {@code worker.log}
     * @param source where on the target's host it comes from
     * @param moment as plans write it, e.g. {@code beforeRestart}
     * @param occasion what it was taken for, in words
     * @param size in bytes, before it was packed
     * @param truncated whether there was more before it
     * @param redacted how many secrets were taken out
     * @param sha256 of its bytes, hexadecimal; empty if it is absent
     * @param absent why there is nothing; empty if there is
     */
    record Captured(
            Instant at,
            int number,
            String name,
            String source,
            String moment,
            String occasion,
            long size,
            boolean truncated,
            int redacted,
            String sha256,
            int pieces,
            String absent)
            implements RunRecord {}

    /**
     * A part of an artifact. All of them one behind the other are a gzip file.
     *
     * @param number the artifact's
     * @param piece from 1
     */
    record CapturedPiece(Instant at, int number, int piece, byte[] bytes) implements RunRecord {

        /** A piece that has more is refused. */
        public static final int MOST_BYTES = 64 << 10;
    }
}
