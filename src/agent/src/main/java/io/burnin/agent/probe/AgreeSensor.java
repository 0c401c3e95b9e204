package io.burnin.agent.probe;

import io.burnin.agent.record.Reading;
import io.burnin.agent.record.RunClock;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether several sources say the same. They cannot be read at one instant, so a difference is looked at again and again: only
 * if they never agree for longer than allowed do they disagree, which is counted once until they agree again. While a source
 * cannot be read there is nothing to compare.
 */
final class AgreeSensor implements Sensor {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final List<Source> sources;
    private final Duration within;
    private final RunClock clock;
    private final SeriesKey reads;
    private final SeriesKey disagreements;
    private final Counters counters = new Counters();
    private final Exemplars exemplars = new Exemplars();
    private Optional<Instant> differSince = Optional.empty();
    private boolean isCounted;

    /** One that says something, and its name for people. */
    interface Source {
        String name();

        /** @throws IOException if it cannot be read, or says nothing there */
        String says() throws IOException, InterruptedException;
    }

    AgreeSensor(Probe.Agree probe, List<Source> sources, RunClock clock) {
        this.sources = List.copyOf(sources);
        this.within = probe.within();
        this.clock = clock;
        reads = SeriesKey.of(probe.name() + ".reads");
        disagreements = SeriesKey.of(probe.name() + ".disagreements");
        counters.with(reads).with(disagreements);
    }

    @Override
    public void begin(List<String> notes, Optional<String> checkpoint) throws IOException {
        if (checkpoint.isPresent()) {
            Saved saved = Checkpoint.read(checkpoint.get(), Saved.class);
            isCounted = saved.isCounted();
            exemplars.restore(saved.told());
        }
    }

    @Override
    public Reading read() throws IOException, InterruptedException {
        try {
            compare();
        } catch (IOException unreadable) {
            differSince = Optional.empty();
            throw unreadable;
        }
        counters.add(reads, 1);
        Instant at = clock.now();
        String checkpoint = Checkpoint.write(new Saved(isCounted, exemplars.told()));
        return new Reading(counters.take(at), List.of(), exemplars.take(), Optional.of(checkpoint));
    }

    private void compare() throws IOException, InterruptedException {
        while (true) {
            List<String> said = askAll();
            Instant at = clock.now();
            if (new HashSet<>(said).size() <= 1) {
                differSince = Optional.empty();
                isCounted = false;
                return;
            }
            differSince = Optional.of(differSince.orElse(at));
            if (isCounted) {
                return;
            }
            if (!differSince.get().plus(within).isAfter(at)) {
                isCounted = true;
                counters.add(disagreements, 1);
                exemplars.add(disagreements, at, describe(said));
                return;
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private List<String> askAll() throws IOException, InterruptedException {
        var said = new ArrayList<String>();
        for (Source source : sources) {
            said.add(source.says());
        }
        return said;
    }

    private String describe(List<String> said) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < said.size(); i++) {
            parts.add(sources.get(i).name() + " says " + said.get(i));
        }
        return String.join(", ", parts);
    }

    private record Saved(boolean isCounted, Map<String, Integer> told) {}
}
