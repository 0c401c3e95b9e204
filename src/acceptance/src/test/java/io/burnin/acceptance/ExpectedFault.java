package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a burn-in of the stand-in must end in while a fault is on; {@code none} is the clean one. */
record ExpectedFault(String fault, String light, int exitCode, List<String> criteria) {

    /** The table that the stand-in itself prints for that profile, by fault. */
    static Map<String, ExpectedFault> all(String profile) throws IOException, InterruptedException {
        Process table = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Checkout.ROOT
                                .resolve("deploy/demo/target/burnin-demo.jar")
                                .toString(),
                        "faults")
                .start();
        String text = new String(table.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(table.waitFor()).isZero();
        var all = new LinkedHashMap<String, ExpectedFault>();
        all.put("none", new ExpectedFault("none", "GREEN", 0, List.of()));
        for (JsonNode fault : Server.JSON.readTree(text)) {
            String name = fault.path("fault").asText();
            JsonNode end = fault.path(profile);
            all.put(
                    name,
                    new ExpectedFault(
                            name,
                            end.path("light").asText(),
                            end.path("exitCode").asInt(),
                            end.path("criteria")
                                    .valueStream()
                                    .map(JsonNode::asText)
                                    .toList()));
        }
        return all;
    }
}
