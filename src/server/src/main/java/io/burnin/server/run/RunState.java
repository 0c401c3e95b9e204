package io.burnin.server.run;

import io.burnin.verdict.ErrorClass;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a run stands. A state carries the facts that are true in it and offers only the steps that are legal from it.
 *
 * <pre>
 * Queued ──▶ Running ──▶ Finished
 *    │         │ ├─────▶ Stopped
 *    │         │ ├─────▶ Aborted
 *    └─────────┼─┴─▶     (Aborted)
 *              └──▶ Lost ──▶ Running, or how its agent says that it ended
 * </pre>
 */
public sealed interface RunState {

    /** The name that the database and the API use. Published, so it outlives a renamed record. */
    default Label label() {
        return switch (this) {
            case Queued queued -> Label.QUEUED;
            case Running running -> Label.RUNNING;
            case Finished finished -> Label.FINISHED;
            case Stopped stopped -> Label.STOPPED;
            case Aborted aborted -> Label.ABORTED;
            case Lost lost -> Label.LOST;
        };
    }

    /** Whether nobody works on it any more; a lost run may come back. */
    default boolean hasEnded() {
        return this instanceof Ended;
    }

    /** When its agent began to work on it; empty if none ever did. */
    default Optional<Instant> began() {
        return switch (this) {
            case Queued queued -> Optional.empty();
            case Running running -> Optional.of(running.since());
            case Finished finished -> Optional.of(finished.since());
            case Stopped stopped -> Optional.of(stopped.since());
            case Aborted aborted -> aborted.since();
            case Lost lost -> Optional.of(lost.since());
        };
    }

    enum Label {
        QUEUED,
        RUNNING,
        FINISHED,
        STOPPED,
        ABORTED,
        LOST
    }

    /**
     * Nobody works on it yet.
     *
     * @param why what it waits for, and {@code whySince} when that began
     * @param until when it gives up
     */
    record Queued(String why, Instant whySince, Optional<Instant> until) implements RunState {

        public Queued because(String reason, Instant now) {
            return reason.equals(why) ? this : new Queued(reason, now, until);
        }

        public Running leased(Instant now) {
            return new Running(now, Optional.empty());
        }

        public Aborted withdrawn(Instant now, ErrorClass errorClass, String reason) {
            return new Aborted(Optional.empty(), now, errorClass, reason);
        }
    }

    /**
     * Its agent works on it, or is expected to come back.
     *
     * @param silentSince when it was heard of last, if its lease ran out since
     */
    record Running(Instant since, Optional<Instant> silentSince) implements RunState {

        public Running started(Instant at) {
            return new Running(at, silentSince);
        }

        public Running silent(Instant lastHeard) {
            return new Running(since, Optional.of(lastHeard));
        }

        public Running heard() {
            return new Running(since, Optional.empty());
        }

        public Finished finished(Instant at) {
            return new Finished(since, at);
        }

        public Stopped stopped(Instant at, Optional<ErrorClass> errorClass, String reason) {
            return new Stopped(since, at, errorClass, reason);
        }

        public Aborted aborted(Instant at, Optional<ErrorClass> errorClass, String reason) {
            return new Aborted(Optional.of(since), at, errorClass.orElse(ErrorClass.CANCELED), reason);
        }

        public Lost lost(Instant now, String reason) {
            return new Lost(since, now, reason);
        }
    }

    /** Nobody works on it. */
    sealed interface Ended extends RunState {
        Instant at();
    }

    /** Executed to its end. */
    record Finished(Instant since, Instant at) implements Ended {}

    /** Ended early by a red. */
    record Stopped(Instant since, Instant at, Optional<ErrorClass> errorClass, String reason) implements Ended {}

    /** Cancelled by a person, or never started; then {@code since} is empty. */
    record Aborted(Optional<Instant> since, Instant at, ErrorClass errorClass, String reason) implements Ended {}

    /** Its agent stayed away. Final for those who wait; but the agent may return. */
    record Lost(Instant since, Instant at, String reason) implements Ended {

        public Running returned() {
            return new Running(since, Optional.empty());
        }
    }
}
