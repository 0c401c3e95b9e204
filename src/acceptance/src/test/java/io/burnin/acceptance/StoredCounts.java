package io.burnin.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.DoubleStream;

/** What the server holds of a run's metrics, all their series together. */
record StoredCounts(Server server, String run) {

    long sum(String metric) throws IOException, InterruptedException {
        return Math.round(values(metric).sum());
    }

    double median(String metric) throws IOException, InterruptedException {
        return Deeds.median(values(metric));
    }

    private DoubleStream values(String metric) throws IOException, InterruptedException {
        return server.get("/runs/%s/metrics/%s?points=100000"
                        .formatted(run, URLEncoder.encode(metric, StandardCharsets.UTF_8)))
                .path("series")
                .valueStream()
                .flatMap(series -> series.path("values").valueStream())
                .mapToDouble(JsonNode::asDouble);
    }

    long sum(String first, String second) throws IOException, InterruptedException {
        return sum(first) + sum(second);
    }
}
