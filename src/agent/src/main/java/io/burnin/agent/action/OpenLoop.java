package io.burnin.agent.action;

import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.verdict.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Arrivals of an open model, from the beginning of the occurrence to its end. They wait for nobody. After a restart of the agent
 * they go on at the clock: what was due meanwhile was missed, and is not sent later.
 */
final class OpenLoop {

    /** A later arrival would no longer be the load that was planned. */
    private static final Duration LATEST = Duration.ofSeconds(1);

    private final RunClock clock;
    private final long began;
    private final long first;
    private final long now;
    private final Instant instant;
    private final Supplier<Instant> until;

    /** @throws StepFailed with class CONFIG if the occurrence has no end */
    OpenLoop(StepContext context, String action) throws StepFailed {
        this.clock = context.clock();
        this.until = context.until()
                .orElseThrow(() -> new StepFailed(
                        ErrorClass.CONFIG,
                        "%s goes on as long as its test, and the schedule gives no `for`".formatted(action)));
        this.now = clock.nanos();
        this.instant = clock.at(now);
        this.began = now + Duration.between(instant, context.began()).toNanos();
        this.first = now - began <= LATEST.toNanos() ? began : now;
    }

    /** What arrives. */
    @FunctionalInterface
    interface Arrivals {
        /**
         * Must return at once.
         *
         * @param n counts from 1 over the whole occurrence
         * @param intended a reading of the run's clock
         */
        void due(long n, long intended) throws StepFailed;

        /** One that the agent itself came too late for, because its host stood still; nothing is made of it unless said. */
        default void missed(long n, long intended) {}
    }

    /** Returns when the occurrence ends, which may be put off until it does. */
    void run(LongSupplier offsets, Arrivals arrivals) throws StepFailed, InterruptedException {
        var pause = new Pause(clock);
        long n = 1;
        for (long due = began + offsets.getAsLong();
                isBeforeTheEnd(due, pause);
                due = began + offsets.getAsLong(), n++) {
            if (due < first) {
                continue;
            }
            pause.until(due);
            if (clock.nanos() - due > LATEST.toNanos()) {
                arrivals.missed(n, due);
            } else {
                arrivals.due(n, due);
            }
        }
    }

    /** Waits for the end where nothing more comes before it as it is known now. */
    private boolean isBeforeTheEnd(long due, Pause pause) throws InterruptedException {
        for (long end = end(); due >= end; end = end()) {
            if (clock.nanos() >= end) {
                return false;
            }
            pause.until(end);
        }
        return true;
    }

    private long end() {
        return now + Duration.between(instant, until.get()).toNanos();
    }
}
