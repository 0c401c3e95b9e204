package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An agent that speaks its protocol by hand, to whichever server it is told, and measures nothing. Record n of a run is one
 * sample of {@link #METRIC} with the value 1.
 */
record PlainAgent(String id, String target) {

    static final String METRIC = "transitions.lines";

    /** @param start epoch milliseconds; record n was measured n milliseconds later */
    record Work(String run, long fence, long start) {}

    /** Lives on a host of its own. */
    static PlainAgent register(Server server, String name) throws IOException, InterruptedException {
        JsonNode answer = post(
                server,
                "/agents",
                Map.of(
                        "name",
                        name,
                        "host",
                        "host-of-" + name,
                        "os",
                        "none",
                        "version",
                        "1",
                        "protocol",
                        1,
                        "bootId",
                        "1",
                        "runs",
                        1,
                        "targets",
                        List.of(Map.of("name", name, "labels", Map.of("pool", "plain"), "parameters", Map.of())),
                        "environment",
                        Map.of()));
        return new PlainAgent(answer.path("agent").asText(), name);
    }

    /** Starts a run on its target, and takes it. */
    Work work(Server server) throws IOException, InterruptedException {
        order(server, Map.of("target", target));
        return lease(server, "10s").orElseThrow();
    }

    /** @return the run's id */
    static String order(Server server, Map<String, Object> where) throws IOException, InterruptedException {
        Map<String, Object> order = new HashMap<>(where);
        order.put("plan", "phase1-burn-in");
        order.put("profile", "full");
        return post(server, "/runs", order).path("id").asText();
    }

    Optional<Work> lease(Server server, String wait) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.send("POST", "/agents/%s/lease?wait=%s".formatted(id, wait), "");
        assertThat(answer.statusCode()).as(answer::body).isIn(200, 204);
        if (answer.statusCode() == 204) {
            return Optional.empty();
        }
        JsonNode leased = Server.JSON.readTree(answer.body());
        return Optional.of(
                new Work(leased.path("run").asText(), leased.path("fence").asLong(), System.currentTimeMillis()));
    }

    static HttpResponse<String> hand(Server server, Work work, long first, int records)
            throws IOException, InterruptedException {
        var lines = new StringBuilder();
        for (long seq = first; seq < first + records; seq++) {
            lines.append("{\"type\":\"samples\",\"metric\":\"%s\",\"labels\":{},\"times\":[%d],\"values\":[1]}%n"
                    .formatted(METRIC, work.start() + seq));
        }
        return hand(server, work, first, lines.toString());
    }

    static HttpResponse<String> end(Server server, Work work, long seq) throws IOException, InterruptedException {
        String line =
                "{\"type\":\"run-ended\",\"at\":\"%s\",\"outcome\":\"FINISHED\",\"reason\":\"\",\"targetDirty\":\"\"}%n"
                        .formatted(Instant.ofEpochMilli(work.start() + seq));
        return hand(server, work, seq, line);
    }

    private static HttpResponse<String> hand(Server server, Work work, long first, String lines)
            throws IOException, InterruptedException {
        String batch = "{\"fence\":%d,\"firstSeq\":%d}%n".formatted(work.fence(), first) + lines;
        return server.send("POST", "/runs/" + work.run() + "/batches", batch, "Content-Type", "application/x-ndjson");
    }

    static long acknowledged(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
        return Server.JSON.readTree(answer.body()).path("acknowledged").asLong();
    }

    private static JsonNode post(Server server, String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                server.send("POST", path, Server.JSON.writeValueAsString(body), "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer::body).isIn(200, 201);
        return Server.JSON.readTree(answer.body());
    }
}
