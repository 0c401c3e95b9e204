package io.burnin.agent.probe.tail;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWatchTest {

    @TempDir
    Path folder;

    private final Queue<String> appeared = new ConcurrentLinkedQueue<>();

    @Test
    void seesEveryFileThatLivesForTwoMilliseconds() throws IOException {
        try (DirectoryWatch watch = watch(folder, Duration.ofMillis(200))) {
            watch.start();
            for (int i = 0; i < 200; i++) {
                Path file = folder.resolve("job-" + i + ".json");
                Files.createFile(file);
                LockSupport.parkNanos(2_000_000);
                Files.delete(file);
            }
            await().atMost(5, SECONDS).until(() -> appeared.size() >= 200);
        }

        assertThat(appeared).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void tellsWhatWasThereBefore() throws IOException {
        Files.createFile(folder.resolve("old.json"));
        try (DirectoryWatch watch = watch(folder, Duration.ofSeconds(1))) {
            watch.start();
            Files.createFile(folder.resolve("new.json"));
            watch.listNow();
        }

        assertThat(appeared).containsExactly("old.json existed", "new.json");
    }

    @Test
    void tellsOnceWhatListingAndEventBothFound() throws IOException {
        try (DirectoryWatch watch = watch(folder, Duration.ofMillis(10))) {
            watch.start();
            for (int i = 0; i < 500; i++) {
                Files.createFile(folder.resolve(i + ".json"));
                watch.listNow();
            }
            await().pollDelay(Duration.ofMillis(100)).until(() -> appeared.size() >= 500);
        }

        assertThat(appeared).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void tellsAFileThatIsWrittenAnewAgain() throws IOException {
        Path file = folder.resolve("again.json");
        try (DirectoryWatch watch = watch(folder, Duration.ofMillis(20))) {
            watch.start();
            for (int i = 0; i < 3; i++) {
                Files.createFile(file);
                Files.delete(file);
            }
            await().atMost(5, SECONDS).until(() -> appeared.size() >= 3);
        }

        assertThat(appeared).hasSize(3);
    }

    @Test
    void waitsForAFolderThatDoesNotExistYet() throws IOException {
        Path later = folder.resolve("later");
        try (DirectoryWatch watch = watch(later, Duration.ofMillis(50))) {
            watch.start();
            Files.createDirectory(later);
            Files.createFile(later.resolve("1.json"));
            await().atMost(5, SECONDS).until(() -> appeared.size() == 1);
            Files.createFile(later.resolve("2.json"));
            await().atMost(5, SECONDS).until(() -> appeared.size() == 2);
        }

        assertThat(appeared).containsExactly("1.json", "2.json");
    }

    private DirectoryWatch watch(Path watched, Duration every) {
        return new DirectoryWatch(
                watched,
                name -> name.endsWith(".json"),
                every,
                Instant::now,
                (name, at, existed) -> appeared.add(existed ? name + " existed" : name));
    }
}
