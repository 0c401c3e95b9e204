package io.burnin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.journal.Journal;
import io.burnin.agent.journal.JournalRecorder;
import io.burnin.agent.journal.MemoryFolder;
import io.burnin.agent.journal.RunFolders;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code burnin agent export} and {@code burnin agent import}, from one host's data folder to another's. */
class AgentExportTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Assignment ASSIGNMENT =
            new Assignment("run-1", 7, 3, "t", "some-plan", 1, "", "smoke", Map.of(), List.of(), START, 60);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file;

    @BeforeEach
    void recordARun() throws IOException {
        file = folder.resolve("run.journal");
        for (String host : List.of("here", "there")) {
            Files.writeString(folder.resolve(host + ".yaml"), "data: %s\ntargets: {t: {}}\n".formatted(host));
        }
        try (Journal journal = new RunFolders(folder.resolve("here")).create(ASSIGNMENT);
                var recorder = new JournalRecorder(journal, SystemRunClock.start())) {
            for (int i = 0; i < 3_000; i++) {
                recorder.write(new RunRecord.Event(START, "test", "number " + i, Map.of()));
            }
            recorder.write(new RunRecord.Gap(START, START, "thinned", 50));
            recorder.write(new RunRecord.Event(START, "test", "the last", Map.of()));
        }
    }

    @Test
    void carriesEveryRecordUnderItsNumber() throws IOException {
        assertThat(execute("here", "export", "--run", "run-1", file.toString())).isZero();
        assertThat(execute("there", "import", file.toString())).isZero();

        assertThat(out.toString()).contains("3051 records of some-plan#7", "sends its 3051 records");
        var folders = new RunFolders(folder.resolve("there"));
        assertThat(folders.unfinished()).containsExactly("run-1");
        assertThat(folders.isForeign("run-1")).isTrue();
        Journal.Opened opened = folders.open("run-1");
        try (Journal journal = opened.journal()) {
            assertThat(journal.lastSeq()).isEqualTo(3_051);
            assertThat(journal.assignment()).isEqualTo(ASSIGNMENT);
            assertThat(journal.readFrom(3_051).next(10, 10_000).lines())
                    .singleElement()
                    .asString()
                    .contains("the last");
        }
    }

    @Test
    void takesNoJournalOfARunThatItHasItself() {
        execute("here", "export", "--run", "run-1", file.toString());

        assertThat(execute("here", "import", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("a journal of run run-1 of its own");
    }

    @Test
    void takesNoFileThatIsCutOff() throws IOException {
        execute("here", "export", "--run", "run-1", file.toString());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThat(execute("there", "import", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("cannot be imported");
        assertThat(new RunFolders(folder.resolve("there")).all()).isEmpty();
    }

    @Test
    void takesNoOtherFile() throws IOException {
        Files.writeString(file, "something else");

        assertThat(execute("there", "import", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("cannot be imported");
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.writeString(file, "precious");

        assertThat(execute("here", "export", "--run", "run-1", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(file).hasContent("precious");
    }

    @Test
    void namesTheRunsThatThereAre() {
        assertThat(execute("here", "export", "--run", "run-2", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no journal of run run-2 here; there are: run-1");
    }

    @Test
    void tellsThatThereIsNoServer() {
        execute("here", "export", "--run", "run-1", file.toString());

        assertThat(execute("there", "import", "--server", "http://localhost:1", file.toString()))
                .isEqualTo(ExitCode.UNREACHABLE);
    }

    private int execute(String host, String... arguments) {
        var all = new ArrayList<>(List.of("agent"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve(host + ".yaml").toString()));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
