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
 * if each says the same for longer than allowed, and not what another says, do they disagree, which is counted once until they
 * agree again. While a source cannot be read there is nothing to compare.
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
    private Optional<Difference> difference = Optional.empty();
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
            difference = Optional.empty();
            throw unreadable;
        }
        counters.add(reads, 1);
        Instant at = clock.now();
        String checkpoint = Checkpoint.write(new Saved(isCounted, exemplars.told()));
        return new Reading(counters.take(at), List.of(), exemplars.take(), Optional.of(checkpoint));
    }

    /** Sources that are read one after the other differ while something changes: only what stands still can disagree. */
    private void compare() throws IOException, InterruptedException {
        Instant giveUp = clock.now().plus(within).plus(LOOK_AGAIN);
        while (true) {
            List<String> said = askAll();
            Instant at = clock.now();
            if (new HashSet<>(said).size() <= 1) {
                difference = Optional.empty();
                isCounted = false;
                return;
            }
            Difference standing =
                    difference.filter(before -> before.said().equals(said)).orElseGet(() -> new Difference(said, at));
            difference = Optional.of(standing);
            if (!isCounted && !standing.since().plus(within).isAfter(at)) {
                isCounted = true;
                counters.add(disagreements, 1);
                exemplars.add(disagreements, at, describe(said));
            }
            if (isCounted || at.isAfter(giveUp)) {
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

    private record Difference(List<String> said, Instant since) {}

    private record Saved(boolean isCounted, Map<String, Integer> told) {}
}
