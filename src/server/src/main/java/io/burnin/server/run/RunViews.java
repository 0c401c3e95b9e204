package io.burnin.server.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts runs together with what is known of them elsewhere. */
@ApplicationScoped
class RunViews {

    private final Alerts alerts;
    private final Pins pins;
    private final Clock clock;

    RunViews(Alerts alerts, Pins pins, Clock clock) {
        this.alerts = alerts;
        this.pins = pins;
        this.clock = clock;
    }

    RunView of(Run run) {
        return RunView.of(run, alerts.open(run.id()), pins.of(run.id()), clock.instant());
    }

    /** In the same order. */
    List<RunView> of(List<Run> runs) {
        List<RunId> ids = runs.stream().map(Run::id).toList();
        Map<RunId, List<Alerts.Raised>> open = alerts.open(ids);
        Map<RunId, Pins.Pin> pinned = pins.of(ids);
        return runs.stream()
                .map(run -> RunView.of(
                        run,
                        open.getOrDefault(run.id(), List.of()),
                        Optional.ofNullable(pinned.get(run.id())),
                        clock.instant()))
                .toList();
    }
}
