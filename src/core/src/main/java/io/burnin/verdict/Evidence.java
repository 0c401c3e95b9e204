package io.burnin.verdict;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.plan.BaselineChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything stored about a run that a verdict may look at. Reading it again gives the same answers. */
public interface Evidence {

    /** From the run's start to its end or, while it goes on, to the newest stored record. */
    Span run();

    /** Whether nothing more will come. */
    boolean isComplete();

    /** How the run itself stands. */
    RunOutcome outcome();

    /** Whose fault it is that the run did not end as planned; empty if it did, or nobody knows. */
    Optional<ErrorClass> errorClass();

    /** Why the run did not end as planned; empty if it did. */
    String reason();

    /** What could not be undone; empty if the target is as it was found. */
    String targetDirty();

    /** Of every test, in order of time; one that has not ended ends where the run does. */
    List<Occurrence> occurrences();

    /** From the first harmful intent of a disturbing test to the end of its settling; sorted. */
    List<Span> faults();

    /** Stretches in which the agent did not measure; sorted. */
    List<Span> gaps();

    /** Stretches of which there were measurements that are lost; sorted. */
    List<Span> lost();

    /** Stretches that shall not count, by somebody's word; sorted. */
    default List<Exclusion> exclusions() {
        return List.of();
    }

    /** The runs that this one is compared with, as they stood when it began. */
    default Baseline baseline(BaselineChoice choice) {
        return Baseline.none(choice, "nothing is known here of other runs");
    }

    /** When the host was rebooted though no step had asked for it; sorted. */
    List<Instant> reboots();

    /** Every await and expect step that came to a result. */
    List<Expectation> expectations();

    /** The series of a metric. */
    List<SeriesKey> series(String metric);

    /** Every sample of a series whose time lies in the span, in order of time. */
    void scan(SeriesKey series, Span span, SampleVisitor visitor);

    /** What is remembered of it from one verdict to the next. */
    default DigestMemory memory() {
        return DigestMemory.NONE;
    }

    /** The last sample of a series before that instant. */
    Optional<Sample> lastBefore(SeriesKey series, Instant at);

    /** Why a probe could not read, newest last. */
    List<Absence> absences();

    /** Ids, lines or files that show what a counter counted, in order of time; never all of them. */
    List<Exemplar> exemplars(String metric);

    @FunctionalInterface
    interface SampleVisitor {
        /** @param at epoch milliseconds */
        void sample(long at, double value);
    }

    /** One reading. */
    record Sample(Instant at, double value) {}

    /** How a run ended, or that it has not. */
    enum RunOutcome {
        UNFINISHED,
        FINISHED,
        STOPPED,
        ABORTED,
        LOST
    }

    enum OccurrenceStatus {
        PENDING,
        RUNNING,
        FINISHED,
        SKIPPED,
        ERROR,
        ABORTED
    }

    /**
     * @param number from 1 within its test
     * @param reason why it did not finish; empty if it did
     */
    record Occurrence(
            String test,
            int number,
            OccurrenceStatus status,
            Span span,
            Optional<ErrorClass> errorClass,
            String reason) {}

    /** @param step its {@code as}, or its place such as {@code steps/4} */
    record Expectation(
            String test,
            int occurrence,
            String step,
            Instant at,
            Result result,
            String expected,
            String seen,
            Duration took) {
        public enum Result {
            MET,
            RED,
            YELLOW,
            INSUFFICIENT
        }
    }

    record Absence(String probe, Span span, String reason) {}

    record Exemplar(Instant at, SeriesKey series, String text) {}
}
