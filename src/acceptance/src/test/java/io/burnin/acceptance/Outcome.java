package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How a run ended, as the command line told it. */
record Outcome(int exitCode, JsonNode verdict) {

    /** @param output of a command with {@code --json} */
    static Outcome of(int exitCode, String output) throws IOException {
        assertThat(output).startsWith("{");
        return new Outcome(exitCode, Server.JSON.readTree(output));
    }

    String run() {
        return verdict.path("run").asText();
    }

    String light() {
        return verdict.path("light").asText();
    }

    String reasons() {
        return verdict.path("reasons").toPrettyString();
    }

    /** The criteria that are red. */
    Set<String> red() {
        return criteria(light -> light.equals("RED"));
    }

    /** The criteria that are not green. */
    Set<String> notGreen() {
        return criteria(light -> !light.equals("GREEN"));
    }

    /** What a criterion measured. */
    double value(String criterion) {
        return verdict.path("checks")
                .valueStream()
                .filter(check -> check.path("criterion").asText().equals(criterion))
                .findFirst()
                .orElseThrow()
                .path("value")
                .asDouble();
    }

    private Set<String> criteria(Predicate<String> light) {
        return verdict.path("checks")
                .valueStream()
                .filter(check -> light.test(check.path("light").asText()))
                .map(check -> check.path("criterion").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
