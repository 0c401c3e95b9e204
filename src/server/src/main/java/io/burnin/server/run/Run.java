package io.burnin.server.run;

import io.burnin.verdict.Light;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One execution of one plan version and profile on one target.
 *
 * @param number from 1 within its plan
 * @param planned how long its profile lasts, and its extensions that its agent has taken up
 * @param lease who works on it, or did; empty while nobody ever did
 */
public record Run(
        RunId id,
        long number,
        Order order,
        Origin origin,
        Duration planned,
        RunState state,
        Optional<Lease> lease,
        Wish wish,
        Progress progress,
        Outcome outcome) {

    /** As it is when it was just asked for. */
    static Run queued(RunId id, long number, Order order, Origin origin, Duration planned, RunState.Queued state) {
        return new Run(
                id, number, order, origin, planned, state, Optional.empty(), Wish.NONE, Progress.NONE, Outcome.NONE);
    }

    /** {@code phase1-burn-in#42} */
    public String name() {
        return order.plan() + "#" + number;
    }

    public Run with(RunState next) {
        return new Run(id, number, order, origin, planned, next, lease, wish, progress, outcome);
    }

    public Run with(Lease next) {
        return new Run(id, number, order, origin, planned, state, Optional.of(next), wish, progress, outcome);
    }

    public Run with(Wish next) {
        return new Run(id, number, order, origin, planned, state, lease, next, progress, outcome);
    }

    public Run with(Progress next) {
        return new Run(id, number, order, origin, planned, state, lease, wish, next, outcome);
    }

    public Run with(Light next) {
        return with(new Outcome(outcome.targetDirty(), Optional.of(next)));
    }

    public Run dirty(String what) {
        return with(new Outcome(what, outcome.light()));
    }

    /** Its agent lets it last longer by so much, all in all. */
    Run extended(Duration total) {
        Extension before = wish.extension();
        Duration wanted = before.wanted().compareTo(total) < 0 ? total : before.wanted();
        return with(wish.with(new Extension(wanted, total)))
                .lasting(planned.plus(total).minus(before.taken()));
    }

    /** By the server's clock, with what its agent has taken up of its extensions; empty before it begins. */
    public Optional<Instant> plannedEnd() {
        return state.began().map(at -> at.plus(planned));
    }

    Run lasting(Duration duration) {
        return new Run(id, number, order, origin, duration, state, lease, wish, progress, outcome);
    }

    private Run with(Outcome next) {
        return new Run(id, number, order, origin, planned, state, lease, wish, progress, next);
    }

    /** The server's time at that time of the run: what agents tell is by their own clock. */
    public Instant serverTime(Instant runTime) {
        return clock().map(known -> known.serverTime(runTime)).orElse(runTime);
    }

    /** The run's time at that time of the server. */
    public Instant runTime(Instant serverTime) {
        return clock().map(known -> known.runTime(serverTime)).orElse(serverTime);
    }

    private Optional<RunClock> clock() {
        return lease.flatMap(Lease::clock);
    }

    /** When it was asked for, by whom, and which run it repeats. */
    public record Origin(Instant queuedAt, String createdBy, Optional<RunId> rerunOf) {}

    /**
     * What came of it so far.
     *
     * @param targetDirty what could not be undone; empty if the target is as it was found
     * @param light of the last verdict that is stored; empty before there is one
     */
    public record Outcome(String targetDirty, Optional<Light> light) {

        public static final Outcome NONE = new Outcome("", Optional.empty());
    }

    /**
     * Who wants it to end before its time, and why; or to last longer. The agent learns of it with its next heartbeat.
     *
     * @param reason why it is to end
     */
    public record Wish(Optional<String> cancelledBy, Optional<String> stoppedBy, String reason, Extension extension) {

        public static final Wish NONE = new Wish(Optional.empty(), Optional.empty(), "", Extension.NONE);

        boolean endsIt() {
            return cancelledBy.isPresent() || stoppedBy.isPresent();
        }

        Wish cancelled(String by, String why) {
            return new Wish(Optional.of(by), stoppedBy, why, extension);
        }

        Wish stopped(String by, String why) {
            return cancelledBy.isPresent() ? this : new Wish(cancelledBy, Optional.of(by), why, extension);
        }

        Wish extended(Duration total) {
            return with(new Extension(total, extension.taken()));
        }

        private Wish with(Extension next) {
            return new Wish(cancelledBy, stoppedBy, reason, next);
        }
    }

    /**
     * By how much it is to last longer than its plan, all in all.
     *
     * @param taken what its agent has taken up; at most as much as is wanted
     */
    public record Extension(Duration wanted, Duration taken) {

        public static final Extension NONE = new Extension(Duration.ZERO, Duration.ZERO);

        /** What the agent has not taken up yet. */
        public Duration pending() {
            return wanted.minus(taken);
        }
    }

    /**
     * How far it is.
     *
     * @param stored the last record that is stored, with none missing before it
     * @param events how many events its time line has
     * @param newestRecord the time of the newest stored record
     * @param journalled the last record on the agent's disk, as far as is known
     * @param doing what the agent does, in its words
     * @param refused records that came and were not stored
     */
    public record Progress(
            long stored, long events, Optional<Instant> newestRecord, long journalled, String doing, Refused refused) {

        public static final Progress NONE = new Progress(0, 0, Optional.empty(), 0, "", Refused.NONE);

        Progress told(long journalledNow, String doingNow) {
            return new Progress(stored, events, newestRecord, Math.max(journalled, journalledNow), doingNow, refused);
        }

        public Progress with(Refused next) {
            return new Progress(stored, events, newestRecord, journalled, doing, next);
        }

        /** With the records up to that number. */
        public Progress storedTo(long seq, Instant recordAt) {
            Instant newest = newestRecord.filter(recordAt::isBefore).orElse(recordAt);
            return new Progress(seq, events, Optional.of(newest), Math.max(journalled, seq), doing, refused);
        }

        Progress eventsTo(long number) {
            return new Progress(stored, number, newestRecord, journalled, doing, refused);
        }
    }

    /**
     * Records that came and were not stored.
     *
     * @param duplicates those that were stored already: an answer got lost, and the agent sent them again
     * @param late those that came under a lease that was over
     */
    public record Refused(long duplicates, long late) {

        public static final Refused NONE = new Refused(0, 0);

        public Refused duplicates(int more) {
            return new Refused(duplicates + more, late);
        }

        public Refused late(int more) {
            return new Refused(duplicates, late + more);
        }
    }
}
