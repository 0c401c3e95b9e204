package io.burnin.agent.schedule;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.agent.journal.Replay.OccurrenceTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** All occurrences of a run: each begins when it is due and its turn has come, in a thread of its own. */
final class Occurrences {

    private static final System.Logger LOG = System.getLogger(Occurrences.class.getName());

    /** A test that others held up is run late rather than never: skipped, it would cost the whole run its conclusion. */
    private static final Duration LATE_AT_MOST = Duration.ofHours(1);
    /** Less is a host under load; from here on the agent was not there when something came due, as if it had been restarted. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    private final Tools tools;
    private final StopSignal stop;
    private final Schedule schedule;
    private final Instant zero;
    private final Consumer<String> dirt;
    private final Turns turns = new Turns();
    private final Set<OccurrenceKey> known = new HashSet<>();
    private final List<OccurrenceRunner> runners = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** @param schedule one that has begun */
    Occurrences(Tools tools, StopSignal stop, Schedule schedule, Consumer<String> dirt) {
        this.tools = tools;
        this.stop = stop;
        this.schedule = schedule;
        this.zero = schedule.zero();
        this.dirt = dirt;
    }

    /**
     * Starts a thread for each that has not ended. Those whose harm may be in effect have the first turns.
     *
     * @param before what had been done when the agent was restarted; empty in a new run
     */
    synchronized void start(Map<OccurrenceKey, OccurrenceTrace> before, boolean resumed) {
        var due = new ArrayList<Runnable>();
        for (Timetable.Entry entry : schedule.entries()) {
            if (!known.add(entry.key())) {
                continue;
            }
            Optional<OccurrenceTrace> trace = Optional.ofNullable(before.get(entry.key()));
            if (trace.isEmpty()) {
                due.add(() -> waitAndRun(entry, resumed));
            } else if (!trace.get().ended()) {
                due.add(unfinished(entry, trace.get()));
            }
        }
        List<Thread> fresh = due.stream()
                .map(work -> tools.pause().thread(() -> orLog(work)))
                .toList();
        threads.addAll(fresh);
        fresh.forEach(Thread::start);
    }

    /** The schedule was extended: there are more of them, and some of those that go on last longer. */
    synchronized void extended() {
        start(Map.of(), false);
        runners.forEach(OccurrenceRunner::lengthened);
    }

    /** Returns when every occurrence has ended; nothing interrupts it, because they may be undoing. */
    void join() {
        boolean interrupted = false;
        for (Thread thread : started()) {
            boolean joined = false;
            while (!joined) {
                try {
                    thread.join();
                    joined = true;
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Thread> started() {
        return List.copyOf(threads);
    }

    private Runnable unfinished(Timetable.Entry entry, OccurrenceTrace trace) {
        OccurrenceRunner occurrence = runner(entry);
        if (OccurrenceRunner.isOnlyLoad(entry.test().steps()) && !trace.isInsideFault()) {
            return () -> occurrence.resumeLoad(trace);
        }
        Turns.Turn turn = turns.ask(entry.test().disturbs());
        return () -> {
            try {
                turns.await(turn);
                occurrence.undoInterrupted(trace);
            } catch (InterruptedException impossible) {
                throw new IllegalStateException("nothing interrupts an undo", impossible);
            } finally {
                turns.giveBack(turn);
            }
        };
    }

    private void waitAndRun(Timetable.Entry entry, boolean resumed) {
        Instant plannedAt = zero.plus(entry.at());
        boolean missed = resumed && tools.clock().now().isAfter(plannedAt);
        try {
            stop.<InterruptedException>guard(() -> tools.waitUntil(plannedAt));
            Instant now = tools.clock().now();
            boolean stoodStill = Duration.between(plannedAt, now).compareTo(AWAY) > 0;
            Instant lateUntil = zero.plus(schedule.entry(entry.key()).lateUntil());
            if ((missed || stoodStill) && !now.isBefore(lateUntil)) {
                String why = missed ? "was away" : "stood still";
                runner(entry)
                        .skip(
                                plannedAt,
                                "the agent %s when it was due, and there was no room left for it".formatted(why));
                return;
            }
            takeTurn(entry, plannedAt);
        } catch (InterruptedException stopped) {
            LOG.log(DEBUG, "{0} does not begin: {1}", entry.test().name(), stopped.getMessage());
        }
    }

    private void takeTurn(Timetable.Entry entry, Instant plannedAt) throws InterruptedException {
        if (turns.isTaken(entry.test().disturbs())) {
            tools.event(
                    "occurrence-waits",
                    "%s %d waits for another test that disturbs the same service"
                            .formatted(entry.test().name(), entry.number()),
                    Map.of("test", entry.test().name()));
        }
        Turns.Turn turn = turns.ask(entry.test().disturbs());
        try {
            stop.<InterruptedException>guard(() -> turns.await(turn));
            if (tools.clock().now().isBefore(schedule.end().plus(LATE_AT_MOST))) {
                runner(entry).runAnew(plannedAt);
            } else {
                String late = "its turn came only %s after the run's end".formatted(StepWords.of(LATE_AT_MOST));
                runner(entry).skip(plannedAt, late);
            }
        } finally {
            turns.giveBack(turn);
        }
    }

    private synchronized OccurrenceRunner runner(Timetable.Entry entry) {
        var runner = new OccurrenceRunner(
                tools, stop, entry.test(), entry.number(), () -> schedule.until(entry.key()), dirt);
        runners.add(runner);
        return runner;
    }

    /** A defect ends its occurrence and not the run: the others must still be undone. */
    private void orLog(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException defect) {
            LOG.log(ERROR, "an occurrence ended by a defect", defect);
            dirt.accept("an occurrence ended by a defect of the agent, its harm may be in effect: " + defect);
        }
    }
}
