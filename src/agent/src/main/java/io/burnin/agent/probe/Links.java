package io.burnin.agent.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.plan.Probe;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether each line follows from the line before it: its {@code previous} is that line's {@code next}, and its time not earlier.
 * A damaged line is counted as such and hides both, so the line after it is not held against anything.
 */
final class Links {

    private final Optional<JsonPointer> previous;
    private final Optional<JsonPointer> next;
    private final Optional<JsonPointer> time;
    private final Map<String, Link> last = new HashMap<>();

    Links(Probe.Jsonl probe) {
        previous = probe.chain().map(chain -> JsonPointer.compile(chain.previous()));
        next = probe.chain().map(chain -> JsonPointer.compile(chain.next()));
        time = probe.rising().map(JsonPointer::compile);
    }

    /** What a line leaves for the next one to be compared with. */
    record Link(Optional<String> next, Optional<Double> seconds) {}

    /** Takes the next line of that file; says what is wrong with it. */
    Optional<String> follow(String file, JsonNode line) {
        Optional<String> broken = Optional.ofNullable(last.get(file))
                .flatMap(before -> brokenChain(before, line).or(() -> brokenOrder(before, line)));
        last.put(
                file,
                new Link(next.flatMap(at -> JsonText.textAt(line, at)), time.flatMap(at -> seconds(line.at(at)))));
        return broken;
    }

    void forget(String file) {
        last.remove(file);
    }

    Map<String, Link> last() {
        return Map.copyOf(last);
    }

    void restore(Map<String, Link> before) {
        last.putAll(before);
    }

    private Optional<String> brokenChain(Link before, JsonNode line) {
        if (previous.isEmpty() || before.next().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> found = JsonText.textAt(line, previous.get());
        return found.equals(before.next())
                ? Optional.empty()
                : Optional.of("%s is %s, though %s of the line before was %s"
                        .formatted(
                                previous.get(),
                                found.orElse("missing"),
                                next.orElseThrow(),
                                before.next().get()));
    }

    private Optional<String> brokenOrder(Link before, JsonNode line) {
        if (time.isEmpty() || before.seconds().isEmpty()) {
            return Optional.empty();
        }
        Optional<Double> found = seconds(line.at(time.get()));
        return found.isPresent() && found.get() >= before.seconds().get()
                ? Optional.empty()
                : Optional.of("%s is %s after a line with %s"
                        .formatted(
                                time.get(),
                                line.at(time.get()),
                                before.seconds().get()));
    }

    /** A number, or a time as ISO 8601 writes it. */
    private static Optional<Double> seconds(JsonNode written) {
        if (written.isNumber()) {
            return Optional.of(written.asDouble());
        }
        try {
            Instant at = OffsetDateTime.parse(written.asText()).toInstant();
            return Optional.of(at.getEpochSecond() + at.getNano() / 1e9);
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }
}
