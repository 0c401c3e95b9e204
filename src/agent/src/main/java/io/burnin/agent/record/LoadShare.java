package io.burnin.agent.record;

import io.burnin.protocol.Alert;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How much of one load's plan is done, over the newest window. Not safe for many threads. */
final class LoadShare {

    private final String load;
    private final WatchLimits limits;
    private final Alarms alarms;
    private final Deque<Counted> window = new ArrayDeque<>();
    private long began;
    private double planned;
    private double done;

    private record Counted(long nanos, double planned, double done) {}

    LoadShare(String load, WatchLimits limits, Alarms alarms, long nanos) {
        this.load = load;
        this.limits = limits;
        this.alarms = alarms;
        this.began = nanos;
    }

    void add(long nanos, double plannedNow, double doneNow) {
        if (nanos - began < limits.warmUp().toNanos()) {
            return;
        }
        window.add(new Counted(nanos, plannedNow, doneNow));
        planned += plannedNow;
        done += doneNow;
        while (isFull(nanos, window.peek())) {
            Counted oldest = window.remove();
            planned -= oldest.planned();
            done -= oldest.done();
        }
        judge(nanos);
    }

    /** Whether enough is left without the oldest. */
    private boolean isFull(long nanos, Counted oldest) {
        return nanos - oldest.nanos() > limits.window().toNanos() && planned - oldest.planned() >= limits.arrivals();
    }

    private void judge(long nanos) {
        boolean isEnough =
                nanos - began >= limits.warmUp().plus(limits.window()).toNanos() && planned >= limits.arrivals();
        if (!isEnough) {
            return;
        }
        long counted = Duration.ofNanos(nanos - window.peek().nanos()).toSeconds();
        String text = "load %s: %.0f of %.0f planned arrivals of the last %d s are done"
                .formatted(load, done, planned, counted);
        if (done < limits.share() * planned) {
            alarms.begin(Alert.LOAD_BELOW_PLAN, load, text);
        } else {
            alarms.end(Alert.LOAD_BELOW_PLAN, load, text);
        }
    }

    /** What was counted so far says nothing about what comes. */
    void startOver(long nanos) {
        window.clear();
        planned = 0;
        done = 0;
        began = nanos;
    }

    void over() {
        alarms.end(Alert.LOAD_BELOW_PLAN, load, "load %s has ended".formatted(load));
    }
}
