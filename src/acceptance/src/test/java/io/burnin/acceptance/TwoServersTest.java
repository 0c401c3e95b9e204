package io.burnin.acceptance;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.acceptance.PlainAgent.Work;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database are one service: whichever is asked, and when one of them is killed. */
class TwoServersTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Map<String, String> IMPATIENT =
            Map.of("BURNIN_FLEET_LEASE", "4s", "BURNIN_FLEET_LOST_AFTER", "20s");

    @TempDir
    private static Path folder;

    private static Postgres postgres;
    private static Server one;
    private static Server other;

    @BeforeAll
    static void startBoth() throws IOException {
        postgres = Postgres.start(folder.resolve("postgres"));
        one = Server.start(folder.resolve("one"), Server.freePort(), Optional.of(postgres.url()), IMPATIENT);
        other = Server.beside(one, folder.resolve("other"), postgres.url(), IMPATIENT);
    }

    @AfterAll
    static void endBoth() throws IOException {
        try {
            other.close();
            one.close();
        } finally {
            postgres.close();
        }
    }

    @Test
    void wakesWhoWaitsAtTheOtherOne() throws IOException, InterruptedException {
        PlainAgent agent = PlainAgent.register(one, "sleeper");
        CompletableFuture<Optional<Work>> waiting = async(() -> agent.lease(other, "50s"));
        String run = PlainAgent.order(one, Map.of("target", agent.target()));
        Work work = waiting.join().orElseThrow();
        assertThat(work.run()).isEqualTo(run);

        CompletableFuture<JsonNode> verdict = async(() -> one.get("/verdicts/%s?wait=50s".formatted(run)));
        PlainAgent.acknowledged(PlainAgent.hand(other, work, 1, 5));
        PlainAgent.acknowledged(PlainAgent.end(other, work, 6));

        assertThat(verdict.join().path("revision").asInt()).isEqualTo(1);
    }

    @Test
    void givesARunToOneAgentAndOnceUnderEachFence() throws IOException, InterruptedException {
        List<PlainAgent> agents = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            agents.add(PlainAgent.register(one, "rival-" + i));
            PlainAgent.order(other, Map.of("targetLabels", Map.of("pool", "plain")));
        }

        List<CompletableFuture<Optional<String>>> leases = agents.stream()
                .flatMap(agent -> Stream.of(one, other)
                        .map(server -> async(() -> agent.lease(server, "0s")
                                .map(work -> "%s %d to %s".formatted(work.run(), work.fence(), agent.target())))))
                .toList();

        List<String> given =
                leases.stream().flatMap(lease -> lease.join().stream()).toList();
        assertThat(given).hasSizeGreaterThanOrEqualTo(6).doesNotHaveDuplicates();
        Set<String> withoutAgent = new TreeSet<>();
        given.forEach(each -> withoutAgent.add(each.split(" to ")[0]));
        assertThat(withoutAgent).as("each run and fence to one agent").hasSameSizeAs(given);
    }

    @Test
    void storesWhatBothAreHandedOnce() throws IOException, InterruptedException {
        Work work = PlainAgent.register(one, "stutterer").work(one);
        long acknowledged = 0;
        int batches = 20;
        for (int i = 0; i < batches; i++) {
            long first = acknowledged + 1;
            CompletableFuture<HttpResponse<String>> here = async(() -> PlainAgent.hand(one, work, first, 5));
            CompletableFuture<HttpResponse<String>> there = async(() -> PlainAgent.hand(other, work, first, 5));
            acknowledged = Math.max(PlainAgent.acknowledged(here.join()), PlainAgent.acknowledged(there.join()));
        }

        assertThat(acknowledged).isEqualTo(5L * batches);
        assertThat(new StoredCounts(one, work.run()).sum(PlainAgent.METRIC)).isEqualTo(acknowledged);
        assertThat(one.get("/runs/" + work.run()).at("/records/duplicates").asLong())
                .isEqualTo(acknowledged);
    }

    @Test
    void streamsWhatTheOtherOneStores() throws IOException, InterruptedException {
        Work work = PlainAgent.register(one, "narrator").work(one);
        CompletableFuture<HttpResponse<String>> stream = async(
                () -> one.send("GET", "/runs/%s/events".formatted(work.run()), "", "Accept", "text/event-stream"));

        PlainAgent.acknowledged(PlainAgent.hand(other, work, 1, 3));
        PlainAgent.acknowledged(PlainAgent.end(other, work, 4));

        assertThat(stream.join().body()).contains("\"leased\"", "\"run-ended\"", "event:verdict");
    }

    @Test
    void endsTheRunOfAnAgentThatStaysAwayThoughItsServerIsDead() throws IOException, InterruptedException {
        try (var third = Server.beside(one, folder.resolve("third"), postgres.url(), IMPATIENT)) {
            Work work = PlainAgent.register(third, "deserter").work(third);
            third.kill();

            await("lost and judged, though nobody asks")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(one.get("/runs/" + work.run()).has("light"))
                                    .isTrue());

            assertThat(one.get("/runs/" + work.run()).path("state").asText()).isEqualTo("LOST");
            assertThat(one.get("/verdicts/" + work.run()).path("revision").asInt())
                    .isEqualTo(1);
            List<String> kinds = one.get("/runs/%s/events".formatted(work.run()))
                    .path("items")
                    .valueStream()
                    .map(event -> event.path("kind").asText())
                    .toList();
            assertThat(kinds).containsExactly("queued", "leased", "silent", "lost");
        }
    }

    private static <T> CompletableFuture<T> async(Callable<T> work) {
        return supplyAsync(() -> {
            try {
                return work.call();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
    }
}
