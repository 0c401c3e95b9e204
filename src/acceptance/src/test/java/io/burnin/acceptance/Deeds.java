package io.burnin.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What the stand-in's processes really did, in their own words: the truth that stored evidence is compared with. */
record Deeds(List<JsonNode> all) {

    static Deeds of(Path home) throws IOException {
        var deeds = new ArrayList<JsonNode>();
        try (Stream<Path> files = Files.list(home.resolve("deeds"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    deeds.add(Server.JSON.readTree(line));
                }
            }
        }
        return new Deeds(List.copyOf(deeds));
    }

    Stream<JsonNode> of(String deed) {
        return all.stream().filter(each -> each.path("deed").asText().equals(deed));
    }

    long count(String deed) {
        return of(deed).count();
    }

    double median(String deed, String number) {
        return median(of(deed).mapToDouble(each -> each.path(number).asDouble()));
    }

    /** The one in the middle, the upper of two. */
    static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
