package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server has acknowledged it has, whenever it is killed. */
class KilledServerTest {

    private static final String METRIC = "transitions.lines";
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    @Test
    void hasEveryAcknowledgedRecordOnce() throws IOException, InterruptedException {
        var random = new SplittableRandom(1);
        int port = Server.freePort();
        Server server = Server.start(folder, port, Optional.empty());
        try {
            Work work = lease(server);
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
                assertThat(new StoredCounts(server, work.run()).sum(METRIC)).isEqualTo(stored);
                acknowledged.set(stored);
            }
        } finally {
            server.close();
        }
    }

    /** @param start epoch milliseconds; record n was measured n milliseconds later */
    private record Work(String run, long fence, long start) {}

    /** As an agent would: registers, and takes the run that waits for it. */
    private static Work lease(Server server) throws IOException, InterruptedException {
        String agent = post(
                        server,
                        "/agents",
                        Map.of(
                                "name", "an-agent",
                                "host", "a-host",
                                "os", "none",
                                "version", "1",
                                "protocol", 1,
                                "bootId", "1",
                                "runs", 1,
                                "targets", List.of(Map.of("name", "here", "labels", Map.of(), "parameters", Map.of())),
                                "environment", Map.of()))
                .path("agent")
                .asText();
        post(server, "/runs", Map.of("plan", "phase1-burn-in", "profile", "full", "target", "here"));
        JsonNode leased = post(server, "/agents/" + agent + "/lease?wait=10s", Map.of());
        return new Work(leased.path("run").asText(), leased.path("fence").asLong(), System.currentTimeMillis());
    }

    private static JsonNode post(Server server, String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                server.send("POST", path, Server.JSON.writeValueAsString(body), "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer::body).isIn(200, 201);
        return Server.JSON.readTree(answer.body());
    }

    /** Batch after batch, until the server answers no more. */
    private static void post(Server server, Work work, AtomicLong acknowledged) {
        var random = new SplittableRandom(acknowledged.get());
        try {
            while (true) {
                long first = acknowledged.get() + 1;
                String batch = batch(work, first, random.nextInt(1, 20));
                HttpResponse<String> answer = server.send(
                        "POST", "/runs/" + work.run() + "/batches", batch, "Content-Type", "application/x-ndjson");
                assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
                acknowledged.set(
                        Server.JSON.readTree(answer.body()).path("acknowledged").asLong());
            }
        } catch (IOException killed) {
            // That is the end that the test waits for; an earlier one it finds out by itself.
        } catch (InterruptedException nobodyInterrupts) {
            throw new IllegalStateException(nobodyInterrupts);
        }
    }

    private static String batch(Work work, long first, int records) {
        var lines = new StringBuilder("{\"fence\":%d,\"firstSeq\":%d}%n".formatted(work.fence(), first));
        for (long seq = first; seq < first + records; seq++) {
            long at = work.start() + seq;
            lines.append("{\"type\":\"samples\",\"metric\":\"%s\",\"labels\":{},\"times\":[%d],\"values\":[1]}%n"
                    .formatted(METRIC, at));
        }
        return lines.toString();
    }
}
