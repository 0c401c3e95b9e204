package io.burnin.agent.probe;

import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.service.Services;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Probe;
import java.util.List;
import java.util.Optional;

/** Whether a service is ready. */
final class ReadySensor implements Sensor {

    private final Probe.Ready probe;
    private final Services services;
    private final RunClock clock;

    ReadySensor(Probe.Ready probe, Services services, RunClock clock) {
        this.probe = probe;
        this.services = services;
        this.clock = clock;
    }

    @Override
    public Reading read() throws InterruptedException {
        boolean ready = services.isReady(probe.service());
        var sample = new Sample(SeriesKey.of(probe.name() + ".ready"), clock.now(), ready ? 1 : 0);
        return new Reading(List.of(sample), List.of(), List.of(), Optional.empty());
    }
}
