package io.burnin.cli;

import io.burnin.agent.Agent;
import io.burnin.agent.DataLock;
import io.burnin.agent.GuardMain;
import io.burnin.agent.Undo;
import io.burnin.agent.config.AgentConfig;
import io.burnin.agent.config.AgentConfig.Token;
import io.burnin.agent.config.AgentFile;
import io.burnin.agent.config.ConfigException;
import io.burnin.agent.guard.GuardProcess;
import io.burnin.agent.policy.LeastPolicy;
import io.burnin.plan.BuiltInPlans;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code burnin agent}: works on this host until it is told to end. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        subcommands = {InstallCommand.class, AgentExportCommand.class, AgentImportCommand.class},
        description = {
            "Work on this host: take runs from the server, execute them, post back what happened.",
            "On SIGTERM it undoes what its runs did to their targets and ends; started again it takes them up.",
            "Recommended JVM options: -Xms8m -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
        })
final class AgentCommand implements Callable<Integer> {

    private static final URI DEFAULT_SERVER = URI.create("http://localhost:8080");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "agent.yaml",
            scope = ScopeType.INHERIT,
            description = "The agent's file: targets, policy, server (default: ${DEFAULT-VALUE}).")
    private Path file;

    @Option(names = "--server", paramLabel = "URL", description = "The server, instead of the file's.")
    private Optional<URI> server;

    @Option(names = "--token", description = "Instead of the file's; also BURNIN_TOKEN.")
    private Optional<String> token;

    @Option(
            names = "--name",
            description = "How the server calls this agent, instead of the file's or the host's name.")
    private Optional<String> name;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AgentConfig config = config();
        URI address = server.map(ServerAddress::require).or(config::server).orElse(DEFAULT_SERVER);
        Optional<DataLock> lock = DataLock.takeAfterGuard(config.data(), DataLock.Holder.AGENT);
        if (lock.isEmpty()) {
            throw wrong("another agent works with %s; stop it, or give this one a 'data' of its own in %s"
                    .formatted(config.data(), file));
        }
        try (DataLock held = lock.get()) {
            GuardProcess guard = GuardMain.of(file, config);
            var agent = Agent.guarded(
                    guard, config, address, token(config), name.or(config::name).orElse(""));
            workUntilToldToEnd(agent, guard);
        }
        return 0;
    }

    @Command(
            name = "policy",
            mixinStandardHelpOptions = true,
            description =
                    "Print the least policy that a plan needs on this host, to be read, signed off and put into the"
                            + " file.")
    int policy(
            @Option(
                            names = "--for",
                            required = true,
                            paramLabel = "PLAN",
                            description = "A plan's file, or a built-in plan.")
                    String plan,
            @Option(names = "--target", required = true, description = "A target of the file.") String target,
            @Option(names = "--profile", description = "Of the plan (default: its first).") Optional<String> profile)
            throws IOException {
        AgentConfig.Target place = Optional.ofNullable(config().targets().get(target))
                .orElseThrow(() -> wrong("%s has no target '%s'".formatted(file, target)));
        try {
            PlanFile source = PlanFile.read(sourceOf(plan));
            var parameters = new LinkedHashMap<>(place.parameters());
            parameters.keySet().retainAll(source.parameters().keySet());
            Plan needed = source.plan(profile.orElseGet(() -> source.profiles().getFirst()), parameters);
            spec.commandLine().getOut().print(LeastPolicy.toYaml(LeastPolicy.of(needed)));
            spec.commandLine().getOut().flush();
            return 0;
        } catch (PlanException unusable) {
            throw wrong("the plan cannot be used:\n" + unusable.getMessage());
        }
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Undo what runs on this host, and take no more runs until 'resume'.")
    int stop() throws IOException {
        Path data = config().data();
        Files.createDirectories(data);
        Files.writeString(Agent.haltedMarker(data), "");
        spec.commandLine().getOut().println("stopped; 'burnin agent resume' lets it work again");
        return 0;
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Take runs again after 'stop'.")
    int resume() throws IOException {
        boolean wasStopped = Files.deleteIfExists(Agent.haltedMarker(config().data()));
        spec.commandLine().getOut().println(wasStopped ? "works again" : "was not stopped");
        return 0;
    }

    @Command(
            name = "undo",
            mixinStandardHelpOptions = true,
            description = {
                "Undo by hand what an agent that is gone left in effect: what it stopped, killed or halted runs again.",
                "Exit code: 0 when everything was put right, 20 when something is left dirty."
            })
    int undo(
            @Option(names = "--run", paramLabel = "ID", description = "Only this run (default: all unfinished).")
                    Optional<String> run)
            throws IOException {
        AgentConfig config = config();
        try (DataLock lock = DataLock.take(config.data(), DataLock.Holder.PERSON)
                .orElseThrow(() -> wrong(
                        "an agent or its guard works with %s and undoes by itself; 'burnin agent stop' makes it do so"
                                .formatted(config.data())))) {
            Undo undo = Undo.of(config, "its owner", "undone by hand on the host");
            return UndoText.print(undo.of(runs(undo, run)), spec.commandLine().getOut());
        }
    }

    private List<String> runs(Undo undo, Optional<String> run) throws IOException {
        List<String> unfinished = undo.unfinished();
        if (run.isEmpty()) {
            return unfinished;
        }
        if (!unfinished.contains(run.get())) {
            throw wrong("there is no unfinished run '%s'; unfinished: %s"
                    .formatted(run.get(), unfinished.isEmpty() ? "none" : String.join(", ", unfinished)));
        }
        return List.of(run.get());
    }

    /** The hook holds the JVM until everything is undone. */
    private static void workUntilToldToEnd(Agent agent, GuardProcess guard) throws IOException, InterruptedException {
        var over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            agent.shutDown();
            try {
                over.await();
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }));
        try (guard) {
            agent.work();
        } finally {
            over.countDown();
        }
    }

    Path file() {
        return file;
    }

    AgentConfig config() throws IOException {
        try {
            return AgentFile.read(file);
        } catch (ConfigException unusable) {
            throw wrong(unusable.getMessage());
        }
    }

    private String token(AgentConfig config) throws IOException {
        Optional<String> given = token.or(() -> Optional.ofNullable(System.getenv("BURNIN_TOKEN")));
        if (given.isPresent() || config.token().isEmpty()) {
            return given.orElse("");
        }
        return switch (config.token().get()) {
            case Token.Literal(String literal) -> literal;
            case Token.InFile(Path path) -> {
                if (!Files.isReadable(path)) {
                    throw wrong("the token file %s cannot be read".formatted(path));
                }
                yield Files.readString(path).strip();
            }
        };
    }

    private byte[] sourceOf(String plan) throws IOException {
        Path path = Path.of(plan);
        if (Files.isRegularFile(path)) {
            return Files.readAllBytes(path);
        }
        return BuiltInPlans.source(plan)
                .orElseThrow(() -> wrong("there is no file %s and no built-in plan of that name; built in: %s"
                        .formatted(plan, String.join(", ", BuiltInPlans.names()))));
    }

    private static CommandFailed wrong(String message) {
        return CommandFailed.usage("%s", message);
    }
}
