package io.burnin.acceptance.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.protocol.RunRecord.StepIntended;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.core.ConditionFactory;

/**
 * One run that something befalls.
 *
 * @param door what only this run's agent goes through
 * @param alerts that have to be open while it lasts
 */
record Scene(Site site, FrontDoor door, TargetHost host, String run, JournalWatch watch, List<String> alerts) {

    private static final Set<String> GOES_ON = Set.of("QUEUED", "RUNNING");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Once the target's offer is known. */
    static String startRun(Site site, TargetHost host) throws IOException, InterruptedException {
        patiently().until(() -> site.get("/targets").toString().contains('"' + host.name() + '"'));
        String order = """
                {"plan": "survival", "profile": "short", "target": "%s"}""".formatted(host.name());
        HttpResponse<String> answer = site.send("POST", "/runs", order, "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(answer::body).isEqualTo(201);
        return Wire.JSON.readTree(answer.body()).path("id").asText();
    }

    /** The service that the run has killed is down. */
    void awaitOutage() {
        patiently()
                .until(() -> watch.entries().stream()
                        .anyMatch(entry -> entry.record() instanceof StepIntended step
                                && step.test().equals("outage")
                                && step.action().equals("wait")));
    }

    /** Until the alerts are open that have to be. */
    void meanwhile() {
        patiently()
                .untilAsserted(() -> assertThat(show().path("alerts").findValuesAsText("kind"))
                        .containsAll(alerts));
    }

    void awaitState(String state) {
        patiently().until(() -> show().path("state").asText().equals(state));
    }

    /** Something more than now is stored. */
    void awaitMoreRecords() throws IOException, InterruptedException {
        long now = stored();
        patiently().until(() -> stored() > now + 1);
    }

    void cancel() throws IOException, InterruptedException {
        HttpResponse<String> answer = site.send("POST", "/runs/%s/cancel".formatted(run), "");
        assertThat(answer.statusCode()).as(answer::body).isBetween(200, 299);
    }

    /** Lets time pass in which what befell the run goes on. */
    void pass(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    /** The run, once it has ended, all is stored and it is judged. */
    JsonNode awaitEnd() throws IOException, InterruptedException {
        patiently().until(() -> {
            JsonNode now = show();
            return !GOES_ON.contains(now.path("state").asText())
                    && now.hasNonNull("light")
                    && !site.get("/verdicts/" + run).path("light").asText().isEmpty();
        });
        return show();
    }

    String report() throws IOException, InterruptedException {
        return site.send("GET", "/runs/%s/report.md".formatted(run), "").body();
    }

    private long stored() throws IOException, InterruptedException {
        return show().at("/records/stored").asLong();
    }

    private JsonNode show() throws IOException, InterruptedException {
        return site.get("/runs/" + run);
    }

    /** Servers may be away at any time: no answer is asked for again. */
    private static ConditionFactory patiently() {
        return await().atMost(PATIENCE).ignoreExceptions();
    }
}
