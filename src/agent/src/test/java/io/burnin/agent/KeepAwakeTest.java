package io.burnin.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With real programs that note when they begin and when they end. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are for a POSIX shell")
class KeepAwakeTest {

    /** Of no other test: agents that run beside this one write to the same log. */
    private static final String REFUSAL = "refused for the sake of KeepAwakeTest";

    @TempDir
    Path folder;

    @Test
    void holdsOneProgramForAllRunsUntilTheLastIsOver() throws IOException {
        var awake = new KeepAwake(List.of(program("echo began; cat; echo ended")));

        KeepAwake.Held one = awake.hold();
        KeepAwake.Held other = awake.hold();
        awaitNoted("began");
        one.close();
        assertThat(noted()).containsExactly("began");
        other.close();
        awaitNoted("began", "ended");

        KeepAwake.Held again = awake.hold();
        awaitNoted("began", "ended", "began");
        again.close();
        awaitNoted("began", "ended", "began", "ended");
    }

    @Test
    void takesTheNextWayWhenOneDoesNotWork() {
        var awake = new KeepAwake(List.of(
                program("echo refused; exit 1"),
                new AwakeByCommand(List.of(folder.resolve("missing").toString())),
                program("echo began; cat; echo ended")));

        KeepAwake.Held held = awake.hold();
        awaitNoted("refused", "began");
        held.close();
        awaitNoted("refused", "began", "ended");
    }

    @Test
    void saysOnceThatNothingWorks() {
        List<String> said = new CopyOnWriteArrayList<>();
        Handler handler = collecting(said);
        Logger log = Logger.getLogger(KeepAwake.class.getName());
        log.addHandler(handler);
        try {
            var awake = new KeepAwake(List.of(program("echo refused; echo '" + REFUSAL + "' >&2; exit 1")));
            KeepAwake.Held held = awake.hold();
            await().until(() -> !said.isEmpty());
            held.close();
            awake.hold();
            awaitNoted("refused", "refused");
        } finally {
            log.removeHandler(handler);
        }

        assertThat(said).singleElement().asString().contains("nothing keeps this host from sleeping");
    }

    private static Handler collecting(List<String> said) {
        return new Handler() {
            @Override
            public void publish(LogRecord logged) {
                String message = new SimpleFormatter().formatMessage(logged);
                if (message.contains(REFUSAL)) {
                    said.add(message);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    /** What it echoes is noted. */
    private KeepAwake.Way program(String script) {
        return new AwakeByCommand(
                List.of("/bin/sh", "-c", "exec >>'%s'; %s".formatted(folder.resolve("noted"), script)));
    }

    private void awaitNoted(String... lines) {
        await().untilAsserted(() -> assertThat(noted()).containsExactly(lines));
    }

    private List<String> noted() throws IOException {
        Path file = folder.resolve("noted");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
