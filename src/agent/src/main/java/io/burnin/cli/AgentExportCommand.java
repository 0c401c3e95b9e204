package io.burnin.cli;

import io.burnin.agent.journal.Export;
import io.burnin.agent.journal.RunFolders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code burnin agent export}: what this host has of a run, as a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Write what this host has recorded of a run to a file that 'burnin agent import' reads.")
final class AgentExportCommand implements Callable<Integer> {

    @ParentCommand
    private AgentCommand agent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--run", required = true, paramLabel = "ID", description = "The id of the run.")
    private String run;

    @Parameters(paramLabel = "FILE", description = "Where to; must not be there yet.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        var folders = new RunFolders(agent.config().data());
        if (!folders.has(run)) {
            throw CommandFailed.usage(
                    "there is no journal of run %s here; there are: %s", run, String.join(", ", folders.all()));
        }
        if (Files.exists(file)) {
            throw CommandFailed.usage("%s is there already; name another file", file);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Export.Head head;
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            head = folders.export(run, out);
        } catch (IOException failed) {
            Files.deleteIfExists(unfinished);
            throw CommandFailed.defect("run %s cannot be exported: %s", run, failed.getMessage());
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: %d records of %s#%d%n",
                        file,
                        head.lastSeq(),
                        head.assignment().plan(),
                        head.assignment().number());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
