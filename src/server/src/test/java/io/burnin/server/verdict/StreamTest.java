package io.burnin.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.burnin.server.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time line of a run as server-sent events. */
@QuarkusTest
@Timeout(30)
class StreamTest {

    private static final String EVENTS = "text/event-stream";

    @Test
    void followsARunUntilItsVerdict() throws IOException, InterruptedException {
        var run = JudgedRun.started().send();
        try (var stream = follow(run.id(), 0)) {
            assertThat(idsOf(eventsUntil(stream, "run-started"))).containsExactly(1L, 2L, 3L);

            run.healthy(40).finished(41);

            List<String> rest = eventsUntil(stream, "event:verdict");
            List<Long> ids = idsOf(rest);
            assertThat(ids)
                    .isEqualTo(LongStream.range(4, 4 + ids.size()).boxed().toList());
            assertThat(rest.getLast()).contains("\"light\":\"GREEN\"", "\"revision\":1", "\"provisional\":false");
            assertThat(stream.readLine()).as("nothing follows").isNull();
        }
    }

    /** The verdict on every record that is stored: whoever asks has it at once, whoever follows is told when it changes. */
    @Test
    void tellsWhatTheVerdictWouldBeNow() throws IOException, InterruptedException {
        var run = JudgedRun.started().healthy(20);
        try (var stream = follow(run.id(), 0)) {
            assertThat(eventsUntil(stream, "event:provisional").getLast())
                    .contains("\"light\":\"YELLOW\"", "\"provisional\":true", "\"awaited\":[{");

            for (int second = 20; second < 25; second++) {
                run.samples("front.requests", second, second + 1, 1).send();
                Api.asAdmin()
                        .get("/verdicts/{run}", run.id())
                        .then()
                        .body("light", equalTo("YELLOW"))
                        .body("checks.find { it.criterion == 'reads' }.samples", equalTo(second));
            }
            run.failure(25).send();
            Api.asAdmin().get("/verdicts/{run}", run.id()).then().body("light", equalTo("RED"));

            List<String> told = eventsUntil(stream, "\"light\":\"RED\",\"conclusive\"");
            assertThat(told.getLast()).contains("event:provisional");
            assertThat(told.stream().filter(event -> event.contains("event:provisional")))
                    .as("nothing that a reader must hear of has changed before")
                    .hasSizeLessThan(3);
        }
    }

    @Test
    void resumesBehindTheLastEventThatWasSeen() throws IOException, InterruptedException {
        var run = JudgedRun.started().healthy(40).finished(41);

        try (var stream = follow(run.id(), 4)) {
            assertThat(idsOf(eventsUntil(stream, "event:verdict"))).startsWith(5L, 6L);
        }
        Api.asAdmin()
                .accept(EVENTS)
                .queryParam("after", 5)
                .get("/runs/{run}/events", run.id())
                .then()
                .contentType(EVENTS)
                .body(startsWith("id:6\n"));
    }

    @Test
    void saysThatItIsAliveWhileNothingHappens() throws IOException, InterruptedException {
        var run = JudgedRun.started().send();

        try (var stream = follow(run.id(), 3)) {
            eventsUntil(stream, "event:provisional");
            assertThat(stream.readLine()).startsWith(":");
        }
    }

    @Test
    void knowsOnlyRunsThatAreThere() {
        Api.asAdmin()
                .accept(EVENTS)
                .get("/runs/{run}/events", UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void isAPageForWhoAsksForNothingElse() {
        var run = JudgedRun.started().send();

        Api.asAdmin()
                .accept("*/*")
                .get("/runs/{run}/events", run.id())
                .then()
                .contentType("application/json")
                .body("items[0].kind", equalTo("queued"));
    }

    private static BufferedReader follow(String run, long last) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/runs/%s/events".formatted(RestAssured.port, run)))
                .header("Authorization", "Bearer " + Api.adminToken())
                .header("Accept", EVENTS)
                .header("Last-Event-ID", Long.toString(last))
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** Up to the one that has these words; without the comments. */
    private static List<String> eventsUntil(BufferedReader stream, String words) throws IOException {
        List<String> events = new ArrayList<>();
        var event = new StringBuilder();
        while (events.isEmpty() || !events.getLast().contains(words)) {
            String line = stream.readLine();
            assertThat(line).as("before %s", words).isNotNull();
            if (!line.isEmpty()) {
                event.append(line).append('\n');
                continue;
            }
            if (!event.toString().startsWith(":")) {
                events.add(event.toString());
            }
            event.setLength(0);
        }
        return events;
    }

    /** Of those that have one. */
    private static List<Long> idsOf(List<String> events) {
        return events.stream()
                .filter(event -> event.startsWith("id:"))
                .map(event -> Long.parseLong(
                        event.lines().findFirst().orElseThrow().substring(3).strip()))
                .toList();
    }
}
