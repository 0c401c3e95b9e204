package io.burnin.agent.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.RunClock;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a JSON file whole. Each time it becomes unreadable as JSON is counted once, however long it stays so, and so is each
 * time it takes a value that is not allowed.
 */
final class JsonSensor implements Sensor {

    private static final long LARGEST = 16L * 1024 * 1024;

    private final Path file;
    private final int tries;
    private final Duration tryEvery;
    private final RunClock clock;
    private final SeriesKey reads;
    private final SeriesKey corrupt;
    private final SeriesKey violations;
    private final Map<JsonPointer, Set<String>> allowed = new LinkedHashMap<>();
    private final Takes takes;
    private final Counters counters = new Counters();
    private final Exemplars exemplars = new Exemplars();
    private boolean isCorrupt;
    private final Map<String, String> wrong = new HashMap<>();

    JsonSensor(Probe.Json probe, RunClock clock) {
        this.file = Path.of(probe.file());
        this.tries = Math.max(1, probe.tries());
        this.tryEvery = probe.tryEvery();
        this.clock = clock;
        reads = SeriesKey.of(probe.name() + ".reads");
        corrupt = SeriesKey.of(probe.name() + ".corrupt");
        violations = SeriesKey.of(probe.name() + ".violations");
        probe.oneOf().forEach((at, values) -> allowed.put(JsonPointer.compile(at), values));
        takes = new Takes(probe.name(), probe.take());
        counters.with(reads).with(corrupt);
        if (!allowed.isEmpty()) {
            counters.with(violations);
        }
    }

    @Override
    public void begin(List<String> notes, Optional<String> checkpoint) throws IOException {
        if (checkpoint.isEmpty()) {
            return;
        }
        Saved saved = Checkpoint.read(checkpoint.get(), Saved.class);
        isCorrupt = saved.corrupt();
        wrong.putAll(saved.wrong());
        takes.restore(saved.texts());
        exemplars.restore(saved.told());
    }

    @Override
    public Reading read() throws IOException, InterruptedException {
        Optional<JsonNode> content = readPatiently();
        Instant at = clock.now();
        counters.add(reads, 1);
        if (content.isEmpty() && !isCorrupt) {
            counters.add(corrupt, 1);
            exemplars.add(corrupt, at, file + " is not JSON");
        }
        isCorrupt = content.isEmpty();
        content.ifPresent(node -> allowed.forEach((place, values) -> check(node, place, values, at)));
        List<Sample> samples = new ArrayList<>(counters.take(at));
        content.ifPresent(node -> samples.addAll(takes.numbers(node, at)));
        var states = content.map(node -> takes.changedTexts(node, at)).orElse(List.of());
        String checkpoint =
                Checkpoint.write(new Saved(isCorrupt, Map.copyOf(wrong), takes.lastTexts(), exemplars.told()));
        return new Reading(samples, states, exemplars.take(), Optional.of(checkpoint));
    }

    /**
     * What it holds now.
     *
     * @throws IOException if there is no such file, or no JSON in it
     */
    JsonNode content() throws IOException, InterruptedException {
        return readPatiently().orElseThrow(() -> new IOException(file + " is not JSON"));
    }

    /** Its content; empty if in all tries there was no JSON in it. A file that is being written is given its time. */
    private Optional<JsonNode> readPatiently() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == tries;
            try {
                byte[] bytes = bytes();
                int mark = hasMark(bytes) ? 3 : 0;
                Optional<JsonNode> content = JsonText.parse(bytes, mark, bytes.length - mark);
                if (content.isPresent() || last) {
                    return content;
                }
            } catch (NoSuchFileException missing) {
                if (last) {
                    throw missing;
                }
            }
            Thread.sleep(tryEvery);
        }
    }

    private byte[] bytes() throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("%s is larger than %d bytes".formatted(file, LARGEST));
        }
        return Files.readAllBytes(file);
    }

    private static boolean hasMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private void check(JsonNode node, JsonPointer place, Set<String> values, Instant at) {
        String value = JsonText.textAt(node, place).orElse("nothing");
        if (values.contains(value)) {
            wrong.remove(place.toString());
        } else if (!value.equals(wrong.put(place.toString(), value))) {
            counters.add(violations, 1);
            exemplars.add(violations, at, "%s is %s".formatted(place, value));
        }
    }

    private record Saved(
            boolean corrupt, Map<String, String> wrong, Map<String, String> texts, Map<String, Integer> told) {}
}
