package io.burnin.server.verdict;

import static io.burnin.server.verdict.JudgedRun.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.burnin.bundle.Part;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.Captured;
import io.burnin.protocol.RunRecord.CapturedPiece;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.TestPlan;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What was captured of a target, from its agent to whoever looks at it; run on each database. */
abstract class ArtifactScenarios {

    private static final String CONTENT = "<script>alert(1)</script>\nlast line\n";

    @Inject
    JudgingWatch watch;

    @Test
    void areHandedOutAsFilesOnceAllOfThemHasComeIn() {
        byte[] packed = gzip(CONTENT);
        JudgedRun run = JudgedRun.started()
                .record(captured(1, "start", "wor\"ker .log", 2))
                .record(new CapturedPiece(START, 1, 1, Arrays.copyOf(packed, 10)))
                .send();

        fetch(run, 1).then().statusCode(404).body("detail", containsString("1 of 2 pieces have come in"));
        list(run).then().body("whole", contains(false));

        run.record(new CapturedPiece(START, 1, 2, Arrays.copyOfRange(packed, 10, packed.length)))
                .send();
        fetch(run, 1)
                .then()
                .statusCode(200)
                .header("Content-Type", containsString("text/plain"))
                .header("Content-Disposition", equalTo("attachment; filename=\"0001-start-wor_ker_.log\""))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Content-Security-Policy", containsString("sandbox"));
        assertThat(fetch(run, 1).asByteArray()).isEqualTo(CONTENT.getBytes(StandardCharsets.UTF_8));
        list(run)
                .then()
                .body("id", contains(1))
                .body("name", contains("0001-start-wor_ker_.log"))
                .body("source", contains("/srv/logs/wor\"ker .log"))
                .body("when", contains("start"))
                .body("bytes", contains(CONTENT.length()))
                .body("truncated", contains(true))
                .body("redacted", contains(2))
                .body("whole", contains(true))
                .body("sha256", contains("0".repeat(64)))
                .body("at", contains(START.toString()));
    }

    @Test
    void thatAreAbsentSayWhy() {
        JudgedRun run = JudgedRun.started().record(absent(1)).send();

        list(run)
                .then()
                .body("absent", contains("no file of that name is there"))
                .body("whole", contains(false));
        fetch(run, 1).then().statusCode(404).body("detail", containsString("no file of that name is there"));
        fetch(run, 2).then().statusCode(404).body("detail", containsString("has no artifact 2"));
    }

    @Test
    void standInTheBundleInTheReportAndOnTheTimeLine() throws IOException {
        JudgedRun run = JudgedRun.started()
                .healthy(10)
                .record(captured(1, "end", "worker.log", 1))
                .record(new CapturedPiece(START, 1, 1, gzip(CONTENT)))
                .record(absent(2))
                .finished(20);

        Unpacked bundle = Unpacked.of(run.id());

        assertThat(new String(bundle.entries().get("artifacts/0001-end-worker.log"), StandardCharsets.UTF_8))
                .isEqualTo(CONTENT);
        assertThat(bundle.lines(Part.ARTIFACTS))
                .extracting(line -> line.get("file"), line -> line.get("absent"))
                .containsExactly(
                        tuple("artifacts/0001-end-worker.log", null), tuple(null, "no file of that name is there"));
        Api.asA("VIEWER")
                .accept("text/markdown")
                .get("/runs/{run}/report", run.id())
                .then()
                .body(containsString("[/srv/logs/worker.log](/runs/%s/artifacts/1)".formatted(run.id())))
                .body(containsString("absent: no file of that name is there"));
        Api.asA("VIEWER")
                .accept("text/html")
                .get("/runs/{run}/report", run.id())
                .then()
                .body(containsString("<a href=\"/runs/%s/artifacts/1\">".formatted(run.id())));
        Api.asA("VIEWER").get("/runs/{run}/events", run.id()).then().body("items.kind", hasItem("captured"));
    }

    @Test
    void thatComeAgainChangeNothing() {
        var agent = new FakeAgent().register();
        String plan = TestPlan.fresh().upload().name();
        Api.asAdmin()
                .contentType("application/json")
                .body(Map.of("plan", plan, "profile", "short", "target", agent.target()))
                .post("/runs")
                .then()
                .statusCode(201);
        var leased = agent.leased();
        List<String> lines = List.of(
                FakeAgent.line(new RunRecord.RunStarted(START, Map.of())),
                FakeAgent.line(captured(1, "start", "a.log", 1)),
                FakeAgent.line(new CapturedPiece(START, 1, 1, gzip(CONTENT))));

        agent.post(leased, 1, lines).then().statusCode(200);
        agent.post(leased, 1, lines).then().statusCode(200);

        Api.asAdmin()
                .get("/runs/{run}/artifacts", leased.run())
                .then()
                .body("id", contains(1))
                .body("whole", contains(true));
    }

    @Test
    void thatAreNoneAreRefused() {
        JudgedRun run = JudgedRun.started().send();

        assertThat(run.refusal(captured(1, "whenever", "a.log", 1))).contains("one of the moments of plans");
        assertThat(run.refusal(captured(1, "end", "", 1))).contains("name");
        assertThat(run.refusal(new CapturedPiece(START, 1, 1, new byte[CapturedPiece.MOST_BYTES + 1])))
                .contains("1 to 65536 bytes");
        list(run).then().body("$", empty());

        run.record(captured(1, "end", "a.log", 1))
                .record(new CapturedPiece(START, 7, 1, new byte[1]))
                .send();
        assertThat(run.refusal(captured(1, "end", "b.log", 1))).contains("has an artifact 1 already");
        list(run).then().body("id", contains(1));
    }

    /** A run that goes on whatever comes: its agent hears that it is red, so that it can capture what that looks like. */
    @Test
    void atRedAreAskedForInARunThatGoesOn() {
        JudgedRun run = JudgedRun.started(
                plan -> plan.replace("stopOn: red", "stopOn: never\ncapture: [{files: /srv/logs/*.log, when: red}]"));
        run.healthy(10).send();
        watch.look();
        assertThat(run.reds()).isEmpty();

        run.failure(11).send();

        watch.look();

        assertThat(run.reds())
                .hasSize(1)
                .allSatisfy(reason -> assertThat(reason).startsWith("failures: "));
        assertThat(run.orders()).isEmpty();
    }

    private static Captured captured(int number, String moment, String name, int pieces) {
        return new Captured(
                START,
                number,
                name,
                "/srv/logs/" + name,
                moment,
                "the tests are over",
                CONTENT.length(),
                true,
                2,
                "0".repeat(64),
                pieces,
                "");
    }

    private static Captured absent(int number) {
        return new Captured(
                START,
                number,
                "b.log",
                "/srv/logs/b.log",
                "end",
                "over",
                0,
                false,
                0,
                "",
                0,
                "no file of that name is there");
    }

    private static Response list(JudgedRun run) {
        return Api.asA("VIEWER").get("/runs/{run}/artifacts", run.id());
    }

    private static Response fetch(JudgedRun run, int number) {
        return Api.asA("VIEWER").get("/runs/{run}/artifacts/{number}", run.id(), number);
    }

    private static byte[] gzip(String text) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return packed.toByteArray();
    }
}
