package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a stored run by other criteria than those of the plan that it executed. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = {
            "Judges a run by another version of its plan, or by edited criteria, and shows what that changes.",
            "Stores nothing without --store. Exits with the code of the verdict by the other criteria."
        })
final class RunJudgeCommand implements Callable<Integer> {

    /** By what to judge. */
    static final class Criteria {
        @Option(names = "--plan-version", paramLabel = "N", description = "a stored version of the run's plan")
        private Optional<Integer> version;

        @Option(names = "--plan", paramLabel = "FILE", description = "a plan of that name, with edited criteria")
        private Optional<Path> file;
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(paramLabel = "RUN", description = "its id, or its name such as phase1-burn-in#42")
    private String run;

    @ArgGroup(multiplicity = "1")
    private Criteria criteria;

    @Option(names = "--store", description = "keep it as a revision beside the run's verdict; needs --reason")
    private boolean store;

    @Option(names = "--reason", description = "why these criteria are right")
    private Optional<String> reason;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() {
        var order = new LinkedHashMap<String, Object>();
        criteria.version.ifPresent(number -> order.put("planVersion", number));
        criteria.file.ifPresent(file -> order.put("plan", text(file)));
        order.put("store", store);
        reason.ifPresent(why -> order.put("reason", why));
        JsonNode judged = server.api().post("/verdicts/" + RunName.path(run) + "/rejudge", order);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(judged);
        } else {
            print(judged, out);
        }
        return judged.path("after").path("exitCode").asInt(ExitCode.DEFECT);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw CommandFailed.usage("%s cannot be read as UTF-8: %s", file, unreadable.getMessage());
        }
    }

    static void print(JsonNode judged, PrintWriter out) {
        String by = judged.has("planVersion")
                ? "plan version " + judged.path("planVersion").asText()
                : "the edited plan";
        out.printf(
                "%s by its own plan: %s%n", judged.path("name").asText(), VerdictText.headline(judged.path("before")));
        out.printf(
                "%s by %s: %s (%s)%n",
                judged.path("name").asText(),
                by,
                VerdictText.headline(judged.path("after")),
                judged.path("stored").asBoolean()
                        ? "stored as revision " + judged.path("revision").asText()
                        : "not stored");
        judged.path("unmeasured").forEach(what -> out.println("! not measured: " + what.asText()));
        if (judged.path("changes").isEmpty()) {
            out.printf("%nNo criterion differs.%n");
            return;
        }
        out.println();
        var table = new TextTable("criterion", "", "light", "value", "rule", "");
        for (JsonNode change : judged.path("changes")) {
            String criterion = change.path("criterion").asText();
            String looser = change.path("loosened").asBoolean() ? "looser" : "";
            side(table, criterion, "before", change.path("before"), "");
            side(table, "", "after", change.path("after"), looser);
        }
        table.print(out);
    }

    private static void side(TextTable table, String criterion, String when, JsonNode side, String note) {
        if (side.isMissingNode() || side.isNull()) {
            table.row(criterion, when, "-", "-", "-", note);
        } else {
            table.row(
                    criterion,
                    when,
                    VerdictText.light(side),
                    side.path("shown").asText("-"),
                    side.path("rule").asText(),
                    note);
        }
    }
}
