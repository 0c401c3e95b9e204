package io.burnin.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.protocol.RunRecord;
import io.burnin.server.Api;
import io.burnin.server.measure.Evidences;
import io.burnin.verdict.Evidence;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers may expect of verdicts, gates, findings and tests; run on each database. */
abstract class VerdictScenarios {

    /** The one that ended as the fault did lived in it, too. */
    private static final int OPERATIONS_FROM_20_TO_25 = 6;

    @Inject
    JudgingWatch watch;

    @Inject
    Evidences evidences;

    private static ValidatableResponse get(String path, Object... values) {
        return Api.asAdmin().get(path, values).then();
    }

    /** Summaries of blocks and raw samples tell the same, wherever a window cuts. */
    @Test
    void readsBackExactlyWhatWasStored() {
        for (long seed = 0; seed < 3; seed++) {
            var random = new SplittableRandom(seed);
            var run = JudgedRun.started();
            var values = new TreeMap<Long, Double>();
            for (int from = 0; from < 300; ) {
                int to = from + random.nextInt(1, 12);
                double value = random.nextInt(5);
                run.samples("front.requests", from, to, value);
                IntStream.range(from, to)
                        .forEach(second ->
                                values.put(JudgedRun.START.plusSeconds(second).toEpochMilli(), value));
                from = to;
                run.send();
            }
            Evidence evidence = evidences.of(UUID.fromString(run.id()));
            SeriesKey series = evidence.series("front.requests").getFirst();
            for (int i = 0; i < 40; i++) {
                Instant from = JudgedRun.START.plusMillis(random.nextInt(-5_000, 310_000));
                var span = new Span(from, from.plusMillis(random.nextInt(1, 200_000)));
                var inside = values.subMap(span.from().toEpochMilli(), span.to().toEpochMilli());
                var scanned = new TreeMap<Long, Double>();

                evidence.scan(series, span, scanned::put);

                assertThat(scanned).as("seed %d, %s", seed, span).isEqualTo(inside);
                assertThat(evidence.lastBefore(series, from)
                                .map(sample -> sample.at().toEpochMilli()))
                        .isEqualTo(Optional.ofNullable(values.lowerKey(from.toEpochMilli())));
            }
        }
    }

    @Test
    void judgesARunThatWentWellGreen() {
        var run = JudgedRun.started().healthy(40).finished(41);

        get("/verdicts/{run}", run.id())
                .statusCode(200)
                .body("light", equalTo("GREEN"))
                .body("conclusive", equalTo(true))
                .body("provisional", equalTo(false))
                .body("recommendation", equalTo("PROCEED"))
                .body("exitCode", equalTo(0))
                .body("revision", equalTo(1))
                .body("reasons", hasSize(0))
                .body("checks.criterion", contains("latency", "failures", "reads", "calm/answers", "calm/healthy"))
                .body("checks.light", everyItem(equalTo("GREEN")))
                .body("checks[0].shown", equalTo("12 ms"))
                .body("checks[1].samples", equalTo(39));
        get("/runs/{run}", run.id()).body("light", equalTo("GREEN"));
    }

    /** Of a single moment: that may have been the one of a failure. */
    @Test
    void judgesNothingGreenWhoseMeasurementsAreLost() {
        Instant moment = JudgedRun.START.plusSeconds(20);
        var run = JudgedRun.started()
                .healthy(40)
                .record(new RunRecord.Gap(moment, moment, "the journal reached its bound", 1))
                .finished(41);

        get("/verdicts/{run}", run.id())
                .body("light", equalTo("YELLOW"))
                .body("exitCode", equalTo(30))
                .body("checks.find { it.criterion == 'failures' }.state", equalTo("INSUFFICIENT"))
                .body("checks.find { it.criterion == 'failures' }.errorClass", equalTo("INFRA"))
                .body("checks.find { it.criterion == 'failures' }.because", containsString("are lost"))
                .body("checks.find { it.criterion == 'calm/healthy' }.light", equalTo("GREEN"));
    }

