package io.burnin.server.run;

import io.burnin.protocol.Alert;
import io.burnin.protocol.Heartbeat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Keeps what heartbeats tell of a run's clock, and puts on its time line what must be known of that. */
@ApplicationScoped
public class ClockComparison {

    /** The event that tells how the clocks compared when the run began. */
    public static final String MEASURED = "clock-measured";

    private final RunEvents events;
    private final AlertConfig config;

    ClockComparison(RunEvents events, AlertConfig config) {
        this.events = events;
        this.config = config;
    }

    /**
     * @param wall the agent's wall clock
     * @param aheadMillis the run's time minus the agent's wall clock
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Run told(Run run, Heartbeat.Clock wall, double aheadMillis, Instant now) {
        Lease lease = run.lease().orElseThrow();
        double offset = wall.offsetMillis() - aheadMillis;
        RunClock before = lease.clock().orElse(new RunClock(offset, wall.errorMillis(), RunClock.State.ASSUMED));
        RunClock next = before.told(offset, wall.errorMillis(), config.clockLimit());
        Run told = run.with(lease.by(next));
        if (before.state() == RunClock.State.ASSUMED) {
            told = events.add(told, now, MEASURED, facts(next, wall));
        }
        if (before.state() == next.state() || before.state() == RunClock.State.ASSUMED && !isOff(next)) {
            return told;
        }
        Map<String, String> facts = facts(next, wall);
        facts.put("text", isOff(next) ? "the run's clock is %s".formatted(words(next)) : "the clocks agree again");
        return events.add(told, now, isOff(next) ? Alert.CLOCK_OFF.begins() : Alert.CLOCK_OFF.ends(), facts);
    }

    private static boolean isOff(RunClock clock) {
        return clock.state() == RunClock.State.OFF;
    }

    private static String words(RunClock clock) {
        return String.format(
                Locale.ROOT,
                "%.3f s %s the server's, ± %.3f s",
                Math.abs(clock.offsetMillis()) / 1000,
                clock.offsetMillis() > 0 ? "behind" : "ahead of",
                clock.errorMillis() / 1000);
    }

    private static Map<String, String> facts(RunClock clock, Heartbeat.Clock wall) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("offsetMillis", millis(clock.offsetMillis()));
        facts.put("errorMillis", millis(clock.errorMillis()));
        wall.driftPpm().ifPresent(drift -> facts.put("driftPpm", String.format(Locale.ROOT, "%.1f", drift)));
        return facts;
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }
}
