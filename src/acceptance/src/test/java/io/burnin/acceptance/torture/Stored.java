package io.burnin.acceptance.torture;

import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.metric.SeriesKey;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server holds of a run, as its API tells it.
 *
 * @param upTo the last record that it says is stored
 * @param events of the time line that came from the agent
 * @param samples of each series
 */
record Stored(String state, long upTo, List<Event> events, Map<SeriesKey, List<Sample>> samples) {

    record Event(long seq, String kind) {}

    record Sample(long at, double value) {}

    /** Of a run that the server does not know, or that cannot be read. */
    static final Stored NOTHING = new Stored("UNKNOWN", 0, List.of(), Map.of());

    private static final int PAGE = 200;

    static Stored read(Site site, String run) throws IOException, InterruptedException {
        JsonNode view = site.get("/runs/" + run);
        var samples = new HashMap<SeriesKey, List<Sample>>();
        for (JsonNode metric : site.get("/runs/%s/metrics".formatted(run))) {
            readMetric(site, run, metric.path("name").asText(), samples);
        }
        return new Stored(
                view.path("state").asText(), view.at("/records/stored").asLong(), events(site, run), samples);
    }

    private static void readMetric(Site site, String run, String metric, Map<SeriesKey, List<Sample>> samples)
            throws IOException, InterruptedException {
        JsonNode view = site.get("/runs/%s/metrics/%s?points=100000&from=2000-01-01T00:00:00Z&to=2200-01-01T00:00:00Z"
                .formatted(run, URLEncoder.encode(metric, StandardCharsets.UTF_8)));
        for (JsonNode series : view.path("series")) {
            var labels = new HashMap<String, String>();
            series.path("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            var values = new ArrayList<Sample>();
            JsonNode times = series.path("times");
            for (int i = 0; i < times.size(); i++) {
                values.add(new Sample(
                        times.get(i).asLong(), series.path("values").get(i).asDouble()));
            }
            samples.put(new SeriesKey(metric, labels), values);
        }
    }

    private static List<Event> events(Site site, String run) throws IOException, InterruptedException {
        var events = new ArrayList<Event>();
        String after = "0";
        while (!after.isEmpty()) {
            JsonNode page = site.get("/runs/%s/events?after=%s&limit=%d".formatted(run, after, PAGE));
            for (JsonNode item : page.path("items")) {
                if (item.hasNonNull("seq")) {
                    events.add(new Event(
                            item.path("seq").asLong(), item.path("kind").asText()));
                }
            }
            after = page.path("next").asText("");
        }
        return events;
    }
}
