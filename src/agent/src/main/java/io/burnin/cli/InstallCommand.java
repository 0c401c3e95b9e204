package io.burnin.cli;

import io.burnin.agent.config.AgentConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code burnin agent install}: writes what makes the agent a service of this host; installing it is left to its owner. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = {
            "Write a definition of the agent as a service, so that it comes back with the host: a unit for systemd,",
            "on Windows a scheduled task. It is only written; what to run next stands in it and is printed."
        })
final class InstallCommand implements Callable<Integer> {

    private static final Path PRINTED = Path.of("-");

    /** What the service manager of a host is. */
    enum Manager {
        LINUX,
        WINDOWS;

        static Optional<Manager> ofThisHost() {
            String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(manager -> os.startsWith(manager.name().toLowerCase(Locale.ROOT)))
                    .findFirst();
        }

        ServiceDefinition definition(ServiceDefinition.Start start) {
            return switch (this) {
                case LINUX -> new SystemdUnit(start);
                case WINDOWS -> new ScheduledTask(start);
            };
        }
    }

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private AgentCommand agent;

    @Option(names = "--user", required = true, description = "Who the agent, and what it starts, runs as.")
    private String user;

    @Option(
            names = "--out",
            paramLabel = "FILE|-",
            description = "Where to write it (default: burnin-agent.service or burnin-agent.xml); - prints it.")
    private Optional<Path> out;

    @Option(
            names = "--for",
            paramLabel = "linux|windows",
            description = "For which system, with the paths of this host (default: this host's).")
    private Optional<Manager> system;

    @Option(names = "--jar", paramLabel = "FILE", description = "The burnin.jar to start (default: this one).")
    private Optional<Path> jar;

    @Option(names = "--force", description = "Overwrite a file that says something else.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        AgentConfig config = agent.config();
        Manager manager = system.or(Manager::ofThisHost)
                .orElseThrow(() -> CommandFailed.usage(
                        "on %s nothing is known to install the agent with; --for takes linux or windows",
                        System.getProperty("os.name")));
        if (Manager.ofThisHost().equals(Optional.of(manager))) {
            checkUser();
        }
        ServiceDefinition definition = manager.definition(new ServiceDefinition.Start(
                user,
                Path.of(Installation.java()),
                jarToStart(),
                agent.file().toAbsolutePath().normalize(),
                config.data().toAbsolutePath()));
        write(definition);
        return 0;
    }

    private void write(ServiceDefinition definition) throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        Path file = out.orElseGet(() -> Path.of(definition.usualFile()));
        if (file.equals(PRINTED)) {
            print.print(definition.text(Path.of(definition.usualFile())));
            print.flush();
            return;
        }
        byte[] bytes = definition.bytes(file);
        if (Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), bytes) && !force) {
            throw CommandFailed.usage("%s is there already and says something else; --force overwrites it", file);
        }
        try {
            Files.write(file, bytes);
        } catch (IOException cannot) {
            throw CommandFailed.usage("%s cannot be written: %s", file, cannot);
        }
        print.println(file + " is written; next, with the rights of an administrator:");
        definition.next(file).forEach(command -> print.println("  " + command));
        print.flush();
    }

    private Path jarToStart() {
        Path start = jar.orElseGet(Installation::jar).toAbsolutePath().normalize();
        if (!Files.isRegularFile(start)) {
            throw CommandFailed.usage("%s is no file; name the burnin.jar that the service starts with --jar", start);
        }
        return start;
    }

    private void checkUser() throws IOException {
        try {
            FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user);
        } catch (UserPrincipalNotFoundException unknown) {
            throw CommandFailed.usage("this host has no user '%s'; create one for the agent, or name another", user);
        }
    }
}
