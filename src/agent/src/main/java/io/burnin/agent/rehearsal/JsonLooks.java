package io.burnin.agent.rehearsal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.burnin.agent.http.Answer;
import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what is to be JSON once: whether it is, and whether something stands where the plan looks. */
final class JsonLooks {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** As the probe has it. */
    private static final long LARGEST_JSON = 16L * 1024 * 1024;

    private final FileAccess files;

    JsonLooks(FileAccess files) {
        this.files = files;
    }

    void look(Probe.Jsonl jsonl, Table table) {
        String place = "probes/" + jsonl.name();
        Optional<List<String>> read = files.lines(jsonl, Glob.of(jsonl.files()), StandardCharsets.UTF_8, place, table);
        if (read.isEmpty()) {
            return;
        }
        List<JsonNode> objects =
                read.get().stream().flatMap(line -> parsed(line).stream()).toList();
        int lines = read.get().size();
        if (objects.size() < lines) {
            table.warning(
                    place,
                    jsonl.name(),
                    "%d lines read, %d are not JSON".formatted(lines, lines - objects.size()),
                    "if the last line is one of them, it may have been half written; else they count as corrupt");
        } else {
            table.ok(place, jsonl.name(), "%d lines read, all are JSON".formatted(lines));
        }
        for (String pointer : pointersOf(jsonl)) {
            tell(pointer, objects, place, jsonl.name(), table);
        }
    }

    private static void tell(String pointer, List<JsonNode> objects, String place, String probe, Table table) {
        long have = objects.stream()
                .filter(node -> !node.at(JsonPointer.compile(pointer)).isMissingNode())
                .count();
        String found = "%d of %d have it".formatted(have, objects.size());
        if (have == 0 && !objects.isEmpty()) {
            table.failed(
                    place,
                    probe + " " + pointer,
                    found,
                    "correct the pointer; the last line is "
                            + FileLooks.quoted(objects.getLast().toString()));
        } else {
            table.ok(place, probe + " " + pointer, found);
        }
    }

    private static Set<String> pointersOf(Probe.Jsonl jsonl) {
        var pointers = new LinkedHashSet<>(jsonl.take().values());
        jsonl.unique().ifPresent(pointers::add);
        jsonl.chain().ifPresent(chain -> pointers.addAll(List.of(chain.previous(), chain.next())));
        jsonl.rising().ifPresent(pointers::add);
        return pointers;
    }

    void look(Probe.Json json, Table table) {
        String place = "probes/" + json.name();
        Path file = Path.of(json.file());
        Optional<JsonNode> content = content(json, file, place, table);
        if (content.isEmpty()) {
            return;
        }
        table.ok(place, json.name(), file + " is JSON");
        var pointers = new LinkedHashSet<>(json.take().values());
        pointers.addAll(json.oneOf().keySet());
        for (String pointer : pointers) {
            JsonNode at = content.get().at(JsonPointer.compile(pointer));
            Set<String> allowed = json.oneOf().getOrDefault(pointer, Set.of());
            String what = json.name() + " " + pointer;
            if (at.isMissingNode()) {
                table.failed(
                        place,
                        what,
                        "nothing stands there",
                        "correct the pointer: the file holds "
                                + FileLooks.quoted(content.get().toString()));
            } else if (!allowed.isEmpty() && !allowed.contains(at.asText())) {
                table.warning(
                        place,
                        what,
                        "it is %s, which is none of %s".formatted(at.asText(), allowed),
                        "add it to 'oneOf', or put the target right");
            } else {
                table.ok(place, what, "it is " + FileLooks.quoted(at.toString()));
            }
        }
    }

    /** The value there now, for comparing; empty if it cannot be read, which the probe's own lines tell. */
    Optional<String> value(Probe probe, String pointer) {
        try {
            return switch (probe) {
                case Probe.Json json -> {
                    Path file = Path.of(json.file());
                    files.requireRead(file);
                    yield at(text(file), pointer);
                }
                case Probe.Jsonl jsonl -> {
                    Glob glob = Glob.of(jsonl.files());
                    files.requireRead(glob.base());
                    List<Path> all = glob.list();
                    List<String> lines =
                            all.isEmpty() ? List.of() : LastLines.of(FileAccess.newest(all), StandardCharsets.UTF_8);
                    yield lines.isEmpty() ? Optional.empty() : at(lines.getLast(), pointer);
                }
                default -> Optional.empty();
            };
        } catch (IOException | StepFailed unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> at(String json, String pointer) {
        return parsed(json)
                .map(node -> node.at(JsonPointer.compile(pointer)))
                .filter(node -> !node.isMissingNode())
                .map(JsonNode::asText);
    }

    /** Of a probe that names places in an answer. */
    static void tell(Map<String, String> places, Answer answer, String probe, Table table) {
        places.values()
                .forEach(pointer -> answer.at(pointer)
                        .ifPresentOrElse(
                                value -> table.ok(
                                        "probes/" + probe, probe + " " + pointer, "it is " + FileLooks.quoted(value)),
                                () -> table.failed(
                                        "probes/" + probe,
                                        probe + " " + pointer,
                                        "nothing stands there",
                                        "correct the pointer: the answer is " + answer.quote())));
    }

    private Optional<JsonNode> content(Probe.Json json, Path file, String place, Table table) {
        try {
            files.requireRead(file);
            if (!Files.exists(file)) {
                files.absent(json, file, place, table);
                return Optional.empty();
            }
            Optional<JsonNode> content = parsed(text(file));
            if (content.isEmpty()) {
                table.failed(place, json.name(), file + " is not JSON", "correct the path, or put the target right");
            }
            return content;
        } catch (StepFailed refused) {
            table.refused(place, json.name(), refused);
        } catch (IOException unreadable) {
            FileAccess.tellUnreadable(unreadable, place, json.name(), table);
        }
        return Optional.empty();
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LARGEST_JSON) {
            throw new IOException("%s is larger than %,d bytes".formatted(file, LARGEST_JSON));
        }
        return Files.readString(file);
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
