package io.burnin.agent.probe;

import io.burnin.agent.probe.process.ProcessTable;
import io.burnin.agent.probe.process.ProcessTable.Usage;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.RunClock;
import io.burnin.metric.SeriesKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the agent itself costs the host. */
final class AgentSensor implements Sensor {

    private final ProcessTable processes;
    private final RunClock clock;
    private final long pid = ProcessHandle.current().pid();
    private Optional<Usage> before = Optional.empty();
    private long readAt;

    AgentSensor(ProcessTable processes, RunClock clock) {
        this.processes = processes;
        this.clock = clock;
    }

    @Override
    public Reading read() throws IOException {
        Usage now = processes.usage(pid).orElseThrow(() -> new IOException("no process " + pid));
        long nanos = clock.nanos();
        Instant at = clock.at(nanos);
        var samples = new ArrayList<Sample>();
        before.ifPresent(usage -> {
            double percent = 100 * (now.cpuMillis() - usage.cpuMillis()) / ((nanos - readAt) / 1e6);
            samples.add(new Sample(SeriesKey.of("agent.cpu"), at, percent));
        });
        samples.add(new Sample(SeriesKey.of("agent.rss"), at, now.rss()));
        before = Optional.of(now);
        readAt = nanos;
        return new Reading(samples, List.of(), List.of(), Optional.empty());
    }
}
