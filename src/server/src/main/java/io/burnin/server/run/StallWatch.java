package io.burnin.server.run;

import io.burnin.protocol.Alert;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sees runs whose agent is heard of while nothing that it records comes in, and counts the open alerts for whoever collects
 * metrics. Every server looks; a change is made once, because each looks again when it holds the run's row.
 */
@ApplicationScoped
class StallWatch {

    private final Runs runs;
    private final RunEvents events;
    private final Alerts alerts;
    private final AlertConfig config;
    private final Clock clock;
    private final AtomicReference<Map<Alert, Long>> counts = new AtomicReference<>(Map.of());

    StallWatch(Runs runs, RunEvents events, Alerts alerts, AlertConfig config, MeterRegistry meters, Clock clock) {
        this.runs = runs;
        this.events = events;
        this.alerts = alerts;
        this.config = config;
        this.clock = clock;
        for (Alert alert : Alert.values()) {
            Gauge.builder("burnin.alerts.open", counts, all -> all.get().getOrDefault(alert, 0L))
                    .tag("kind", alert.begins())
                    .description("what is wrong with the evidence of runs now")
                    .register(meters);
        }
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Set<RunId> stalled = alerts.runsWith(Alert.EVIDENCE_STALLED);
        for (Run run : runs.running()) {
            if (isHeardOf(run) && isStalled(run) != stalled.contains(run.id())) {
                runs.change(run.id(), this::tell);
            }
        }
        counts.set(alerts.counts());
    }

    /** Of a silent agent nothing can be said but that. */
    private static boolean isHeardOf(Run run) {
        return run.state() instanceof RunState.Running running
                && running.silentSince().isEmpty();
    }

    /** A run that has recorded nothing yet is about to begin. */
    private boolean isStalled(Run run) {
        return run.progress()
                .newestRecord()
                .filter(newest -> age(run, newest).compareTo(config.stalledAfter()) > 0)
                .isPresent();
    }

    private Duration age(Run run, Instant newest) {
        return Duration.between(run.serverTime(newest), clock.instant());
    }

    private Run tell(Run run) {
        boolean wasStalled =
                alerts.open(run.id()).stream().anyMatch(raised -> raised.alert() == Alert.EVIDENCE_STALLED);
        boolean isStalled = isStalled(run);
        if (isStalled == wasStalled || !isHeardOf(run)) {
            return run;
        }
        Instant now = clock.instant();
        Run.Progress progress = run.progress();
        Instant newest = progress.newestRecord().orElseThrow();
        String text = isStalled
                ? "the newest record is %d s old; %d more are on the agent's disk"
                        .formatted(age(run, newest).toSeconds(), progress.journalled() - progress.stored())
                : "records come in again";
        return events.add(
                run,
                now,
                isStalled ? Alert.EVIDENCE_STALLED.begins() : Alert.EVIDENCE_STALLED.ends(),
                Map.of("text", text));
    }
}
