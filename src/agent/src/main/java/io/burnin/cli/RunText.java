package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Runs as lines. */
final class RunText {

    /** {@code phase1-burn-in#42 smoke on demo: RUNNING (id …)} */
    static String line(JsonNode run) {
        String why = run.path("why").asText("");
        return "%s %s on %s: %s%s (id %s)"
                .formatted(
                        name(run),
                        run.path("profile").asText(),
                        run.path("target").asText(),
                        run.path("state").asText(),
                        why.isEmpty() ? "" : ", " + why,
                        run.path("id").asText());
    }

    /** What is wrong with its evidence now, e.g. {@code since 2026-03-01T10:00:00Z probe-silent core_log: no reading for 30 s} */
    static List<String> alerts(JsonNode run) {
        return run.path("alerts")
                .valueStream()
                .map(alert -> "since %s %s: %s"
                        .formatted(
                                alert.path("since").asText(),
                                (alert.path("kind").asText() + " "
                                                + alert.path("subject").asText(""))
                                        .strip(),
                                alert.path("text").asText()))
                .toList();
    }

    /** {@code lasts until 2026-01-13T20:00:00Z, and 12h longer once its agent knows}; empty of one that was not extended */
    static Optional<String> end(JsonNode run) {
        JsonNode extension = run.path("extension");
        if (!extension.has("total")) {
            return Optional.empty();
        }
        String pending = extension.path("pending").asText();
        return Optional.of("extended by %s in all: lasts until %s%s"
                .formatted(
                        extension.path("total").asText(),
                        run.path("plannedEnd").asText(),
                        pending.equals("0s") ? "" : ", and %s longer once its agent knows".formatted(pending)));
    }

    /** {@code pinned by ann: the release of March}; empty if it is not. */
    static Optional<String> pin(JsonNode run) {
        JsonNode pin = run.path("pin");
        if (!pin.has("at")) {
            return Optional.empty();
        }
        String why = pin.path("reason").asText("");
        return Optional.of("pinned by %s at %s%s%s"
                .formatted(
                        pin.path("by").asText(),
                        pin.path("at").asText(),
                        why.isEmpty() ? "" : ": " + why,
                        pin.path("counts").asBoolean() ? "" : " (a newer pin counts)"));
    }

    static void table(JsonNode runs, PrintWriter out) {
        var table = new TextTable("run", "profile", "target", "state", "light", "queued", "id");
        for (JsonNode run : runs.path("items")) {
            table.row(
                    name(run),
                    run.path("profile").asText(),
                    run.path("target").asText(),
                    run.path("state").asText(),
                    isRehearsal(run) ? "rehearsal" : run.path("light").asText("-"),
                    run.path("queuedAt").asText(),
                    run.path("id").asText());
        }
        table.print(out);
    }

    /** One has no verdict, but a table. */
    static boolean isRehearsal(JsonNode run) {
        return run.path("mode").asText().equals("rehearsal");
    }

    static String name(JsonNode run) {
        return run.path("plan").asText() + "#" + run.path("number").asText();
    }

    private RunText() {}
}
