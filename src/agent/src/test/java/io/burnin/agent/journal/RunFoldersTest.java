package io.burnin.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.burnin.protocol.Assignment;
import java.io.IOException;
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

        folders.done("a", NOW);

        assertThat(folders.unfinished()).containsExactly("b");
    }

    @Test
    void deletesWhatWasDoneMoreThanTwoDaysAgo() throws IOException {
        var folders = new RunFolders(data);
        folders.create(assignment("old")).close();
        folders.create(assignment("newer")).close();
        folders.create(assignment("running")).close();
        folders.done("old", NOW.minus(RunFolders.KEPT).minus(Duration.ofSeconds(1)));
        folders.done("newer", NOW.minus(Duration.ofDays(1)));

        folders.deleteOld(NOW);

        assertThat(List.of(folders.has("old"), folders.has("newer"), folders.has("running")))
                .containsExactly(false, true, true);
    }

    @Test
    void refusesARunWhoseNameLeadsElsewhere() {
        assertThatThrownBy(() -> new RunFolders(data).has("../../etc")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Assignment assignment(String run) {
        return new Assignment(run, 1, 1, "target", "plan", 1, "", "smoke", Map.of(), List.of(), NOW, 60);
    }
}
