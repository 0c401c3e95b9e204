package io.burnin.agent.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.agent.probe.tail.Block;
import io.burnin.agent.probe.tail.Cursor;
import io.burnin.agent.probe.tail.Tail;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.Reading.Text;
import io.burnin.agent.record.RunClock;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Counts the new lines of files with a JSON object a line, and what is wrong with them: damaged, seen before, out of order.
 * One defect is counted once: a damaged or repeated line breaks no chain, and what a torn line swallowed is still read.
 */
final class JsonlSensor implements TakesUp {

    private static final Duration TORN_AFTER = Duration.ofSeconds(5);
    private static final int BEFORE = 1024 * 1024;
    private static final int MOST_TRIES = 64;

    private final Tail tail;
    private final boolean oneFile;
    private final RunClock clock;
    private final Consumer<String> notes;
    private final SeriesKey lines;
    private final SeriesKey corrupt;
    private final SeriesKey duplicated;
    private final SeriesKey violations;
    private final Optional<JsonPointer> unique;
    private final Map<JsonPointer, List<IdListener>> listeners = new LinkedHashMap<>();
    private final Links links;
    private final Takes takes;
    private final Fingerprints seen = new Fingerprints();
    private final Counters counters = new Counters();
    private final Exemplars exemplars = new Exemplars();
    private final Map<String, Long> torn = new HashMap<>();
    private final List<Sample> numbers = new ArrayList<>();
    private final List<Text> texts = new ArrayList<>();
    private volatile Optional<JsonNode> last = Optional.empty();
    private long reading;

    JsonlSensor(Probe.Jsonl probe, Tail tail, boolean oneFile, RunClock clock, Consumer<String> notes) {
        this.tail = tail;
        this.oneFile = oneFile;
        this.clock = clock;
        this.notes = notes;
        lines = SeriesKey.of(probe.name() + ".lines");
        corrupt = SeriesKey.of(probe.name() + ".corrupt");
        duplicated = SeriesKey.of(probe.name() + ".duplicated");
        violations = SeriesKey.of(probe.name() + ".violations");
        unique = probe.unique().map(JsonPointer::compile);
        links = new Links(probe);
        takes = new Takes(probe.name(), probe.take());
        counters.with(lines).with(corrupt);
        if (unique.isPresent()) {
            counters.with(duplicated);
        }
        if (probe.chain().isPresent() || probe.rising().isPresent()) {
            counters.with(violations);
        }
    }

    /** Tells what stands at that place of each line. */
    void listen(String at, IdListener listener) {
        listeners
                .computeIfAbsent(JsonPointer.compile(at), place -> new ArrayList<>())
                .add(listener);
    }

    /** The newest whole line. Read first. */
    Optional<JsonNode> last() {
        return last;
    }

    @Override
    public void takeStock() throws IOException {
        tail.skipExisting(clock.nanos());
        tail.readBefore(
                BEFORE,
                block -> block.forEachLine((from, to, offset) -> {
                    parse(block, from, to)
                            .ifPresentOrElse(
                                    line -> {
                                        last = Optional.of(line);
                                        unique.flatMap(at -> JsonText.textAt(line, at))
                                                .ifPresent(seen::add);
                                        links.follow(chainOf(block), line);
                                    },
                                    () -> links.forget(chainOf(block)));
                }));
        seen.note(reading).ifPresent(notes);
    }

    @Override
    public void goOn(List<String> notes, String lastCheckpoint) throws IOException {
        Saved saved = Checkpoint.read(lastCheckpoint, Saved.class);
        reading = saved.reading();
        tail.restore(saved.files(), clock.nanos());
        links.restore(saved.links());
        torn.putAll(saved.torn());
        takes.restore(saved.texts());
        exemplars.restore(saved.told());
        seen.restore(notes, reading);
        tail.readBefore(
                BEFORE,
                block -> block.forEachLine(
                        (from, to, offset) -> last = parse(block, from, to).or(() -> last)));
    }

