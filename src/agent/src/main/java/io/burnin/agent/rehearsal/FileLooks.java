package io.burnin.agent.rehearsal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the files of probes once: whether they are there, and whether what the plan looks for is in them. */
final class FileLooks {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int QUOTED = 120;

    private final Policy policy;
    private final ServiceLooks services;

    FileLooks(Policy policy, ServiceLooks services) {
        this.policy = policy;
        this.services = services;
    }

    void look(Probe.Log log, Table table) {
        String place = "probes/" + log.name();
        lines(log, Glob.of(log.files()), log.encoding(), place, table).ifPresent(lines -> tell(log, lines, table));
    }

    private static void tell(Probe.Log log, List<String> lines, Table table) {
        boolean blind = !lines.isEmpty()
                && log.rules().stream().noneMatch(rule -> lines.stream().anyMatch(line -> matches(rule, line)));
        for (Probe.LineRule rule : log.rules()) {
            long matched = lines.stream().filter(line -> matches(rule, line)).count();
            String place = "probes/%s/lines/%s".formatted(log.name(), rule.name());
            String what = log.name() + " " + rule.name();
            String found = "%d lines read, %d matched".formatted(lines.size(), matched);
            boolean isExpected = rule.id().isPresent() || rule.value().isPresent();
            if (matched == 0 && !lines.isEmpty() && (blind || isExpected)) {
                table.warning(place, what, found, "compare the pattern with the last line: " + quoted(lines.getLast()));
            } else {
                table.ok(place, what, found);
            }
        }
    }

    private static boolean matches(Probe.LineRule rule, String line) {
        return switch (rule.matching()) {
            case Probe.Matching.Contains(String text) -> line.contains(text);
            case Probe.Matching.Matches(var pattern) -> pattern.matcher(line).find();
        };
    }

