package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a run that goes on last longer than its plan says. */
@Command(
        name = "extend",
        mixinStandardHelpOptions = true,
        description = {
            "Lets a run that goes on last longer than its plan says.",
            "What goes on or is repeated to its end goes on to the new end. The agent does it at its next heartbeat."
        })
final class RunExtendCommand implements Callable<Integer> {

    /** How much longer. */
    static final class Length {
        @Option(names = "--by", paramLabel = "TIME", description = "how much longer than now planned, e.g. 12h")
        private Optional<String> by;

        @Option(names = "--until", paramLabel = "WHEN", description = "its new end, e.g. 2026-01-13T08:00:00Z")
        private Optional<String> until;
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(paramLabel = "RUN", description = "its id, or its name such as phase1-burn-in#42")
    private String run;

    @ArgGroup(multiplicity = "1")
    private Length length;

    @Option(names = "--reason", required = true, description = "why, for the audit and the report")
    private String reason;

    @Option(names = "--key", description = "the same key extends the run only once")
    private Optional<String> key;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() {
        var wanted = new LinkedHashMap<String, Object>();
        length.by.ifPresent(time -> wanted.put("by", time));
        length.until.ifPresent(time -> wanted.put("until", time));
        wanted.put("reason", reason);
        JsonNode extended = server.api()
                .post(
                        "/runs/" + RunName.path(run) + "/extend",
                        wanted,
                        "Idempotency-Key",
                        key.orElseGet(() -> UUID.randomUUID().toString()));
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(extended);
            return ExitCode.OK;
        }
        out.println(RunText.line(extended));
        RunText.end(extended).ifPresent(out::println);
        return ExitCode.OK;
    }
}
