package io.burnin.agent.probe;

import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.RunClock;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The files that match a pattern: how many, how large, how old; how many appeared; how many stayed too long. What was there
 * when the run began is not new, and is too old only once the run itself has watched it for longer than allowed. A folder that
 * does not exist yet holds no files; one without a parent is a wrong path, and that is absence.
 */
final class FilesSensor implements TakesUp {

    private final Glob files;
    private final Optional<Duration> olderThan;
    private final RunClock clock;
    private final Consumer<String> notes;
    private final String probe;
    private final SeriesKey created;
    private final SeriesKey overdue;
    private final Counters counters = new Counters();
    private final Exemplars exemplars = new Exemplars();
    private final Fingerprints told = new Fingerprints();
    private final Map<Path, Instant> existed = new HashMap<>();
    private Map<Path, Known> known = new HashMap<>();
    private boolean restored;
    private long reading;

    FilesSensor(Probe.Files probe, RunClock clock, Consumer<String> notes) {
        this.files = Glob.of(probe.files());
        this.olderThan = probe.olderThan();
        this.clock = clock;
        this.notes = notes;
        this.probe = probe.name();
        created = SeriesKey.of(this.probe + ".created");
        overdue = SeriesKey.of(this.probe + ".overdue");
        counters.with(created);
        if (olderThan.isPresent()) {
            counters.with(overdue);
        }
    }

    /** @param youngest it is never judged older than that: when the run began, for what was there before */
    private record Known(String identity, Optional<Instant> youngest, boolean overdue) {}

    @Override
    public void takeStock() throws IOException {
        Instant now = clock.now();
        list().forEach((path, attributes) -> {
            String identity = path + " " + attributes.fileKey();
            told.add("created " + identity);
            known.put(path, new Known(identity, Optional.of(now), false));
        });
        told.note(reading).ifPresent(notes);
    }

    @Override
    public void goOn(List<String> notes, String lastCheckpoint) throws IOException {
        Saved saved = Checkpoint.read(lastCheckpoint, Saved.class);
        reading = saved.reading();
        exemplars.restore(saved.told());
        saved.existed().forEach((path, since) -> existed.put(Path.of(path), since));
        told.restore(notes, reading);
        restored = true;
    }

    @Override
    public Reading read() throws IOException {
        Map<Path, BasicFileAttributes> listed = list();
        Instant at = clock.now();
        var next = new HashMap<Path, Known>();
        long bytes = 0;
        Duration oldest = Duration.ZERO;
        for (var file : listed.entrySet()) {
            Instant changed = file.getValue().lastModifiedTime().toInstant();
            next.put(file.getKey(), look(file.getKey(), file.getValue().fileKey(), changed, at));
            bytes += file.getValue().size();
            oldest = longer(oldest, Duration.between(changed, at));
        }
        known = next;
        restored = false;
        reading++;
        told.note(reading).ifPresent(notes);
        List<Sample> samples = new ArrayList<>(counters.take(at));
        samples.add(gauge("count", at, listed.size()));
        samples.add(gauge("bytes", at, bytes));
        samples.add(gauge("oldest", at, oldest.toNanos() / 1e6));
        return new Reading(samples, List.of(), exemplars.take(), Optional.of(checkpoint()));
    }

    private Known look(Path path, Object key, Instant changed, Instant at) {
        Known file = recognise(path, path + " " + key, at);
        Instant since = file.youngest().filter(changed::isBefore).orElse(changed);
        boolean tooOld = olderThan.isPresent() && Duration.between(since, at).compareTo(olderThan.get()) > 0;
        if (!tooOld || file.overdue()) {
            return file;
        }
        told.add("overdue " + file.identity());
        counters.add(overdue, 1);
        exemplars.add(overdue, at, path.toString());
        return new Known(file.identity(), file.youngest(), true);
    }

    private Known recognise(Path path, String identity, Instant at) {
        Known before = known.get(path);
        if (before != null && before.identity().equals(identity)) {
            return before;
        }
        if (restored && told.contains("created " + identity)) {
            boolean counted = told.contains("overdue " + identity);
            return new Known(identity, Optional.ofNullable(existed.get(path)), counted);
        }
        told.add("created " + identity);
        counters.add(created, 1);
        exemplars.add(created, at, path.toString());
        return new Known(identity, Optional.empty(), false);
    }

    private Map<Path, BasicFileAttributes> list() throws IOException {
        Path base = files.base();
        if (!Files.exists(base) && (base.getParent() == null || !Files.exists(base.getParent()))) {
            throw new NoSuchFileException(base.toString(), null, "neither it nor the folder above it exists");
        }
        var listed = new HashMap<Path, BasicFileAttributes>();
        for (Path path : files.list()) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    listed.put(path, attributes);
                }
            } catch (NoSuchFileException goneSinceListed) {
                continue;
            }
        }
        return listed;
    }

    private String checkpoint() {
        var before = new HashMap<String, Instant>();
        if (olderThan.isPresent()) {
            known.forEach((path, file) -> file.youngest().ifPresent(since -> before.put(path.toString(), since)));
        }
        return Checkpoint.write(new Saved(reading, before, exemplars.told()));
    }

    private Sample gauge(String quantity, Instant at, double value) {
        return new Sample(SeriesKey.of(probe + "." + quantity), at, value);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private record Saved(long reading, Map<String, Instant> existed, Map<String, Integer> told) {}
}
