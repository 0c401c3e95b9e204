package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
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

/** What was captured of the target of a run. */
@Command(
        name = "artifacts",
        mixinStandardHelpOptions = true,
        description = "Lists what was captured of the target of a run, and fetches it.")
final class RunArtifactsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(paramLabel = "RUN", description = "its id, or its name such as phase1-burn-in#42")
    private String run;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "where to save them all; without it they are listed only")
    private Optional<Path> output;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() {
        JsonNode artifacts = server.api().get(path());
        if (json) {
            spec.commandLine().getOut().println(artifacts);
        } else {
            print(artifacts);
        }
        output.ifPresent(folder -> save(artifacts, folder));
        return ExitCode.OK;
    }

    private void print(JsonNode artifacts) {
        var table = new TextTable("id", "when", "of", "bytes", "occasion");
        for (JsonNode each : artifacts) {
            String absent = each.path("absent").asText("");
            table.row(
                    each.path("id").asText(),
                    each.path("when").asText(),
                    each.path("source").asText(),
                    absent.isEmpty() ? size(each) : "-",
                    absent.isEmpty() ? each.path("occasion").asText() : "absent: " + absent);
        }
        table.print(spec.commandLine().getOut());
    }

    private static String size(JsonNode artifact) {
        String bytes = artifact.path("bytes").asText();
        if (!artifact.path("whole").asBoolean()) {
            return bytes + ", on its way";
        }
        return artifact.path("truncated").asBoolean() ? bytes + ", the end" : bytes;
    }

    /** Those that are whole. Their names come from a target, and must lead nowhere else. */
    private void save(JsonNode artifacts, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException cannotWrite) {
            throw CommandFailed.usage("%s cannot be made: %s", folder, cannotWrite);
        }
        for (JsonNode each : artifacts) {
            if (each.path("whole").asBoolean()) {
                String name = each.path("name").asText().replaceAll("[^A-Za-z0-9._-]", "_");
                server.api().download(path() + "/" + each.path("id").asInt(), folder.resolve(name));
                spec.commandLine().getOut().println(folder.resolve(name).toAbsolutePath());
            }
        }
    }

    private String path() {
        return "/runs/" + RunName.path(run) + "/artifacts";
    }
}
