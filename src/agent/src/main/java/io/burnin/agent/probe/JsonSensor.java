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
import java.util.zip.CRC32C;

/**
 * Reads a JSON file whole. Each content that is no JSON is counted once, however long it stays, and so is each time that it
 * takes a value that is not allowed.
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
    private Optional<Long> damage = Optional.empty();
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
        damage = saved.damage();
        wrong.putAll(saved.wrong());
        takes.restore(saved.texts());
        exemplars.restore(saved.told());
    }

    @Override
    public Reading read() throws IOException, InterruptedException {
        Content read = readPatiently();
        Optional<JsonNode> content = read.json();
        Instant at = clock.now();
        counters.add(reads, 1);
        Optional<Long> found = content.isPresent() ? Optional.empty() : Optional.of(read.fingerprint());
        if (found.isPresent() && !found.equals(damage)) {
            counters.add(corrupt, 1);
            exemplars.add(corrupt, at, file + " is not JSON");
        }
        damage = found;
        content.ifPresent(node -> allowed.forEach((place, values) -> check(node, place, values, at)));
        List<Sample> samples = new ArrayList<>(counters.take(at));
        content.ifPresent(node -> samples.addAll(takes.numbers(node, at)));
        var states = content.map(node -> takes.changedTexts(node, at)).orElse(List.of());
        String checkpoint = Checkpoint.write(new Saved(damage, Map.copyOf(wrong), takes.lastTexts(), exemplars.told()));
        return new Reading(samples, states, exemplars.take(), Optional.of(checkpoint));
    }

    /**
     * What it holds now.
     *
     * @throws IOException if there is no such file, or no JSON in it
     */
    JsonNode content() throws IOException, InterruptedException {
        return readPatiently().json().orElseThrow(() -> new IOException(file + " is not JSON"));
    }

    /** Its content after so many tries: a file that is being written is given its time. */
    private Content readPatiently() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == tries;
            try {
                Content content = new Content(bytes());
                if (content.json().isPresent() || last) {
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

    private void check(JsonNode node, JsonPointer place, Set<String> values, Instant at) {
        String value = JsonText.textAt(node, place).orElse("nothing");
        if (values.contains(value)) {
            wrong.remove(place.toString());
        } else if (!value.equals(wrong.put(place.toString(), value))) {
            counters.add(violations, 1);
            exemplars.add(violations, at, "%s is %s".formatted(place, value));
        }
    }

    /** @param json empty if there is none in the bytes */
    private record Content(byte[] bytes, Optional<JsonNode> json) {

        Content(byte[] bytes) {
            this(bytes, parse(bytes));
        }

        long fingerprint() {
            var checksum = new CRC32C();
            checksum.update(bytes);
            return checksum.getValue();
        }

        private static Optional<JsonNode> parse(byte[] bytes) {
            int mark = hasMark(bytes) ? 3 : 0;
            return JsonText.parse(bytes, mark, bytes.length - mark);
        }

        private static boolean hasMark(byte[] bytes) {
            return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        }
    }

    /** @param damage the fingerprint of the last content, if that was no JSON */
    private record Saved(
            Optional<Long> damage, Map<String, String> wrong, Map<String, String> texts, Map<String, Integer> told) {}
}