    @Test
    void saysWhatIsStillMissingWhileARunGoesOn() {
        var run = JudgedRun.started().healthy(20).send();

        get("/verdicts/{run}", run.id())
                .body("light", equalTo("YELLOW"))
                .body("provisional", equalTo(true))
                .body("revision", nullValue())
                .body("exitCode", equalTo(30))
                .body("reasons.subject", hasItem("calm/healthy"));
    }

    @Test
    void sendsNoVerdictToWhoHasItAlready() {
        var run = JudgedRun.started().send();
        String soFar = get("/verdicts/{run}", run.id()).extract().header("ETag");
        known(run, soFar).statusCode(304);

        run.healthy(40).finished(41);

        String last = known(run, soFar)
                .statusCode(200)
                .body("revision", equalTo(1))
                .extract()
                .header("ETag");
        known(run, last).statusCode(304).header("ETag", last);
    }

    private static ValidatableResponse known(JudgedRun run, String tag) {
        return Api.asAdmin()
                .header("If-None-Match", tag)
                .get("/verdicts/{run}", run.id())
                .then();
    }

    @Test
    void judgesOnceThoughManyAsk() {
        var run = JudgedRun.started().healthy(40).finished(41);

        List<CompletableFuture<Integer>> askers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> get("/verdicts/{run}", run.id()).extract().<Integer>path("revision")))
                .toList();

        assertThat(askers).extracting(CompletableFuture::join).containsOnly(1);
    }

    @Test
    void judgesRunsThatNobodyAsksAbout() {
        var run = JudgedRun.started().healthy(40).finished(41);
        get("/runs/{run}", run.id()).body("light", nullValue());

        watch.look();

        get("/runs/{run}", run.id()).body("light", equalTo("GREEN"));
        get("/verdicts?limit=500").body("items.run", hasItem(run.id()));
    }

    @Test
    void endsARunOnceAnEventHasDecided() {
        var run = JudgedRun.started().healthy(20).send();
        watch.look();
        assertThat(run.orders()).isEmpty();

        run.failure(25).send();
        watch.look();

        assertThat(run.orders()).containsExactly("STOP");
        get("/runs/{run}", run.id()).body("ending", containsString("front.failures"));
    }

    @Test
    void showsWhatSpeaksAgainstARun() {
        var run = JudgedRun.started().healthy(40).failure(30).finished(41);

        get("/verdicts/{run}", run.id())
                .body("light", equalTo("RED"))
                .body("exitCode", equalTo(20))
                .body("recommendation", equalTo("ROLLBACK"))
                .body("reasons[0].kind", equalTo("MEASURED"))
                .body("reasons[0].text", containsString("exactly 0 is green"))
                .body(
                        "checks.find { it.criterion == 'failures' }.exemplars.text",
                        contains("GET /health answered 500"));
        get("/runs/{run}/findings", run.id())
                .body("source", contains("failures", "calm/answers"))
                .body("action", everyItem(equalTo("FIX")));
    }

    /** However well the product did. */
    @Test
    void isRedWhereTheTargetWasLeftDirty() {
        var run = JudgedRun.started().healthy(40).finished(41, "calm 1: front was harmed and is not ready");

        get("/verdicts/{run}", run.id())
                .body("light", equalTo("RED"))
                .body("exitCode", equalTo(20))
                .body("recommendation", equalTo("FIX"))
                .body("reasons[0].subject", equalTo("target"));
        get("/runs/{run}", run.id())
                .body("light", equalTo("RED"))
                .body("targetDirty", equalTo("calm 1: front was harmed and is not ready"));
        get("/runs/{run}/report.md", run.id()).body(containsString("front was harmed and is not ready"));
    }

    @Test
    void leavesOutOperationsThatAFaultTouches() {
        var run = JudgedRun.started()
                .healthy(40)
                .fault(20, 25)
                .samples("front.latency", 22, 30, 6_000)
                .finished(41);

        get("/verdicts/{run}", run.id())
                .body("checks[0].light", equalTo("GREEN"))
                .body("checks[0].samples", equalTo(39 - OPERATIONS_FROM_20_TO_25));
    }

    @Test
    void answersAWaiterWhenTheRunEnds() {
        var run = JudgedRun.started().healthy(20).send();
        Instant asked = Instant.now();
        var waiting = CompletableFuture.supplyAsync(
                () -> get("/verdicts/{run}?wait=60s", run.id()).extract().<Boolean>path("provisional"));

        run.finished(41);

        assertThat(waiting.join()).isFalse();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void answersAWaiterWhenTheTimeIsOver() {
        var run = JudgedRun.started().healthy(20).send();

        get("/verdicts/{run}?wait=100ms", run.id()).statusCode(200).body("provisional", equalTo(true));
    }

    @Test
    void opensTheGateForAcceptedLights() {
        var green = JudgedRun.started().healthy(40).finished(41);
        var red = JudgedRun.started().healthy(40).failure(30).finished(41);
        var running = JudgedRun.started().healthy(20).send();

        get("/runs/{run}/gate", green.id()).statusCode(200).body("gate", equalTo("open"));
        get("/runs/{run}/gate", red.id())
                .statusCode(409)
                .body("gate", equalTo("closed"))
                .body("light", equalTo("RED"))
                .body("reasons[0]", containsString("front.failures"))
                .body("report", containsString("/runs/" + red.id() + "/report"));
        get("/runs/{run}/gate?accept=green,yellow", red.id()).statusCode(409);
        get("/runs/{run}/gate?accept=green,red", red.id()).statusCode(200);
        get("/runs/{run}/gate", running.id())
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("gate", equalTo("unfinished"));
    }

    @Test
    void saysOneWordWhereTextIsWanted() {
        var red = JudgedRun.started().healthy(40).failure(30).finished(41);

        Api.asAdmin()
                .accept("text/plain")
                .get("/runs/{run}/gate", red.id())
                .then()
                .statusCode(409)
                .body(equalTo("closed"));
    }

    @Test
    void refusesALightThatThereIsNot() {
        var run = JudgedRun.started().send();

        get("/runs/{run}/gate?accept=blue", run.id())
                .statusCode(422)
                .body("detail", containsString("blue is none of [GREEN, YELLOW, RED]"));
        get("/verdicts/{run}?wait=soon", run.id()).statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/verdicts/{run}", "/runs/{run}/gate", "/runs/{run}/findings", "/runs/{run}/tests"})
    void knowsNoRunThatThereIsNot(String path) {
        get(path, "00000000-0000-0000-0000-000000000000").statusCode(404).contentType("application/problem+json");
    }

    @Test
    void keepsTheFindingsOfPeople() {
        var run = JudgedRun.started().healthy(40).finished(41);

        Api.asA("OPERATOR")
                .contentType("application/json")
                .body(Map.of("description", "a fan is loud", "severity", "LOW", "action", "MONITOR"))
                .post("/runs/{run}/findings", run.id())
                .then()
                .statusCode(201);

        get("/runs/{run}/findings", run.id())
                .body("description", contains("a fan is loud"))
                .body("source", contains("a OPERATOR"));
    }

    @Test
    void letsOnlyOperatorsAddFindings() {
        var run = JudgedRun.started().send();

        Api.asA("VIEWER")
                .contentType("application/json")
                .body(Map.of("description", "x", "severity", "LOW", "action", "MONITOR"))
                .post("/runs/{run}/findings", run.id())
                .then()
                .statusCode(403);
    }

    @Test
    void showsTestsWithTheirLights() {
        var run = JudgedRun.started().healthy(40).failure(30).finished(41);

        get("/runs/{run}/tests", run.id())
                .body("test", contains("calm"))
                .body("light", contains("RED"))
                .body("[0].occurrences[0].status", equalTo("FINISHED"));
        get("/runs/{run}/tests/calm", run.id()).body("checks.criterion", contains("calm/answers", "calm/healthy"));
        get("/runs/{run}/tests/storm", run.id()).statusCode(404).body("detail", containsString("it has calm"));
    }

    @Test
    void listsVerdictsByLightAndPage() {
        var green = JudgedRun.started().healthy(40).finished(41);
        var red = JudgedRun.started().healthy(40).failure(30).finished(41);
        watch.look();

        get("/verdicts?light=red&limit=500")
                .body("items.run", hasItem(red.id()))
                .body("items.run", not(hasItem(green.id())))
                .body("items.light", everyItem(equalTo("RED")));
        String cursor =
                get("/verdicts?limit=1").body("items", hasSize(1)).extract().path("next");
        get("/verdicts?limit=1&cursor={cursor}", cursor).statusCode(200).body("items", hasSize(1));
    }

    @Test
    void showsWhatWasMeasured() {
        var run = JudgedRun.started().healthy(40).finished(41);

        get("/runs/{run}/metrics", run.id())
                .body("find { it.name == 'front.latency' }.unit", equalTo("ms"))
                .body("find { it.name == 'front.latency' }.series", equalTo(1));
        get("/runs/{run}/metrics/front.latency", run.id())
                .body("series[0].samples", equalTo(39))
                .body("series[0].values", everyItem(equalTo(12f)));
        get("/runs/{run}/metrics/front.latency?points=10", run.id())
                .body("series[0].times", hasSize(lessThanOrEqualTo(10)));
        get("/runs/{run}/metrics/front.latency?from=2026-03-01T10:00:05Z&to=2026-03-01T10:00:10Z", run.id())
                .body("series[0].samples", equalTo(5));
        Api.asAdmin()
                .accept("text/csv")
                .get("/runs/{run}/metrics/front.ok", run.id())
                .then()
                .statusCode(200)
                .body(containsString("2026-03-01T10:00:01Z,front.ok,\"\",1.0\n"));
        get("/runs/{run}/metrics/front.mood", run.id()).statusCode(404);
        get("/runs/{run}/metrics/front.ok?from=noon", run.id()).statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"md", "html", "json", "xml"})
    void reportsAtAnyMoment(String form) {
        var running = JudgedRun.started().send();
        var ended = JudgedRun.started().healthy(40).fault(20, 25).failure(30).finished(41);

        get("/runs/{run}/report." + form, running.id()).statusCode(200).body(containsString("ront"));
        get("/runs/{run}/report." + form, ended.id()).statusCode(200);
    }

    @Test
    void reportsInTheFormThatIsAskedFor() {
        var run = JudgedRun.started().healthy(40).finished(41);

        String markdown = Api.asAdmin()
                .accept("text/markdown")
                .get("/runs/{run}/report", run.id())
                .then()
                .contentType("text/markdown")
                .extract()
                .asString();
        assertThat(markdown)
                .startsWith("# Front Results\n\n**Duration:** 0.01 hours  \n**Status:** Green\n")
                .contains("- Latency: 12ms\n- Requests: 39\n")
                .contains("- [x] Go\n- [ ] Mend it\n- [ ] Go back\n");
        Api.asAdmin()
                .accept("text/html")
                .get("/runs/{run}/report", run.id())
                .then()
                .contentType("text/html")
                .body(containsString("<svg"));
        Api.asAdmin()
                .accept("application/xml")
                .get("/runs/{run}/report", run.id())
                .then()
                .contentType("application/xml");
        Api.asAdmin()
                .accept("application/json")
                .get("/runs/{run}/report", run.id())
                .then()
                .body("verdict.light", equalTo("GREEN"))
                .body("charts", hasSize(4));
    }
}
