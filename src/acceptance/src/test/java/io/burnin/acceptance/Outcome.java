package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Those that were judged for what was seen, or found too little by their own rule, and are not green. */
    Stream<String> turned() {
        return checks(check -> !check.path("light").asText().equals("GREEN")
                && (check.path("state").asText().equals("EVALUATED")
                        || check.path("rule").asText().endsWith("otherwise insufficient")));
    }

    /** Those that the profile judges, but for those that judge the burn-in itself: no fault of the target turns them. */
    Stream<String> judged() {
        return checks(check -> !check.path("state").asText().equals("NOT_JUDGED")
                && !check.path("aboutEvidence").asBoolean());
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
        return checks(check -> light.test(check.path("light").asText())).collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> checks(Predicate<JsonNode> which) {
        return verdict.path("checks")
                .valueStream()
                .filter(which)
                .map(check -> check.path("criterion").asText());
    }
}
