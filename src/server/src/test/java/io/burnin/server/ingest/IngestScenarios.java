package io.burnin.server.ingest;

import static io.burnin.server.FakeAgent.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.Absent;
import io.burnin.protocol.RunRecord.OccurrenceEnded;
import io.burnin.protocol.RunRecord.OccurrenceStarted;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.protocol.RunRecord.RunStarted;
import io.burnin.protocol.RunRecord.Samples;
import io.burnin.protocol.RunRecord.Seen;
import io.burnin.protocol.RunRecord.States;
import io.burnin.protocol.RunRecord.StepEnded;
import io.burnin.protocol.RunRecord.StepIntended;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.FakeAgent.Leased;
import io.burnin.server.TestPlan;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents may expect of {@code /runs/{id}/batches}; run on each database. */
abstract class IngestScenarios {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @Inject
    StoredRecords stored;

    private FakeAgent agent;
    private Leased run;

    @BeforeEach
    void leaseARun() {
        agent = new FakeAgent().register();
        run = startedRun();
    }

    @Test
    void storesEveryKindOfRecord() {
        List<String> lines = lines(
                new RunStarted(START, Map.of("os", "Linux")),
                new OccurrenceStarted(START.plusSeconds(1), "calm", 1, START),
                new StepIntended(START.plusSeconds(2), "calm", 1, "steps/0", "wait", "wait 1 s"),
                new Samples(
                        "front.latency",
                        Map.of("b", "2", "a", "1"),
                        new long[] {1_800_000_000_000L, 1_800_000_001_000L},
                        new double[] {3, 4.5}),
                new States("front.state", Map.of(), new long[] {1_800_000_000_000L}, List.of("calm")),
                new Seen(START.plusSeconds(3), "front.failures", Map.of(), "GET /health 500"),
                new Absent(START.plusSeconds(5), START.plusSeconds(4), "front", "connection refused"),
                new StepEnded(
                        START.plusSeconds(6),
                        "calm",
                        1,
                        "steps/0",
                        StepEnded.Outcome.OK,
                        Optional.empty(),
                        "",
                        1000.5,
                        Map.of("status", "200")),
                new RunRecord.FaultBegan(START.plusSeconds(7), "calm", 1),
                new RunRecord.FaultEnded(START.plusSeconds(8), "calm", 1),
                new RunRecord.Gap(START.plusSeconds(10), START.plusSeconds(9), "restarted"),
                new RunRecord.Event(START.plusSeconds(11), "crash", "worker died", Map.of("pid", "7")),
                new OccurrenceEnded(START.plusSeconds(12), "calm", 1, OccurrenceStatus.FINISHED, Optional.empty(), ""),
                new RunEnded(START.plusSeconds(13), RunEnded.Outcome.FINISHED, Optional.empty(), "", ""));

        agent.post(run, 1, lines).then().statusCode(200).body("acknowledged", equalTo(14));

        Api.asAdmin()
                .get("/runs/{run}", run.run())
                .then()
                .body("state", equalTo("FINISHED"))
                .body("startedAt", equalTo("2026-03-01T10:00:00Z"))
                .body("endedAt", equalTo("2026-03-01T10:00:13Z"))
                .body("records.stored", equalTo(14));
        Api.asAdmin()
                .get("/runs/{run}/tests/calm", run.run())
                .then()
                .statusCode(200)
                .body("occurrences.status", contains("FINISHED"))
                .body("steps.outcome", contains("OK"))
                .body("steps.millis", contains(1000.5f))
                .body("steps.detail.status", contains("200"));
        Api.asAdmin()
                .get("/runs/{run}/events", run.run())
                .then()
                .body(
                        "items.kind",
                        contains(
                                "queued",
                                "leased",
                                "run-started",
                                "occurrence-started",
                                "step-intended",
                                "step-ended",
                                "fault-began",
                                "fault-ended",
                                "gap",
                                "event",
                                "occurrence-ended",
                                "run-ended"));
        assertThat(stored.samples(run.run()))
                .containsExactly(
                        new StoredRecords.Sample("front.latency", "{\"a\":\"1\",\"b\":\"2\"}", 1_800_000_000_000L, 3),
                        new StoredRecords.Sample(
                                "front.latency", "{\"a\":\"1\",\"b\":\"2\"}", 1_800_000_001_000L, 4.5));
        assertThat(stored.count("state_sample", run.run())).isEqualTo(1);
        assertThat(stored.count("exemplar", run.run())).isEqualTo(1);
        assertThat(stored.count("absence", run.run())).isEqualTo(1);
    }

