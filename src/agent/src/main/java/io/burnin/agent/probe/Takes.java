package io.burnin.agent.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.Reading.Text;
import io.burnin.metric.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The places of a JSON value whose content becomes a metric: a number a gauge, any other text a state, told when it changes. */
final class Takes {

    private final Map<String, JsonPointer> places = new LinkedHashMap<>();
    private final String probe;
    private final Map<String, String> lastTexts = new HashMap<>();

    Takes(String probe, Map<String, String> take) {
        this.probe = probe;
        take.forEach((name, at) -> places.put(name, JsonPointer.compile(at)));
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    List<Sample> numbers(JsonNode node, Instant at) {
        var samples = new ArrayList<Sample>();
        places.forEach((name, place) -> {
            JsonNode found = node.at(place);
            if (found.isNumber() && Double.isFinite(found.asDouble())) {
                samples.add(new Sample(SeriesKey.of(probe + "." + name), at, found.asDouble()));
            }
        });
        return samples;
    }

    List<Text> changedTexts(JsonNode node, Instant at) {
        var texts = new ArrayList<Text>();
        places.forEach((name, place) -> {
            JsonNode found = node.at(place);
            if (found.isValueNode()
                    && !found.isNumber()
                    && !found.asText().equals(lastTexts.put(name, found.asText()))) {
                texts.add(new Text(SeriesKey.of(probe + "." + name + ".text"), at, found.asText()));
            }
        });
        return texts;
    }

    /** The texts told last, for a checkpoint. */
    Map<String, String> lastTexts() {
        return Map.copyOf(lastTexts);
    }

    void restore(Map<String, String> before) {
        lastTexts.putAll(before);
    }
}
