package io.burnin.cli;

import io.burnin.agent.journal.Export;
import io.burnin.agent.journal.Journal;
import io.burnin.agent.journal.JournalReader.Chunk;
import io.burnin.agent.journal.RunFolders;
import io.burnin.agent.link.Backoff;
import io.burnin.agent.link.Refusals;
import io.burnin.agent.link.Sender;
import io.burnin.agent.link.ServerLink;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code burnin agent import}: sends what another host has recorded of a run. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Send what another host has recorded of a run, from a file that 'burnin agent export' wrote.",
            "With --server it goes there at once, else the agent of this host sends it. Nothing is executed, and what"
                    + " the",
            "server has already is not counted again."
        })
final class AgentImportCommand implements Callable<Integer> {

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    @ParentCommand
    private AgentCommand agent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--server", paramLabel = "URL", description = "Send it there, now.")
    private Optional<URI> server;

    @Option(
            names = "--token",
            description = "That of the agent which recorded it, or an administrator's; also BURNIN_TOKEN.")
    private Optional<String> token;

    @Parameters(paramLabel = "FILE", description = "An exported journal.")
    private Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Export.Head head = head();
        String run =
                "%s#%d".formatted(head.assignment().plan(), head.assignment().number());
        String told;
        if (server.isPresent()) {
            send(ServerAddress.require(server.get()), head);
            told = "%s: the server has all %d records".formatted(run, head.lastSeq());
        } else {
            adopt(head.assignment().run());
            told = "%s: the agent of this host sends its %d records".formatted(run, head.lastSeq());
        }
        spec.commandLine().getOut().println(told);
        return ExitCode.OK;
    }

    private Export.Head head() {
        try (InputStream in = Files.newInputStream(file)) {
            return new Export().head(in);
        } catch (IOException unusable) {
            throw unusable(unusable);
        }
    }

    private void adopt(String run) throws IOException {
        var folders = new RunFolders(agent.config().data());
        if (folders.has(run)) {
            throw CommandFailed.usage("the agent of this host has a journal of run %s of its own", run);
        }
        try {
            folders.adopt(run, this::read);
        } catch (IOException unusable) {
            throw unusable(unusable);
        }
    }

    private void read(Path journal) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            new Export().read(in, journal);
        }
    }

    private void send(URI address, Export.Head head) throws IOException, InterruptedException {
        var link = new ServerLink(
                address,
                token.or(() -> Optional.ofNullable(System.getenv("BURNIN_TOKEN")))
                        .orElse(""),
                HttpClient.newHttpClient());
        requireServer(link, head);
        Path folder = Files.createTempDirectory("burnin-import");
        try {
            read(folder.resolve("journal"));
            try (Journal journal = Journal.open(folder.resolve("journal")).journal()) {
                require(send(journal, link));
            }
        } finally {
            delete(folder);
        }
    }

    private Sender.End send(Journal journal, ServerLink link) throws IOException, InterruptedException {
        var sender = new Sender(
                journal,
                link,
                new Refusals(file.resolveSibling(file.getFileName() + ".refused.ndjson")),
                InstantSource.system(),
                new Backoff(LONGEST_RETRY, new Random()),
                Sender.Patience.GIVES_UP);
        sender.complete();
        return sender.send();
    }

    /** Who sits in front of it is told at once; a server that goes away later is waited for. */
    private static void requireServer(ServerLink link, Export.Head head) throws InterruptedException {
        try {
            link.deliver(head.assignment().run(), head.assignment().fence(), Chunk.question(head.lastSeq() + 1));
        } catch (IOException silent) {
            throw CommandFailed.unreachable("the server does not answer: %s", silent);
        }
    }

    private static void require(Sender.End end) {
        switch (end) {
            case Sender.End.AllStored stored -> {}
            case Sender.End.Gone(String why) ->
                throw CommandFailed.notAllowed("the server takes no more of it: %s", why);
            case Sender.End.Refused(String why) ->
                throw CommandFailed.notAllowed("the server does not take it, %s", why);
        }
    }

    private CommandFailed unusable(IOException cause) {
        return CommandFailed.usage("%s cannot be imported: %s", file, cause.getMessage());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path each : inside.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
    }
}
