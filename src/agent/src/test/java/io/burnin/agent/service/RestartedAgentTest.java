package io.burnin.agent.service;

import static io.burnin.agent.service.Program.freePort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.policy.Permissive;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.agent.service.Services.Incarnation;
import io.burnin.agent.service.Services.Tree;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RestartedAgentTest {

    @TempDir
    Path directory;

    @Test
    void knowsTheProcessesThatTheOneBeforeItStarted() throws Exception {
        var program = Program.shell(directory, "sleep 60 & wait").withoutPattern();
        var before = new Bench(program);
        before.start();
        Tree tree = before.tree().orElseThrow();
        before.services.close();

        try (var after = new Bench(program, new Permissive(), before.notes())) {
            assertThat(after.tree()).contains(tree);

            after.kill();

            assertThat(tree.pids()).hasSize(2).noneMatch(Bench::lives);
        }
    }

    @Test
    void tellsOrderedEndsFromCrashesOfBefore() throws Exception {
        var program = Program.shell(directory, "sleep 60");
        var before = new Bench(program);
        before.start();
        Incarnation killed = before.tree().orElseThrow().root();
        before.kill();
        before.start();
        Incarnation crashed = before.tree().orElseThrow().root();
        before.services.close();
        List<String> notes = before.notes();
        Bench.row(crashed.pid())
                .ifPresent(row -> Bench.table()
                        .snapshot()
                        .withDescendants(List.of(row))
                        .forEach(one -> Bench.killAtOnce(one.pid())));
        await().until(() -> !Bench.lives(crashed.pid()));

        try (var after = new Bench(program, new Permissive(), notes)) {
            List<Incarnation> crashes = new ArrayList<>();
            after.services.onDeath((service, incarnation, byOrder) -> {
                assertThat(byOrder).isFalse();
                crashes.add(incarnation);
            });
            assertThat(after.tree()).isEmpty();

            assertThat(crashes).containsExactly(crashed);
            assertThat(after.services.wasEndedByOrder(killed)).isTrue();
            assertThat(after.services.wasEndedByOrder(crashed)).isFalse();
        }
    }

    @Test
    void forgetsProcessesOfBeforeTheHostWasBooted() throws Exception {
        var program = Program.shell(directory, "sleep 60").withoutPattern();
        String booted = "{\"did\":\"BOOTED\",\"processes\":[{\"pid\":0,\"startedAt\":1000}],\"text\":\"another boot\"}";
        String started = "{\"did\":\"STARTED\",\"service\":\"program\",\"processes\":[{\"pid\":1,\"startedAt\":1000}]}";
        try (var bench = new Bench(program, new Permissive(), List.of(booted, started))) {
            List<Incarnation> deaths = new ArrayList<>();
            bench.services.onDeath((service, incarnation, byOrder) -> deaths.add(incarnation));

            assertThat(bench.tree()).isEmpty();
            assertThat(deaths).isEmpty();
        }
    }

    /** The whole point of starting services detached: the agent may die at any time, the product goes on. */
    @Test
    void findsTheServiceAliveThoughTheAgentWasKilled() throws Exception {
        int port = freePort();
        Path notes = directory.resolve("notes");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process agent = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedAgent.class.getName(),
                        directory.toString(),
                        Integer.toString(port),
                        notes.toString())
                .inheritIO()
                .start();
        assertThat(agent.waitFor()).isEqualTo(137);

        var program = Program.server(directory, port).withoutPattern();
        try (var bench = new Bench(program, new Permissive(), Files.readAllLines(notes))) {
            assertThat(bench.tree()).isPresent();
            assertThat(bench.services.isReady("program")).isTrue();

            bench.kill();

            assertThat(bench.tree()).isEmpty();
        }
    }

    /** Starts the service and is killed by itself as by {@code kill -9}. */
    static final class DoomedAgent {

        private DoomedAgent() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            var program =
                    Program.server(directory, Integer.parseInt(arguments[1])).withoutPattern();
            var services = new ProcessServices(
                    List.of(program.service()),
                    SystemRunClock.start(),
                    new NotesOnly(Path.of(arguments[2])),
                    new Permissive(),
                    name -> name,
                    List.of());
            services.start("program", "outage", Optional.empty());
            // A process may not kill itself through its handle.
            new Signals().send("KILL", List.of(ProcessHandle.current().pid()));
        }
    }

    private record NotesOnly(Path file) implements Recorder {
        @Override
        public void write(RunRecord record) {}

        @Override
        public void reading(String owner, Reading reading) {}

        @Override
        public boolean together(List<RunRecord> records, String owner, String note) {
            note(owner, note);
            return true;
        }

        @Override
        public void note(String owner, String text) {
            try {
                Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }
}
