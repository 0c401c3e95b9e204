package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine;

/**
 * Follows a run to its verdict. On a terminal one line is rewritten; elsewhere a line is printed for each change, so that a log
 * stays readable. What is wrong with the evidence gets a line of its own that stays.
 */
final class RunWatch {

    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Api api;
    private final PrintWriter out;
    private final boolean json;
    private final boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
    private final Set<String> told = new HashSet<>();
    private String shown = "";

    RunWatch(Api api, PrintWriter out, boolean json) {
        this.api = api;
        this.out = out;
        this.json = json;
    }

    /** @return the exit code of the final verdict, or of what people decided where that is worse */
    int untilFinal(String run) {
        return untilFinal(run, false);
    }

    /** @param honour whether what people decided counts where it is better, too */
    int untilFinal(String run, boolean honour) {
        JsonNode verdict = await(run);
        if (json) {
            out.println(verdict);
        } else {
            VerdictText.print(verdict, out);
        }
        int computed = verdict.path("exitCode").asInt(ExitCode.DEFECT);
        return verdict.path(honour ? "withDecisions" : "unasked")
                .path("exitCode")
                .asInt(computed);
    }

    /** @return the final verdict */
    JsonNode await(String run) {
        while (true) {
            JsonNode verdict = api.get("/verdicts/%s?wait=%ds".formatted(RunName.path(run), GLANCE.toSeconds()));
            if (!verdict.path("provisional").asBoolean()) {
                clear();
                return verdict;
            }
            show(api.get("/runs/" + RunName.path(run)), verdict);
        }
    }

    private void show(JsonNode run, JsonNode verdict) {
        if (json) {
            return;
        }
        tellNewAlerts(run);
        String state = "%s %s %s"
                .formatted(
                        RunText.name(run),
                        run.path("state").asText(),
                        run.path("progress").asText(run.path("why").asText("")));
        String line = state.strip() + " · " + verdict.path("light").asText() + " so far";
        if (line.equals(shown)) {
            return;
        }
        shown = line;
        if (terminal) {
            out.print("\r\033[K" + line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    private void tellNewAlerts(JsonNode run) {
        for (String alert : RunText.alerts(run)) {
            if (told.add(alert)) {
                clear();
                out.println("! " + alert);
                out.flush();
            }
        }
    }

    private void clear() {
        if (terminal && !shown.isEmpty()) {
            out.print("\r\033[K");
            out.flush();
            shown = "";
        }
    }
}
