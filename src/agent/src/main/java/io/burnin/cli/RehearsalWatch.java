package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Follows a rehearsal to its end and prints its table. */
final class RehearsalWatch {

    private static final Duration GLANCE = Duration.ofMillis(300);

    private final Api api;
    private final PrintWriter out;
    private final boolean json;
    private String shown = "";

    RehearsalWatch(Api api, PrintWriter out, boolean json) {
        this.api = api;
        this.out = out;
        this.json = json;
    }

    /** @return 0, 2 if anything failed, 40 if it did not come to its end */
    int untilEnd(String run) {
        while (true) {
            JsonNode found = api.get("/runs/" + RunName.path(run));
            if (found.hasNonNull("endedAt")) {
                return show(found);
            }
            tell(found);
            pause();
        }
    }

    /** As it is now. */
    int show(JsonNode run) {
        JsonNode table = api.get("/runs/" + RunName.path(run.path("id").asText()) + "/rehearsal");
        if (json) {
            out.println(table);
        } else {
            print(run, table);
        }
        if (!table.hasNonNull("result")) {
            return ExitCode.NOT_ENDED;
        }
        return table.path("result").asText().equals("FAILED") ? ExitCode.USAGE : ExitCode.OK;
    }

    private void print(JsonNode run, JsonNode table) {
        Map<String, Integer> counts = new TreeMap<>();
        var lines = new TextTable("", "what", "found");
        for (JsonNode line : table.path("lines")) {
            String result = line.path("result").asText();
            counts.merge(result, 1, Integer::sum);
            lines.row(result, line.path("what").asText(), line.path("found").asText());
            if (!line.path("remedy").asText().isEmpty()) {
                lines.row("", "", "-> " + line.path("remedy").asText());
            }
        }
        lines.print(out);
        out.printf(
                "%n%s rehearsed %s on %s: %d OK, %d WARNING, %d FAILED%n",
                RunText.name(run),
                run.path("profile").asText(),
                run.path("target").asText(),
                counts.getOrDefault("OK", 0),
                counts.getOrDefault("WARNING", 0),
                counts.getOrDefault("FAILED", 0));
        if (!table.hasNonNull("result")) {
            out.printf(
                    "it is %s: %s%n",
                    run.path("state").asText(),
                    run.path("reason").asText(run.path("why").asText("")));
        }
    }

    /** What it waits for, once. */
    private void tell(JsonNode run) {
        String line = "%s %s %s"
                .formatted(
                        RunText.name(run),
                        run.path("state").asText(),
                        run.path("why").asText(""))
                .strip();
        if (!json && !line.equals(shown)) {
            shown = line;
            out.println(line);
            out.flush();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailed.defect("interrupted while waiting for a rehearsal");
        }
    }
}
