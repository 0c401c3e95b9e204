package io.burnin.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What the server holds of a run's metrics, added up over all their series. */
record StoredCounts(Server server, String run) {

    long sum(String metric) throws IOException, InterruptedException {
        JsonNode answer = server.get(
                "/runs/%s/metrics/%s?points=100000".formatted(run, URLEncoder.encode(metric, StandardCharsets.UTF_8)));
        double sum = 0;
        for (JsonNode series : answer.path("series")) {
            for (JsonNode value : series.path("values")) {
                sum += value.asDouble();
            }
        }
        return Math.round(sum);
    }

    long sum(String first, String second) throws IOException, InterruptedException {
        return sum(first) + sum(second);
    }
}
