package io.burnin.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The agent as a service of systemd. */
record SystemdUnit(Start start) implements ServiceDefinition {

    private static final Path UNITS = Path.of("/etc/systemd/system");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\$?");
    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9/_.:=+-]+");

    SystemdUnit {
        if (!USER.matcher(start.user()).matches()) {
            throw CommandFailed.usage("'%s' cannot be the name of a user", start.user());
        }
    }

    @Override
    public String usualFile() {
        return "burnin-agent.service";
    }

    @Override
    public byte[] bytes(Path file) {
        return text(file).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> next(Path file) {
        Path unit = UNITS.resolve(file.getFileName());
        var commands = new ArrayList<String>();
        commands.add("install -d -o %s %s"
                .formatted(start.user(), quoted(start.data().toString())));
        if (!file.toAbsolutePath().normalize().equals(unit)) {
            commands.add("cp %s %s".formatted(quoted(file.toString()), UNITS));
        }
        commands.add("systemctl daemon-reload");
        commands.add("systemctl enable --now " + file.getFileName());
        return List.copyOf(commands);
    }

    @Override
    public String text(Path file) {
        String next = next(file).stream().map(command -> "#   " + command).collect(Collectors.joining("\n"));
        return """
                # Burnin's agent, so that it comes back with its host. Next, as root:
                #
                %s
                #
                # Later: systemctl status %s, journalctl -u %s. Every service that the agent has started goes on
                # when it is stopped, updated or killed.

                [Unit]
                Description=Burnin agent
                Wants=network-online.target
                After=network-online.target
                # It never gives up: the run that it left goes on once it is back.
                StartLimitIntervalSec=0

                [Service]
                Type=exec
                User=%s
                WorkingDirectory=%s
                # Optional, NAME=value in each line: what the agent's file takes from the environment, or BURNIN_TOKEN.
                EnvironmentFile=-%s
                ExecStart=%s
                Restart=always
                RestartSec=5s
                # 2: its file is wrong, and will be until somebody changes it.
                RestartPreventExitStatus=2
                # It ends on SIGTERM with 143, after it has undone what its runs did to their targets.
                SuccessExitStatus=143
                TimeoutStopSec=5min
                # The processes of a target are not the agent's: they outlive it, they may be many, and one that the kernel
                # kills for its memory is a finding.
                KillMode=process
                TasksMax=infinity
                OOMPolicy=continue
                # No sandbox, on purpose: what the agent starts would inherit it, and the target be tested under conditions
                # that it does not have by itself. The user above and the policy in the agent's file say what it may do.

                [Install]
                WantedBy=multi-user.target
                """.formatted(
                        next,
                        file.getFileName(),
                        file.getFileName(),
                        start.user(),
                        specifiersEscaped(start.folder().toString()),
                        specifiersEscaped(start.folder().resolve("agent.env").toString()),
                        commandLine());
    }

    private String commandLine() {
        return word(start.java().toString())
                + start.arguments().stream().map(word -> " " + word(word)).collect(Collectors.joining());
    }

    /** One word of ExecStart, where {@code %} and {@code $} mean something. */
    private static String word(String word) {
        return quoted(specifiersEscaped(word).replace("$", "$$"));
    }

    private static String quoted(String word) {
        return NEEDS_NO_QUOTES.matcher(word).matches()
                ? word
                : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String specifiersEscaped(String value) {
        return value.replace("%", "%%");
    }
}
