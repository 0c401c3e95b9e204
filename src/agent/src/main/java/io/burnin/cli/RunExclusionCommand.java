package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stretches of a run that shall not count. */
@Command(
        name = "exclusion",
        mixinStandardHelpOptions = true,
        description = "Excludes stretches of a run from its verdict, lists them, takes that back.",
        synopsisSubcommandLabel = "COMMAND")
final class RunExclusionCommand implements Runnable {

    private static final String RUN = "its id, or its name such as phase1-burn-in#42";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(mixinStandardHelpOptions = true, description = "Excludes a stretch, and shows the verdict without it.")
    int add(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = RUN) String run,
            @Option(names = "--from", required = true, description = "in the run's time, e.g. 2026-01-13T08:00:00Z")
                    String from,
            @Option(names = "--to", required = true, description = "in the run's time") String to,
            @Option(names = "--kind", required = true, description = "maintenance, disturbance, measurement or other")
                    String kind,
            @Option(names = "--reason", required = true, description = "why it shall not count") String reason) {
        Map<String, String> stretch =
                Map.of("from", from, "to", to, "kind", kind.toUpperCase(java.util.Locale.ROOT), "reason", reason);
        server.api().post(path(run), stretch);
        VerdictText.print(
                server.api().get("/verdicts/" + RunName.path(run)),
                spec.commandLine().getOut());
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists what is excluded, and what was withdrawn.")
    int list(@Mixin ServerOptions server, @Parameters(paramLabel = "RUN", description = RUN) String run) {
        var table = new TextTable("id", "from", "to", "kind", "by", "reason", "withdrawn");
        for (JsonNode each : server.api().get(path(run))) {
            JsonNode withdrawn = each.path("withdrawn");
            table.row(
                    each.path("id").asText(),
                    each.path("from").asText(),
                    each.path("to").asText(),
                    each.path("kind").asText(),
                    each.path("by").asText(),
                    each.path("reason").asText(),
                    withdrawn.has("by")
                            ? withdrawn.path("by").asText() + ": "
                                    + withdrawn.path("reason").asText()
                            : "");
        }
        table.print(spec.commandLine().getOut());
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "Lets an excluded stretch count again.")
    int withdraw(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = RUN) String run,
            @Parameters(paramLabel = "ID", description = "which, as listed") String id,
            @Option(names = "--reason", required = true, description = "why it shall count again") String reason) {
        server.api().post(path(run) + "/" + RunName.path(id) + "/withdraw", Map.of("reason", reason));
        VerdictText.print(
                server.api().get("/verdicts/" + RunName.path(run)),
                spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private static String path(String run) {
        return "/runs/" + RunName.path(run) + "/exclusions";
    }
}
