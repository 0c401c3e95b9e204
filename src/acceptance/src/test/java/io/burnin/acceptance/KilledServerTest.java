package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.acceptance.PlainAgent.Work;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server has acknowledged it has, whenever it is killed. */
class KilledServerTest {

    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    @Test
    void hasEveryAcknowledgedRecordOnce() throws IOException, InterruptedException {
        var random = new SplittableRandom(1);
        int port = Server.freePort();
        Server server = Server.start(folder, port, Optional.empty());
        try {
            Work work = PlainAgent.register(server, "an-agent").work(server);
            var acknowledged = new AtomicLong();
            for (int kill = 0; kill < KILLS; kill++) {
                long enough = acknowledged.get() + random.nextInt(50, 400);
                Server victim = server;
                var posting = CompletableFuture.runAsync(() -> post(victim, work, acknowledged));
                while (acknowledged.get() < enough) {
                    assertThat(posting)
                            .as("posting goes on until the server dies")
                            .isNotDone();
                    Thread.onSpinWait();
                }
                server.kill();
                posting.join();

                server = Server.start(folder, port, Optional.empty());
                long stored =
                        server.get("/runs/" + work.run()).at("/records/stored").asLong();
                assertThat(stored).isGreaterThanOrEqualTo(acknowledged.get());
                assertThat(new StoredCounts(server, work.run()).sum(PlainAgent.METRIC))
                        .isEqualTo(stored);
                acknowledged.set(stored);
            }
        } finally {
            server.close();
        }
    }

    /** Batch after batch, until the server answers no more. */
    private static void post(Server server, Work work, AtomicLong acknowledged) {
        var random = new SplittableRandom(acknowledged.get());
        try {
            while (true) {
                long first = acknowledged.get() + 1;
                HttpResponse<String> answer = PlainAgent.hand(server, work, first, random.nextInt(1, 20));
                acknowledged.set(PlainAgent.acknowledged(answer));
            }
        } catch (IOException killed) {
            // That is the end that the test waits for; an earlier one it finds out by itself.
        } catch (InterruptedException nobodyInterrupts) {
            throw new IllegalStateException(nobodyInterrupts);
        }
    }
}
