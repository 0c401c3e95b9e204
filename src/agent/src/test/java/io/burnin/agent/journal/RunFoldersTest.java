package io.burnin.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.burnin.protocol.Assignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFoldersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir(factory = MemoryFolder.class)
    Path data;

    @Test
    void listsARunUntilItIsDone() throws IOException {
        var folders = new RunFolders(data);
        folders.create(assignment("a")).close();
        folders.create(assignment("b")).close();

        folders.done(done("a", NOW));

        assertThat(folders.unfinished()).containsExactly("b");
    }

    @Test
    void deletesWhatWasDoneMoreThanTwoDaysAgo() throws IOException {
        var folders = new RunFolders(data);
        folders.create(assignment("old")).close();
        folders.create(assignment("newer")).close();
        folders.create(assignment("running")).close();
        folders.done(done("old", NOW.minus(RunFolders.KEPT).minus(Duration.ofSeconds(1))));
        folders.done(done("newer", NOW.minus(Duration.ofDays(1))));

        folders.deleteOld(NOW);

        assertThat(List.of(folders.has("old"), folders.has("newer"), folders.has("running")))
                .containsExactly(false, true, true);
    }

    @Test
    void keepsNoMoreThanItsLimitsAllow() throws IOException {
        var folders = new RunFolders(data, new Limits(3_000, 0));
        for (String run : List.of("oldest", "older", "newest")) {
            folders.create(assignment(run)).close();
            Files.write(folders.setAside(run), new byte[1_000]);
        }
        folders.done(done("oldest", NOW.minusSeconds(3)));
        folders.done(done("older", NOW.minusSeconds(2)));
        folders.done(done("newest", NOW.minusSeconds(1)));

        folders.deleteOld(NOW);

        assertThat(folders.kept()).extracting(RunFolders.Done::run).containsExactly("newest", "older");
    }

    @Test
    void takesARunUpAgainWhoseMarkerIsDamaged() throws IOException {
        var folders = new RunFolders(data);
        folders.create(assignment("a")).close();
        folders.done(done("a", NOW));
        Files.writeString(data.resolve("runs/a/done"), "{\"run\":\"a\",\"fen");

        assertThat(folders.kept()).isEmpty();
        assertThat(folders.unfinished()).containsExactly("a");
    }

    /** A full disk must not leave a folder that looks like that of a run. */
    @Test
    void leavesNothingOfARunThatCouldNotBeWrittenDown() throws IOException {
        try (TinyDisk disk = TinyDisk.mount(data.resolve("disk"), 64 << 10)) {
            var folders = new RunFolders(disk.folder());
            disk.fill();

            assertThatThrownBy(() -> folders.create(assignment("a"))).isInstanceOf(IOException.class);
            disk.free();

            assertThat(folders.unfinished()).isEmpty();
            folders.create(assignment("a")).close();
        }
    }

    @Test
    void beginsARunAnewWhoseBeginningWasInterrupted() throws IOException {
        var folders = new RunFolders(data);
        Path interrupted = Files.createDirectories(data.resolve("runs").resolve(".a"));
        Files.createFile(interrupted.resolve("journal"));

        assertThat(folders.has("a")).isFalse();
        assertThat(folders.all()).isEmpty();
        folders.create(assignment("a")).close();

        assertThat(folders.open("a").replay().assignment()).isEqualTo(assignment("a"));
        assertThat(interrupted).doesNotExist();
    }

    @Test
    void refusesARunWhoseNameLeadsElsewhere() {
        assertThatThrownBy(() -> new RunFolders(data).has("../../etc")).isInstanceOf(IllegalArgumentException.class);
    }

    private static RunFolders.Done done(String run, Instant at) {
        return new RunFolders.Done(run, 1, 0, at);
    }

    private static Assignment assignment(String run) {
        return new Assignment(run, 1, 1, "target", "plan", 1, "", "smoke", Map.of(), List.of(), NOW, 60);
    }
}