    @Override
    public Reading read() throws IOException {
        Instant at = clock.now();
        tail.read(clock.nanos(), block -> block.forEachLine((from, to, offset) -> take(block, from, to, offset, at)));
        lookForTorn(at);
        reading++;
        seen.note(reading).ifPresent(notes);
        List<Sample> samples = counters.take(at);
        samples.addAll(numbers);
        numbers.clear();
        List<Text> states = List.copyOf(texts);
        texts.clear();
        String checkpoint = Checkpoint.write(new Saved(
                reading, tail.cursors(), links.last(), Map.copyOf(torn), takes.lastTexts(), exemplars.told()));
        return new Reading(samples, states, exemplars.take(), Optional.of(checkpoint));
    }

    private void take(Block block, int from, int to, long offset, Instant at) {
        if (isBlank(block, from, to)) {
            return;
        }
        counters.add(lines, 1);
        Optional<JsonNode> whole = parse(block, from, to);
        if (whole.isEmpty()) {
            damaged(block, from, to, offset, at);
        }
        whole.or(() -> swallowed(block, from, to)).ifPresent(line -> {
            last = Optional.of(line);
            check(block, line, at);
            numbers.addAll(takes.numbers(line, at));
            texts.addAll(takes.changedTexts(line, at));
            listeners.forEach((place, all) -> JsonText.textAt(line, place)
                    .ifPresent(id -> all.forEach(listener -> listener.seen(id, at, block.source(), offset))));
        });
    }

    private void damaged(Block block, int from, int to, long offset, Instant at) {
        Long counted = torn.remove(block.source());
        if (counted == null || counted != offset) {
            counters.add(corrupt, 1);
            exemplars.add(corrupt, at, block.text(from, to));
        }
        links.forget(chainOf(block));
    }

    private void check(Block block, JsonNode line, Instant at) {
        Optional<String> value = unique.flatMap(place -> JsonText.textAt(line, place));
        if (value.isPresent() && !seen.add(value.get())) {
            counters.add(duplicated, 1);
            exemplars.add(duplicated, at, value.get());
            return;
        }
        links.follow(chainOf(block), line).ifPresent(broken -> {
            counters.add(violations, 1);
            exemplars.add(violations, at, value.map(id -> id + ": ").orElse("") + broken);
        });
    }

    /** The object that was written behind half a line, if the line ends with one. */
    private Optional<JsonNode> swallowed(Block block, int from, int to) {
        String text = block.text(from, to);
        int start = text.indexOf('{', 1);
        for (int tries = 0; start > 0 && tries < MOST_TRIES; tries++) {
            Optional<JsonNode> object = JsonText.parse(text.substring(start));
            if (object.isPresent()) {
                return object;
            }
            start = text.indexOf('{', start + 1);
        }
        return Optional.empty();
    }

    /** A last line without an end to which nobody adds any more; a whole object there only lacks its line end. */
    private void lookForTorn(Instant at) {
        for (Tail.Partial partial : tail.partials()) {
            boolean known = torn.getOrDefault(partial.source(), -1L) == partial.offset();
            boolean quiet = clock.nanos() - partial.since() >= TORN_AFTER.toNanos();
            byte[] bytes = partial.bytes();
            if (quiet && !known && JsonText.parse(bytes, 0, bytes.length).isEmpty()) {
                torn.put(partial.source(), partial.offset());
                counters.add(corrupt, 1);
                exemplars.add(corrupt, at, new String(bytes, StandardCharsets.UTF_8));
            }
        }
    }

    private static Optional<JsonNode> parse(Block block, int from, int to) {
        Optional<JsonNode> value = block.encoding().charset().equals(StandardCharsets.UTF_8)
                ? JsonText.parse(block.bytes(), from, to - from)
                : JsonText.parse(block.text(from, to));
        return value.filter(JsonNode::isObject);
    }

    private static boolean isBlank(Block block, int from, int to) {
        return from == to || block.bytes()[from] <= ' ' && block.text(from, to).isBlank();
    }

    /** A log that is rotated is one chain; files of a pattern are a chain each. */
    private String chainOf(Block block) {
        return oneFile ? "" : block.source();
    }

    private record Saved(
            long reading,
            List<Cursor> files,
            Map<String, Links.Link> links,
            Map<String, Long> torn,
            Map<String, String> texts,
            Map<String, Integer> told) {}
}
