package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole product on this machine in a few minutes. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts a server, an agent and a small target, puts it through a burn-in and shows the verdict.")
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--profile", defaultValue = "smoke", description = "smoke or quick; else ${DEFAULT-VALUE}")
    private String profile;

    @Option(
            names = "--fault",
            paramLabel = "NAME",
            description = "a fault of the target, or `all`: each in turn, against the light that it must end in")
    private Optional<String> fault;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "with --fault=all: so many at a time, which costs latency")
    private int parallel;

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "1", description = "so many runs, one after the other")
    private int repeat;

    @Option(names = "--keep", description = "leave the server up until Ctrl-C, and say where to look")
    private boolean keep;

    @Option(names = "--db", paramLabel = "URL", description = "a PostgreSQL for the server; else H2")
    private Optional<String> database;

    @Option(names = "--server", paramLabel = "URL", description = "a server that runs already; else one is started")
    private Optional<URI> server;

    @Option(names = "--token", paramLabel = "TOKEN", description = "an admin's, for --server; else BURNIN_TOKEN")
    private Optional<String> token;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "an empty folder for everything that is written; else a new one in .burnin/demo")
    private Optional<Path> directory;

    @Option(names = "--name", defaultValue = "demo", description = "what the target is called; else ${DEFAULT-VALUE}")
    private String name;

    @Option(names = "--json", description = "print the verdicts as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (parallel < 1 || parallel > DemoTarget.RUNS_AT_ONCE) {
            throw CommandFailed.usage("--parallel is a number from 1 to %d", DemoTarget.RUNS_AT_ONCE);
        }
        Path folder = folder();
        try (Demo demo = demo(folder)) {
            var stop = new Thread(demo::close);
            Runtime.getRuntime().addShutdownHook(stop);
            int exitCode = fault.filter("all"::equals).isPresent()
                    ? new FaultTour(demo, profile, out()).run(parallel)
                    : runs(demo);
            if (keep) {
                say("The server stays up at %s, until Ctrl-C."
                        .formatted(demo.api().server()));
                say("Swagger UI: %s/q/swagger-ui; the admin token is in %s"
                        .formatted(demo.api().server(), folder.resolve("server/admin.token")));
                new CountDownLatch(1).await();
            }
            return exitCode;
        }
    }

    private Demo demo(Path folder) {
        if (server.isPresent()) {
            return Demo.on(
                    folder, new Api(server.get(), token.or(() -> Optional.ofNullable(System.getenv("BURNIN_TOKEN")))));
        }
        say("Starting the server …");
        return Demo.start(folder, database);
    }

    private int runs(Demo demo) {
        var outcomes = new ArrayList<Demo.Outcome>();
        for (int i = 1; i <= repeat; i++) {
            Demo.Outcome outcome = demo.burnIn(repeat == 1 ? name : name + "-" + i, profile, fault, this.watch(demo));
            outcomes.add(outcome);
            show(outcome);
        }
        if (repeat > 1) {
            long green = outcomes.stream()
                    .filter(outcome -> outcome.exitCode() == ExitCode.OK)
                    .count();
            say("%d of %d are GREEN".formatted(green, repeat));
        }
        return outcomes.stream()
                .mapToInt(Demo.Outcome::exitCode)
                .filter(code -> code != ExitCode.OK)
                .findFirst()
                .orElse(ExitCode.OK);
    }

    private Function<String, JsonNode> watch(Demo demo) {
        return new RunWatch(demo.api(), out(), json)::await;
    }

    private void show(Demo.Outcome outcome) {
        if (json) {
            out().println(outcome.verdict());
            return;
        }
        VerdictText.print(outcome.verdict(), out());
        say("%nThe report: %s".formatted(outcome.report()));
        say("      also: report.md, report.json and report.xml (JUnit) beside it");
    }

    private Path folder() throws IOException {
        if (directory.isPresent()) {
            Path chosen =
                    Files.createDirectories(directory.get()).toAbsolutePath().normalize();
            try (var inside = Files.list(chosen)) {
                if (inside.findAny().isPresent()) {
                    throw CommandFailed.usage("%s is not empty: name an empty or a new folder with --dir", chosen);
                }
            }
            return chosen;
        }
        Path parent = Files.createDirectories(Path.of(".burnin", "demo"));
        return Files.createTempDirectory(parent, "demo-").toAbsolutePath().normalize();
    }

    private void say(String text) {
        if (!json) {
            out().println(text);
            out().flush();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
