package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts runs, waits for their verdicts, and shows them. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Starts runs, waits for their verdicts, and shows them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunExtendCommand.class,
            RunJudgeCommand.class,
            RunExclusionCommand.class,
            RunDecisionCommand.class,
            RunArtifactsCommand.class
        })
final class RunCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(mixinStandardHelpOptions = true, description = "Starts a run; with --wait exits with its verdict's code.")
    int start(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "PLAN", description = "a plan that the server knows") String plan,
            @Option(names = "--profile", required = true, description = "the plan's sizing, e.g. full") String profile,
            @Option(names = "--target", description = "the target's name") Optional<String> target,
            @Option(names = "--target-label", paramLabel = "K=V", description = "any target with these labels")
                    Map<String, String> targetLabels,
            @Option(
                            names = {"-p", "--parameter"},
                            paramLabel = "K=V",
                            description = "a parameter of the plan")
                    Map<String, String> parameters,
            @Option(
                            names = {"-l", "--label"},
                            paramLabel = "K=V",
                            description = "what this run is of, e.g. build=7.1")
                    Map<String, String> labels,
            @Option(names = "--test", description = "only this test; can be repeated") List<String> tests,
            @Option(names = "--on-busy", defaultValue = "queue", description = "queue, refuse or replace")
                    String onBusy,
            @Option(names = "--key", description = "the same key starts the same run only once") Optional<String> key,
            @Option(names = "--wait", description = "until the verdict is final") boolean wait,
            @Option(names = "--json", description = "print JSON") boolean json) {
        var order = new LinkedHashMap<String, Object>();
        order.put("plan", plan);
        order.put("profile", profile);
        target.ifPresent(name -> order.put("target", name));
        putUnlessEmpty(order, "targetLabels", targetLabels);
        putUnlessEmpty(order, "parameters", parameters);
        putUnlessEmpty(order, "labels", labels);
        if (tests != null) {
            order.put("tests", tests);
        }
        order.put("onBusy", onBusy);
        JsonNode run = server.api()
                .post(
                        "/runs",
                        order,
                        "Idempotency-Key",
                        key.orElseGet(() -> UUID.randomUUID().toString()));
        if (wait) {
            return new RunWatch(server.api(), out(), json)
                    .untilFinal(run.path("id").asText());
        }
        out().println(json ? run.toString() : RunText.line(run));
        return ExitCode.OK;
    }

    @Command(
            name = "wait",
            mixinStandardHelpOptions = true,
            description = "Waits until a run's verdict is final and exits with its code.")
    int await(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = RUN) String run,
            @Option(
                            names = "--honour-overrides",
                            description = "exit with the code of what people decided, even where that is better")
                    boolean honour,
            @Option(names = "--json", description = "print JSON") boolean json) {
        JsonNode found = server.api().get("/runs/" + RunName.path(run));
        return RunText.isRehearsal(found)
                ? new RehearsalWatch(server.api(), out(), json).untilEnd(run)
                : new RunWatch(server.api(), out(), json).untilFinal(run, honour);
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists runs, newest first.")
    int list(
            @Mixin ServerOptions server,
            @Option(names = "--plan", description = "only of that plan") Optional<String> plan,
            @Option(names = "--limit", defaultValue = "20", description = "at most so many; else ${DEFAULT-VALUE}")
                    int limit,
            @Option(names = "--json", description = "print JSON") boolean json) {
        String filter = plan.map(name -> "&plan=" + RunName.path(name)).orElse("");
        JsonNode runs = server.api().get("/runs?limit=" + limit + filter);
        if (json) {
            out().println(runs);
        } else {
            RunText.table(runs, out());
        }
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "Shows a run and its verdict so far.")
    int show(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = RUN) String run,
            @Option(names = "--json", description = "print JSON") boolean json) {
        JsonNode found = server.api().get("/runs/" + RunName.path(run));
        if (RunText.isRehearsal(found)) {
            new RehearsalWatch(server.api(), out(), json).show(found);
            return ExitCode.OK;
        }
        JsonNode verdict = server.api().get("/verdicts/" + RunName.path(run));
        if (json) {
            out().println(Api.write(Map.of("run", found, "verdict", verdict)));
            return ExitCode.OK;
        }
        out().println(RunText.line(found));
        RunText.end(found).ifPresent(end -> out().println(end));
        RunText.pin(found).ifPresent(out()::println);
        RunText.alerts(found).forEach(alert -> out().println("! " + alert));
        VerdictText.print(verdict, out());
        return ExitCode.OK;
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists the judgements of a run, oldest first.")
    int revisions(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = RUN) String run,
            @Option(names = "--json", description = "print JSON") boolean json) {
        JsonNode revisions = server.api().get("/verdicts/" + RunName.path(run) + "/revisions");
        if (json) {
            out().println(revisions);
        } else {
            VerdictText.revisions(revisions, out());
        }
        return ExitCode.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Cancels a run: its agent undoes what it did; the run ends ABORTED.")
    int cancel(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = RUN) String run,
            @Option(names = "--reason", defaultValue = "cancelled on the command line", description = "why")
                    String reason) {
        JsonNode cancelled = server.api().post("/runs/" + RunName.path(run) + "/cancel", Map.of("reason", reason));
        out().println(RunText.line(cancelled));
        return ExitCode.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Fetches the evidence bundle of a run, from which `burnin judge` comes to its verdict.")
    int bundle(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = RUN) String run,
            @Option(
                            names = {"-o", "--out"},
                            paramLabel = "FILE",
                            description = "where to save it; else a zip named like the run")
                    Optional<Path> file) {
        Path to = file.orElseGet(() -> Path.of(run.replaceAll("[^\\w.-]+", "-") + ".zip"));
        server.api().download("/runs/" + RunName.path(run) + "/bundle", to);
        out().println(to.toAbsolutePath());
        return ExitCode.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Makes a run the one that later runs are compared with, where a plan says `baseline: pinned`.")
    int pin(
            @Mixin ServerOptions server,
            @Parameters(paramLabel = "RUN", description = RUN) String run,
            @Option(names = "--reason", defaultValue = "", description = "why this one") String reason) {
        return shown(server.api().put("/runs/" + RunName.path(run) + "/pin", Map.of("reason", reason)));
    }

    @Command(mixinStandardHelpOptions = true, description = "Takes a pin back; runs that began before keep it.")
    int unpin(@Mixin ServerOptions server, @Parameters(paramLabel = "RUN", description = RUN) String run) {
        return shown(server.api().delete("/runs/" + RunName.path(run) + "/pin"));
    }

    private int shown(JsonNode run) {
        out().println(RunText.line(run));
        RunText.pin(run).ifPresent(out()::println);
        return ExitCode.OK;
    }

    private static final String RUN = "its id, or its name such as phase1-burn-in#42";

    static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static void putUnlessEmpty(Map<String, Object> order, String name, Map<String, String> values) {
        if (values != null && !values.isEmpty()) {
            order.put(name, values);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