    void look(Probe.Jsonl jsonl, Table table) {
        String place = "probes/" + jsonl.name();
        Optional<List<String>> read = lines(jsonl, Glob.of(jsonl.files()), StandardCharsets.UTF_8, place, table);
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
                            + quoted(objects.getLast().toString()));
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
                                + quoted(content.get().toString()));
            } else if (!allowed.isEmpty() && !allowed.contains(at.asText())) {
                table.warning(
                        place,
                        what,
                        "it is %s, which is none of %s".formatted(at.asText(), allowed),
                        "add it to 'oneOf', or put the target right");
            } else {
                table.ok(place, what, "it is " + quoted(at.toString()));
            }
        }
    }

    void look(Probe.Files files, Table table) {
        Glob glob = Glob.of(files.files());
        String place = "probes/" + files.name();
        try {
            policy.requireRead(glob.base());
            if (!Files.isDirectory(glob.isLiteral() ? folderOf(glob.base()) : glob.base())) {
                absent(files, glob.base(), place, table);
            } else {
                table.ok(
                        place,
                        files.name(),
                        "%d files match now".formatted(glob.list().size()));
            }
        } catch (StepFailed refused) {
            table.refused(place, files.name(), refused);
        } catch (IOException unreadable) {
            tellUnreadable(unreadable, place, files.name(), table);
        }
    }

    /** A folder in which a ledger or a pair of files sees its ids. */
    void lookIntoFolder(Probe probe, Path folder, Table table) {
        String place = "probes/" + probe.name();
        String what = "%s in %s".formatted(probe.name(), folder);
        try {
            policy.requireRead(folder);
            if (!Files.isDirectory(folder)) {
                absent(probe, folder, place, table);
            } else if (!Files.isReadable(folder)) {
                tellUnreadable(new AccessDeniedException(folder.toString()), place, what, table);
            } else {
                table.ok(place, what, "the folder can be watched");
            }
        } catch (StepFailed refused) {
            table.refused(place, what, refused);
        }
    }

    /** The value there now, for comparing; empty if it cannot be read. */
    Optional<String> value(Probe probe, String pointer) {
        try {
            return switch (probe) {
                case Probe.Json json -> at(Files.readString(Path.of(json.file())), pointer);
                case Probe.Jsonl jsonl -> {
                    List<Path> files = Glob.of(jsonl.files()).list();
                    List<String> lines =
                            files.isEmpty() ? List.of() : LastLines.of(newest(files), StandardCharsets.UTF_8);
                    yield lines.isEmpty() ? Optional.empty() : at(lines.getLast(), pointer);
                }
                default -> Optional.empty();
            };
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> at(String json, String pointer) {
        return parsed(json)
                .map(node -> node.at(JsonPointer.compile(pointer)))
                .filter(node -> !node.isMissingNode())
                .map(JsonNode::asText);
    }

    private Optional<List<String>> lines(Probe probe, Glob glob, Charset charset, String place, Table table) {
        try {
            policy.requireRead(glob.base());
            List<Path> files = glob.list();
            if (files.isEmpty()) {
                absent(probe, glob.base(), place, table);
                return Optional.empty();
            }
            return Optional.of(LastLines.of(newest(files), charset));
        } catch (StepFailed refused) {
            table.refused(place, probe.name(), refused);
        } catch (IOException unreadable) {
            tellUnreadable(unreadable, place, probe.name(), table);
        }
        return Optional.empty();
    }

    private Optional<JsonNode> content(Probe.Json json, Path file, String place, Table table) {
        try {
            policy.requireRead(file);
            if (!Files.exists(file)) {
                absent(json, file, place, table);
                return Optional.empty();
            }
            Optional<JsonNode> content = parsed(Files.readString(file));
            if (content.isEmpty()) {
                table.failed(place, json.name(), file + " is not JSON", "correct the path, or put the target right");
            }
            return content;
        } catch (StepFailed refused) {
            table.refused(place, json.name(), refused);
        } catch (IOException unreadable) {
            tellUnreadable(unreadable, place, json.name(), table);
        }
        return Optional.empty();
    }

    private void absent(Probe probe, Path path, String place, Table table) {
        String found = path + " does not exist";
        if (probe.options().missing() != Probe.Missing.ABSENT) {
            table.ok(place, probe.name(), found + ", which the plan expects");
        } else if (services.isOutput(path)) {
            table.ok(place, probe.name(), found + " yet: it comes with the start of its service");
        } else if (!services.allRun()) {
            table.warning(
                    place,
                    probe.name(),
                    found + "; not every service runs",
                    "start the services and rehearse again, or correct the path");
        } else {
            table.failed(
                    place,
                    probe.name(),
                    found + ", though every service runs",
                    "correct the path; where the file comes only with an error, say 'missing: empty'");
        }
    }

    private static void tellUnreadable(IOException unreadable, String place, String what, Table table) {
        String found = unreadable instanceof AccessDeniedException
                        || message(unreadable).contains("Permission denied")
                ? "permission denied: " + message(unreadable)
                : "cannot be read: " + message(unreadable);
        table.failed(place, what, found, "let the agent's user read it: chmod, or another user for the agent");
    }

    private static String message(IOException e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    private static Path newest(List<Path> files) {
        var readable = new ArrayList<>(files);
        readable.sort(Comparator.comparing(FileLooks::modified));
        return readable.getLast();
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }

    private static Path folderOf(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private static String quoted(String text) {
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED - 1) + "…";
    }

    /** Of a probe that names places in an answer. */
    static void tell(Map<String, String> places, io.burnin.agent.http.Answer answer, String probe, Table table) {
        places.values()
                .forEach(pointer -> answer.at(pointer)
                        .ifPresentOrElse(
                                value -> table.ok("probes/" + probe, probe + " " + pointer, "it is " + quoted(value)),
                                () -> table.failed(
                                        "probes/" + probe,
                                        probe + " " + pointer,
                                        "nothing stands there",
                                        "correct the pointer: the answer is " + answer.quote())));
    }
}