    @Test
    void skipsWhatItKnows() {
        agent.post(run, 1, samples(1, 4)).then().body("acknowledged", equalTo(4));

        agent.post(run, 1, samples(1, 4)).then().statusCode(200).body("acknowledged", equalTo(4));
        agent.post(run, 3, samples(3, 6)).then().statusCode(200).body("acknowledged", equalTo(6));

        assertThat(readings()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
        show().body("records.stored", equalTo(6))
                .body("records.duplicates", equalTo(6))
                .body("records.late", equalTo(0));
    }

    @Test
    void countsWhatComesLate() {
        double before = counted("late");

        agent.post(new Leased(run.run(), run.fence() - 1), 1, samples(1, 3))
                .then()
                .statusCode(410);

        show().body("records.late", equalTo(3)).body("records.duplicates", equalTo(0));
        assertThat(counted("late")).isEqualTo(before + 3);
    }

    @Test
    void countsForPrometheus() {
        double stored = counted("stored");
        double duplicates = counted("duplicate");

        agent.post(run, 1, samples(1, 4));
        agent.post(run, 2, samples(2, 5));

        assertThat(counted("stored")).isEqualTo(stored + 5);
        assertThat(counted("duplicate")).isEqualTo(duplicates + 3);
    }

    @Test
    void tellsWhichRecordIsMissing() {
        agent.post(run, 1, samples(1, 2));

        agent.post(run, 5, samples(5, 6))
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("expectedSeq", equalTo(3));

        assertThat(readings()).containsExactly(1.0, 2.0);
    }

    @Test
    void tellsHowFarItIsToABatchWithoutRecords() {
        agent.post(run, 1, samples(1, 4));

        agent.post(run, 5, List.of()).then().statusCode(200).body("acknowledged", equalTo(4));
        agent.post(run, 9, List.of()).then().statusCode(409).body("expectedSeq", equalTo(5));
    }

    /** A gap takes over the numbers of the records that are lost, whatever of them was stored before they were. */
    @Test
    void takesAGapForManyRecords() {
        agent.post(run, 1, samples(1, 4)).then().body("acknowledged", equalTo(4));
        List<String> thinned = new ArrayList<>(lines(new RunRecord.Gap(START.plusSeconds(9), START, "thinned", 8)));
        thinned.addAll(samples(10, 11));

        agent.post(run, 2, thinned).then().statusCode(200).body("acknowledged", equalTo(11));
        agent.post(run, 2, thinned).then().statusCode(200).body("acknowledged", equalTo(11));

        assertThat(readings()).containsExactly(1.0, 2.0, 3.0, 4.0, 10.0, 11.0);
        Api.asAdmin()
                .get("/runs/{run}/events", run.run())
                .then()
                .body("items.findAll { it.kind == 'gap' }", hasSize(1));
    }

    @Test
    void refusesAnOldLeaseAndAnUnknownRun() {
        agent.post(new Leased(run.run(), run.fence() - 1), 1, samples(1, 1))
                .then()
                .statusCode(410)
                .contentType("application/problem+json");
        agent.post(new Leased(UUID.randomUUID().toString(), 1), 1, samples(1, 1))
                .then()
                .statusCode(404)
                .body("detail", containsString("keep what there is of it"));
        agent.post(new Leased("nonsense", 1), 1, samples(1, 1)).then().statusCode(404);
        assertThat(readings()).isEmpty();
    }

    @Test
    void refusesAnotherAgent() {
        FakeAgent other = new FakeAgent().register();

        other.post(run, 1, samples(1, 1)).then().statusCode(403);

        assertThat(readings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "null",
                "[]",
                "{\"type\":\"unheard-of\"}",
                "{\"type\":\"samples\",\"metric\":\"m\",\"labels\":{},\"times\":[1800000000000],\"values\":[]}",
                "{\"type\":\"samples\",\"metric\":\"m\",\"labels\":{},\"times\":[1800000000000],\"values\":[\"NaN\"]}",
                "{\"type\":\"samples\",\"metric\":\"m\",\"labels\":{},\"times\":[1800000000000],\"values\":[\"Infinity\"]}",
                "{\"type\":\"samples\",\"metric\":\"m\",\"labels\":{},\"times\":[1800000000000],\"values\":[-1e999]}",
                "{\"type\":\"samples\",\"metric\":\"m\",\"labels\":{},\"times\":[1800000000000],\"values\":[null]}",
                "{\"type\":\"samples\",\"metric\":\"m\",\"labels\":{},\"times\":[0],\"values\":[1]}",
                "{\"type\":\"samples\",\"metric\":\"m\",\"labels\":{},\"times\":[99999999999999],\"values\":[1]}",
                "{\"type\":\"samples\",\"metric\":\"m\",\"labels\":{},\"times\":[1800000000001,1800000000000],\"values\":[1,2]}",
                "{\"type\":\"samples\",\"metric\":\"\",\"labels\":{},\"times\":[1800000000000],\"values\":[1]}",
                "{\"type\":\"samples\",\"labels\":{},\"times\":[1800000000000],\"values\":[1]}",
                "{\"type\":\"samples\",\"metric\":\"m\",\"labels\":{\"a\":null},\"times\":[1800000000000],\"values\":[1]}",
                "{\"type\":\"gap\",\"at\":\"2026-03-01T10:00:00Z\",\"reason\":\"no start\"}",
                "{\"type\":\"gap\",\"at\":\"2026-03-01T10:00:00Z\",\"from\":\"2026-03-01T10:00:00Z\",\"reason\":\"\",\"lost\":-1}",
                "{\"type\":\"gap\",\"at\":\"+999999999-01-01T00:00:00Z\",\"from\":\"2026-03-01T10:00:00Z\",\"reason\":\"\"}",
            })
    void storesNothingOfABatchWithABadRecord(String bad) {
        List<String> lines = new ArrayList<>(samples(1, 2));
        lines.add(bad);

        agent.post(run, 1, lines)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:burnin:bad-record"))
                .body("line", equalTo(4))
                .body("detail", containsString("line 4: "));

        assertThat(readings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "'{\"fence\":1}'", "'{\"fence\":1,\"firstSeq\":0}'", "'nonsense'"})
    void refusesABatchWithoutAHead(String head) {
        agent.postRaw(run.run(), head + "\n").then().statusCode(400).body("line", equalTo(1));
    }

    /** Not gzip at all, and gzip that ends in its middle. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "1f8b08000000000000ff"})
    void refusesABatchThatIsNotPackedAsItSays(String body) {
        byte[] bytes = body.startsWith("1f") ? HexFormat.of().parseHex(body) : body.getBytes(StandardCharsets.UTF_8);

        Api.asAdmin()
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .body(bytes)
                .post("/runs/{run}/batches", run.run())
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:burnin:bad-record"))
                .body("detail", containsString("not gzip"));
    }

    @Test
    void takesABatchThatIsNotPacked() {
        String body = "{\"fence\":%d,\"firstSeq\":1}\n".formatted(run.fence()) + String.join("\n", samples(1, 2));

        Api.asAdmin()
                .header("Content-Type", "application/x-ndjson")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/runs/{run}/batches", run.run())
                .then()
                .statusCode(200);
    }

    @Test
    void refusesABatchThatUnpacksToTooMuch() {
        String bomb = "{\"fence\":%d,\"firstSeq\":1}\n".formatted(run.fence()) + " ".repeat(40 << 20);

        agent.postRaw(run.run(), bomb).then().statusCode(413).contentType("application/problem+json");
    }

    @Test
    void takesTextsThatADatabaseWouldRefuse() {
        var nul = new Absent(START, START, "front", "a\0b" + "x".repeat(10_000));
        var event = new RunRecord.Event(START, "crash", "a\0b", Map.of());

        agent.post(run, 1, lines(nul, event)).then().statusCode(200).body("acknowledged", equalTo(2));
    }

    @Test
    void ignoresMembersOfNewerAgents() {
        String newer = line(new RunRecord.Gap(START, START, "")).replaceFirst("\\{", "{\"mood\":\"good\",");

        agent.post(run, 1, List.of(newer)).then().statusCode(200);

        Api.asAdmin().get("/verdicts/{run}", run.run()).then().statusCode(200);
        Api.asAdmin().get("/runs/{run}/report", run.run()).then().statusCode(200);
    }

    @Test
    void takesNothingAfterTheEnd() {
        agent.post(run, 1, lines(ended(RunEnded.Outcome.ABORTED, ErrorClass.CANCELED)))
                .then()
                .statusCode(200);

        agent.post(run, 1, lines(ended(RunEnded.Outcome.ABORTED, ErrorClass.CANCELED)))
                .then()
                .statusCode(200);
        agent.post(run, 2, samples(2, 2)).then().statusCode(410);

        show().body("records.late", equalTo(1))
                .body("state", equalTo("ABORTED"))
                .body("errorClass", equalTo("CANCELED"))
                .body("targetDirty", equalTo("core is down"));
    }

    @Test
    void pairsTheStepsOfARepeat() {
        List<RunRecord> records = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            records.add(new StepIntended(START.plusSeconds(2L * i), "calm", 1, "steps/0", "wait", "wait"));
            records.add(new StepEnded(
                    START.plusSeconds(2L * i + 1),
                    "calm",
                    1,
                    "steps/0",
                    StepEnded.Outcome.OK,
                    Optional.empty(),
                    "",
                    i,
                    Map.of()));
        }
        records.addFirst(new OccurrenceStarted(START, "calm", 1, START));

        agent.post(run, 1, lines(records.toArray(RunRecord[]::new))).then().statusCode(200);

        Api.asAdmin().get("/runs/{run}/tests/calm", run.run()).then().body("steps.millis", contains(0f, 1f, 2f));
    }

    @Test
    void keepsATestThatWasSkipped() {
        var skipped = new OccurrenceEnded(
                START, "calm", 1, OccurrenceStatus.SKIPPED, Optional.of(ErrorClass.CONFIG), "not allowed here");

        agent.post(run, 1, lines(skipped)).then().statusCode(200);

        Api.asAdmin()
                .get("/runs/{run}/tests", run.run())
                .then()
                .body("occurrences", hasSize(1))
                .body("[0].occurrences[0].status", equalTo("SKIPPED"));
    }

    /** Whatever is sent again, out of order, in other pieces, or refused: what is stored is what was recorded, once. */
    @Test
    void storesEveryRecordExactlyOnce() {
        for (long seed = 0; seed < 5; seed++) {
            var random = new SplittableRandom(seed);
            Leased victim = startedRun();
            int total = random.nextInt(50, 150);
            long acknowledged = 0;
            while (acknowledged < total) {
                long first = Math.clamp(acknowledged + random.nextLong(-15, 5), 1, total);
                long last = Math.min(total, first + random.nextLong(30));
                List<String> lines = new ArrayList<>(samples(first, last));
                if (random.nextInt(5) == 0) {
                    lines.set(random.nextInt(lines.size()), "torn");
                }
                var answer = agent.post(victim, first, lines);
                acknowledged = answer.statusCode() == 200
                        ? Math.max(acknowledged, answer.<Integer>path("acknowledged"))
                        : acknowledged;
            }

            assertThat(stored.samples(victim.run()).stream().map(StoredRecords.Sample::reading))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, total)
                            .mapToObj(each -> (double) each)
                            .toList());
            agent.post(victim, total + 1, lines(ended(RunEnded.Outcome.FINISHED, ErrorClass.TEST)));
        }
    }

    private Leased startedRun() {
        TestPlan plan = TestPlan.fresh().upload();
        Api.asAdmin()
                .contentType("application/json")
                .body(Map.of("plan", plan.name(), "profile", "short", "target", agent.target()))
                .post("/runs")
                .then()
                .statusCode(201);
        return agent.leased();
    }

    private ValidatableResponse show() {
        return Api.asAdmin().get("/runs/{run}", run.run()).then().statusCode(200);
    }

    /** Of this server, and of all runs. */
    private static double counted(String outcome) {
        String line = "burnin_records_total{outcome=\"%s\"} ".formatted(outcome);
        return Api.asAdmin()
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(each -> each.startsWith(line))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
                .sum();
    }

    private List<Double> readings() {
        return stored.samples(run.run()).stream()
                .map(StoredRecords.Sample::reading)
                .toList();
    }

    /** One sample a record, its value the record's number. */
    private static List<String> samples(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(seq -> line(new Samples(
                        "front.latency", Map.of(), new long[] {START.toEpochMilli() + seq}, new double[] {seq})))
                .toList();
    }

    private static RunEnded ended(RunEnded.Outcome outcome, ErrorClass errorClass) {
        return new RunEnded(START.plusSeconds(60), outcome, Optional.of(errorClass), "because", "core is down");
    }

    private static List<String> lines(RunRecord... records) {
        return List.of(records).stream().map(FakeAgent::line).toList();
    }
}
