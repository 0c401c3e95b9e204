package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.burnin.acceptance.PlainAgent.Work;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that goes away takes nothing with it: the server says so meanwhile, and goes on when it is back. */
class DatabaseAwayTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Map<String, String> IMPATIENT =
            Map.of("BURNIN_FLEET_LEASE", "3s", "BURNIN_FLEET_LOST_AFTER", "6s");

    @TempDir
    private Path folder;

    @Test
    void takesNoAcknowledgedBatchWithItAndComesBack() throws IOException, InterruptedException {
        try (var postgres = Postgres.start(folder.resolve("postgres"));
                var server =
                        Server.start(folder.resolve("a"), Server.freePort(), Optional.of(postgres.url()), IMPATIENT)) {
            Work work = PlainAgent.register(server, "an-agent").work(server);
            Work abandoned = PlainAgent.register(server, "another").work(server);
            assertThat(PlainAgent.acknowledged(PlainAgent.hand(server, work, 1, 10)))
                    .isEqualTo(10);

            postgres.stop();
            expectUnavailable(PlainAgent.hand(server, work, 11, 10));
            expectUnavailable(server.send("GET", "/runs", ""));
            expectUnavailable(server.send("GET", "/q/metrics", ""));
            assertThat(server.send("GET", "/q/health/ready", "").statusCode()).isEqualTo(503);
            assertThat(server.send("GET", "/q/health/live", "").statusCode()).isEqualTo(200);
            postgres.startAgain();

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    PlainAgent.hand(server, work, 11, 10).statusCode())
                            .isEqualTo(200));
            assertThat(server.send("GET", "/q/health/ready", "").statusCode()).isEqualTo(200);
            assertThat(new StoredCounts(server, work.run()).sum(PlainAgent.METRIC))
                    .isEqualTo(20);
            await("the watch goes on")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(server.get("/runs/" + abandoned.run())
                                    .path("state")
                                    .asText())
                            .isEqualTo("LOST"));
            await("the judging goes on")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    server.get("/runs/" + abandoned.run()).has("light"))
                            .isTrue());
        }
    }

    private static void expectUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer::body).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
