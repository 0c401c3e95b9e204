package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What people decide about a run. */
@Command(
        name = "decision",
        mixinStandardHelpOptions = true,
        description = {
            "Accepts reasons against a run, overrides its light, mutes criteria of a plan, lists that, takes it back.",
            "The verdict stays as it was computed."
        },
        synopsisSubcommandLabel = "COMMAND")
final class RunDecisionCommand implements Runnable {

    private static final String RUN = "its id, or its name such as phase1-burn-in#42";
    private static final String WHY = "why; it is shown wherever the decision is";
    private static final String UNTIL = "when it ends, at most in a year, e.g. 2026-12-31T00:00:00Z";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(mixinStandardHelpOptions = true, description = "Accepts a reason against a run.")
    int accept(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = RUN) String run,
            @Parameters(paramLabel = "SUBJECT", description = "of the reason, e.g. a criterion") String subject,
            @Option(names = "--reason", required = true, description = WHY) String reason,
            @Option(names = "--until", required = true, description = UNTIL) String until) {
        return made(server, path(run), Map.of("kind", "ACCEPT", "subject", subject, "reason", reason, "until", until));
    }

    @Command(mixinStandardHelpOptions = true, description = "Overrides the light of a run.")
    int override(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = RUN) String run,
            @Parameters(paramLabel = "LIGHT", description = "green, yellow or red") String light,
            @Option(names = "--reason", required = true, description = WHY) String reason,
            @Option(names = "--until", required = true, description = UNTIL) String until) {
        return made(
                server,
                path(run),
                Map.of("kind", "OVERRIDE", "light", light.toUpperCase(Locale.ROOT), "reason", reason, "until", until));
    }

    @Command(mixinStandardHelpOptions = true, description = "Mutes a criterion in all runs of a plan.")
    int mute(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "PLAN", description = "a plan that the server knows") String plan,
            @Parameters(paramLabel = "CRITERION", description = "its path, e.g. outage/no-loss") String criterion,
            @Option(names = "--reason", required = true, description = WHY) String reason,
            @Option(names = "--until", required = true, description = UNTIL) String until) {
        return made(
                server,
                "/plans/" + RunName.path(plan) + "/mutes",
                Map.of("criterion", criterion, "reason", reason, "until", until));
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists what was decided about a run and muted in its plan.")
    int list(@Mixin ServerOptions server, @Parameters(paramLabel = "RUN", description = RUN) String run) {
        var table = new TextTable("id", "kind", "what", "by", "until", "reason", "withdrawn");
        for (JsonNode each : server.api().get(path(run))) {
            table.row(
                    each.path("id").asText(),
                    each.path("kind").asText(),
                    each.path("light").asText(each.path("subject").asText()),
                    each.path("by").asText(),
                    each.path("until").asText(),
                    each.path("reason").asText(),
                    each.path("withdrawn").path("reason").asText(""));
        }
        table.print(spec.commandLine().getOut());
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "Takes back what was decided about a run.")
    int withdraw(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = RUN) String run,
            @Parameters(paramLabel = "ID", description = "which, as listed") String id,
            @Option(names = "--reason", required = true, description = "why") String reason) {
        return made(server, path(run) + "/" + RunName.path(id) + "/withdraw", Map.of("reason", reason));
    }

    @Command(mixinStandardHelpOptions = true, description = "Lets a muted criterion of a plan count again.")
    int unmute(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "PLAN", description = "a plan that the server knows") String plan,
            @Parameters(paramLabel = "ID", description = "which, as listed") String id,
            @Option(names = "--reason", required = true, description = "why") String reason) {
        return made(
                server,
                "/plans/%s/mutes/%s/withdraw".formatted(RunName.path(plan), RunName.path(id)),
                Map.of("reason", reason));
    }

    private int made(ServerOptions server, String path, Map<String, String> decision) {
        JsonNode made = server.api().post(path, decision);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s %s until %s (id %s)%n",
                        made.path("kind").asText(),
                        made.path("light").asText(made.path("subject").asText()),
                        made.path("until").asText(),
                        made.path("id").asText());
        return ExitCode.OK;
    }

    private static String path(String run) {
        return "/runs/" + RunName.path(run) + "/decisions";
    }
}
