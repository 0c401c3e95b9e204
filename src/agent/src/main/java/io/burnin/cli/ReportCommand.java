package io.burnin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints or saves the report of a run. */
@Command(name = "report", mixinStandardHelpOptions = true, description = "Prints the report of a run, or saves it.")
final class ReportCommand implements Callable<Integer> {

    /** The forms that the server writes. */
    enum Format {
        MD("text/markdown"),
        HTML("text/html"),
        JSON("application/json"),
        JUNIT("application/xml");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String suffix() {
            return this == JUNIT ? "xml" : name().toLowerCase(java.util.Locale.ROOT);
        }

        String of(Api api, String run) {
            return api.text("/runs/" + RunName.path(run) + "/report", mediaType);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(paramLabel = "RUN", description = "its id, or its name such as phase1-burn-in#42")
    private String run;

    @Option(names = "--format", defaultValue = "md", description = "${COMPLETION-CANDIDATES}; else ${DEFAULT-VALUE}")
    private Format format;

    @Option(names = "--out", paramLabel = "FILE", description = "where to save it; else it is printed")
    private Optional<Path> out;

    @Override
    public Integer call() {
        String report = format.of(server.api(), run);
        if (out.isEmpty()) {
            spec.commandLine().getOut().println(report);
            return ExitCode.OK;
        }
        try {
            Files.writeString(out.get(), report);
        } catch (IOException cannotWrite) {
            throw CommandFailed.usage("%s cannot be written: %s", out.get(), cannotWrite.getMessage());
        }
        spec.commandLine().getOut().println(out.get().toAbsolutePath());
        return ExitCode.OK;
    }
}
