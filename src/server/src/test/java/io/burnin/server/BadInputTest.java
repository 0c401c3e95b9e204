package io.burnin.server;

import static io.burnin.server.FakeAgent.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.burnin.protocol.RunRecord.Gap;
import io.burnin.server.FakeAgent.Leased;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The list of what people and programs send by mistake. Each is refused as problem+json that says where it is wrong and what to do,
 * and leaves nothing behind. What YAML makes of plans is held in detail by {@code YamlTrapsTest} and {@code SourceTextTest}, a
 * database that is down at start by {@link DatabaseCheckTest}.
 */
@QuarkusTest
class BadInputTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestPlan plan = TestPlan.fresh();
    private final String record = line(new Gap(NOON, NOON, "restarted"));

    /** What is replaced in a good plan, by what; the line that is named, the message, the remedy. */
    static final List<Arguments> PLANS = List.of(
            // malformed
            Arguments.of("goal: Show", "goal: [Show", 5, "not YAML", "brackets"),
            Arguments.of("    title: Nothing", "\ttitle: Nothing", 12, "a tab", "spaces"),
            Arguments.of("goal: Show", "title: Show", 4, "stands here twice", "keep one"),
            // unknown keys and names
            Arguments.of("wait: 1s", "wiat: 1s", 14, "'wiat' is not a key of a step", "write: - wait: 1s"),
            Arguments.of("front.failures", "front.failurse", 16, "front.failurse", "front.failures"),
            Arguments.of("${address}", "${adress}", 9, "no parameter 'adress'", "did you mean 'address'"),
            Arguments.of("test: calm", "test: clam", 18, "clam", "calm"),
            // wrong units
            Arguments.of("wait: 1s", "wait: 1", 14, "'1' has no unit", "write 1s"),
            Arguments.of("wait: 1s", "wait: 1 parsec", 14, "'1 parsec' is not a duration", "30s"),
            Arguments.of("exactly 0", "below 5 parsecs", 16, "'parsecs' is not a unit", "there are: %, us, ms"),
            Arguments.of("exactly 0", "below 5 ms", 16, "a number without a unit", "green: below 5,"),
            // traps of YAML
            Arguments.of("increase: front.failures", "value: ratio(a, b)", 16, "comma ends the value", "ratio: [a, b]"),
            Arguments.of("exactly 0", ">= 95", 16, "not a comparison", "green: at least 95"),
            Arguments.of("title: A small plan", "title: *small*", 3, "anchor", "\"*small*\""),
            Arguments.of("every: 1s", "unit: %", 9, "cannot begin with %", "unit: \"%\""),
            Arguments.of("\"${address}/health\"", "${address}/health", 9, "needs quotes", "\"${address}/health\""),
            Arguments.of("\"http://localhost:1\"", "\"C:\\Users\"", 6, "begins an escape", "'C:\\Users'"),
            Arguments.of("\"http://localhost:1\"", "\"C:\\temp\"", 6, "holds a tab", "'C:\\temp'"),
            // reserved words that are not built yet
            Arguments.of("wait: 1s", "exec: {run: [ls]}", 14, "`exec` is not supported yet", "remove it"),
            Arguments.of("{http: \"${address}/health\"", "{tcp: 80", 9, "`tcp` is not supported yet", "remove it"),
            Arguments.of("{at: 0s", "{daily: \"04:00\"", 18, "`daily` is not supported yet", "remove it"));

    @ParameterizedTest(name = "{1}")
    @FieldSource("PLANS")
    void aPlanWithAMistake(String right, String wrong, int line, String message, String remedy) {
        String text = plan.text().replace(right, wrong);
        assertThat(text).as("has the mistake").isNotEqualTo(plan.text());

        refused(upload(bytes(text)), 422, "invalid-plan", message, remedy, "line %d, column ".formatted(line))
                .body("problems.line", hasItem(line))
                .body("problems.column", everyItem(greaterThan(0)))
                .body("problems.message", hasItem(containsString(message)))
                .body("problems.remedy", hasItem(containsString(remedy)));

        Api.asAdmin().get("/plans/{name}", plan.name()).then().statusCode(404);
    }

    /** Texts that YAML 1.1 would turn into a number, a truth or infinity. */
    @ParameterizedTest
    @ValueSource(strings = {"12:30", "on", "0012345", "12e3456"})
    void aPlanWhoseTextLooksLikeSomethingElseStaysAsItIs(String title) {
        upload(bytes(plan.text().replace("A small plan", title)))
                .then()
                .statusCode(201)
                .body("title", equalTo(title));
    }

    /** As PowerShell's {@code >} and {@code Out-File} save it. */
    @ParameterizedTest
    @CsvSource({"UTF-8, 1", "UTF-16LE, 1", "UTF-16BE, 1", "UTF-16LE, 2"})
    void aPlanThatPowerShellSavedIsRead(Charset charset, int newline) {
        String text = newline == 2 ? plan.text().replace("\n", "\r\n") : plan.text();

        upload(("\uFEFF" + text).getBytes(charset)).then().statusCode(201).body("name", equalTo(plan.name()));

        upload(bytes(plan.text())).then().statusCode(200);
    }

    @Test
    void aPlanThatIsTooLarge() {
        refused(upload(bytes(plan.text() + "# " + "x".repeat(1 << 20))), 413, "too-large", "a plan", "1048576 bytes");

        Api.asAdmin().get("/plans/{name}", plan.name()).then().statusCode(404);
    }

    @Test
    void anUnknownPlan() {
        refused(Api.asAdmin().get("/plans/no-such-plan"), 404, "not-found", "no-such-plan", "POST /plans");
        refused(Api.asAdmin().get("/plans/phase1-burn-in/versions/99"), 404, "not-found", "99", "GET /plans");
        refused(start(Map.of("plan", "no-such-plan")), 404, "not-found", "no-such-plan", "POST /plans");
        refused(start(Map.of("plan", "phase1-burn-in", "version", 99)), 404, "not-found", "99", "GET /plans");
    }

    @Test
    void anUnknownRun() {
        String id = UUID.randomUUID().toString();
        for (String path : List.of(
                "/runs/{run}",
                "/runs/{run}/tests",
                "/runs/{run}/events",
                "/runs/{run}/metrics",
                "/runs/{run}/findings",
                "/runs/{run}/report",
                "/runs/{run}/report.md",
                "/runs/{run}/gate",
                "/verdicts/{run}")) {
            refused(Api.asAdmin().get(path, id), 404, "not-found", id, "GET /runs lists them");
        }
        refused(Api.asAdmin().get("/runs/{run}", "nonsense"), 404, "not-found", "nonsense", "plan#number");
        refused(Api.asAdmin().get("/runs/{run}", "phase1-burn-in#999999"), 404, "not-found", "GET /runs");
        refused(Api.asAdmin().post("/runs/{run}/cancel", id), 404, "not-found", id, "GET /runs lists them");
        refused(Api.asAdmin().post("/runs/{run}/rerun", id), 404, "not-found", id, "GET /runs lists them");
    }

    @Test
    void anUnknownTest() {
        plan.upload();
        refused(start(Map.of("tests", List.of("clam"))), 422, "invalid", "clam", "calm");
        hasRuns(0);

        String run = start(Map.of()).then().statusCode(201).extract().path("id");
        refused(Api.asAdmin().get("/runs/{run}/tests/clam", run), 404, "not-found", "clam", "it has calm");
    }

    @Test
    void anUnknownAgent() {
        String id = UUID.randomUUID().toString();
        refused(Api.asAdmin().get("/agents/{id}", id), 404, "not-found", id, "POST /agents");
        refused(Api.asAdmin().get("/agents/{id}", "nonsense"), 404, "not-found", "nonsense", "POST /agents");
        refused(Api.asAdmin().post("/agents/{id}/lease", id), 404, "not-found", id, "POST /agents");
        refused(
                json(Map.of("sentAt", Instant.now().toString(), "bootId", "b", "runs", List.of()))
                        .post("/agents/{id}/heartbeat", id),
                404,
                "not-found",
                id,
                "POST /agents");
    }

    @Test
    void aSecondStartWithTheSameKey() {
        plan.upload();
        String key = UUID.randomUUID().toString();
        String first = start(Map.of(), key).then().statusCode(201).extract().path("id");

        start(Map.of(), key).then().statusCode(200).body("id", equalTo(first));
        refused(start(Map.of("target", "another"), key), 422, "key-reused", key, plan.name() + "#1", "use a new key");

        hasRuns(1);
    }

    @Test
    void anOrderWithAMistake() {
        plan.upload();
        refusedField("queueFor", "soon", 422, "invalid", "soon is not a duration: write 30s");
        refusedField("queueFor", 30, 400, "bad-request", "a duration such as \"30s\" belongs here");
        refusedField("version", "newest", 400, "bad-request", "newest is not right: a whole number belongs here");
        refusedField("onBusy", "explode", 400, "bad-request", "one of queue, refuse, replace belongs here");
        refusedField("tests", "calm", 400, "bad-request", "a list [ ] belongs here");
        refusedField("labels", "build", 400, "bad-request", "an object { } belongs here");
        refusedField("dryRun", "perhaps", 400, "bad-request", "true or false belongs here");
        refusedField("profiel", "short", 400, "bad-request", "is not known; known are");
        refusedField("profile", " ", 422, "invalid", "must not be blank");
        refused(start(Map.of("profile", "huge")), 422, "invalid", "huge", "it has short");
        refused(start(Map.of("parameters", Map.of("reat", 1))), 422, "invalid", "parameters: reat", "it has");
        refused(json("{\"plan\": ").post("/runs"), 400, "bad-request", "at line 1, column");

        hasRuns(0);
    }

    @Test
    void aBatchWithAGap() {
        FakeAgent agent = new FakeAgent().register();
        plan.upload();
        start(Map.of("target", agent.target())).then().statusCode(201);
        Leased run = agent.leased();
        agent.post(run, 1, List.of(record, record)).then().statusCode(200).body("acknowledged", equalTo(2));

        refused(agent.post(run, 5, List.of(record)), 409, "sequence-gap", "3 to 4 are missing", "send from 3 on")
                .body("expectedSeq", equalTo(3));

        Api.asAdmin().get("/runs/{run}", run.run()).then().body("records.stored", equalTo(2));
    }

    @Test
    void aBatchWithALineThatIsNoRecord() {
        FakeAgent agent = new FakeAgent().register();
        plan.upload();
        start(Map.of("target", agent.target())).then().statusCode(201);
        Leased run = agent.leased();

        refused(agent.post(run, 1, List.of(record, "torn")), 400, "bad-record", "line 3: ")
                .body("line", equalTo(3));

        Api.asAdmin().get("/runs/{run}", run.run()).then().body("records.stored", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/runs", "/plans", "/verdicts", "/agents", "/tokens", "/q/metrics"})
    void noTokenOrAWrongOne(String path) {
        for (Response answer : List.of(
                Api.asNobody().get(path),
                Api.as("burnin_wrong").get(path),
                Api.asNobody().header("Authorization", "Basic YWRtaW46YWRtaW4=").get(path))) {
            refused(answer, 401, "unauthenticated", "Authorization: Bearer", "POST /tokens")
                    .header("WWW-Authenticate", startsWith("Bearer"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/runs", "/tokens", "/q/metrics"})
    void aTokenThatDoesNotAllowIt(String path) {
        refused(Api.asA("AGENT").get(path), 403, "forbidden", "role of this token", "GET /tokens/own");
    }

    @Test
    void aTokenThatMayNotStartRuns() {
        plan.upload();
        refused(
                Api.asA("VIEWER")
                        .contentType("application/json")
                        .body(order(Map.of()))
                        .post("/runs"),
                403,
                "forbidden",
                "role of this token");
        hasRuns(0);
    }

    @Test
    void aBodyOfJsonThatIsTooLarge() {
        refused(
                start(Map.of("labels", Map.of("build", "x".repeat(1 << 20)))),
                413,
                "too-large",
                "1048576 bytes",
                "send less");
    }

    /** The server must not believe a length that nobody told it. */
    @Test
    void aBodyOfUnknownLengthThatIsTooLarge() throws IOException {
        String chunk = "%x\r\n%s\r\n".formatted(1 << 21, " ".repeat(1 << 21));
        assertThat(answerTo("Transfer-Encoding: chunked", chunk + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json", "urn:burnin:too-large");
    }

    /** Refused by its head alone: nobody waits for 70 MB that are not wanted. */
    @Test
    void aBodyLargerThanTheServerReadsAtAll() throws IOException {
        assertThat(answerTo("Content-Length: 70000000", ""))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json", "urn:burnin:too-large", "67108864 at most");
    }

    private static String answerTo(String header, String body) throws IOException {
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            String request = """
                    POST /runs HTTP/1.1
                    Host: 127.0.0.1
                    Authorization: Bearer %s
                    Content-Type: application/json
                    Connection: close
                    %s

                    """.formatted(Api.adminToken(), header).replace("\n", "\r\n");
            socket.getOutputStream().write(bytes(request + body));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void refusedField(String field, Object value, int status, String type, String words) {
        refused(start(Map.of(field, value)), status, type, field, words).body("errors[0].field", equalTo(field));
    }

    /** That status, as problem+json of that type, whose detail has these words and nothing of our code. */
    private static ValidatableResponse refused(Response answer, int status, String type, String... words) {
        ValidatableResponse refusal = answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:burnin:" + type))
                .body("status", equalTo(status))
                .body("title", not(equalTo("")))
                .body("detail", not(allOf(containsString("Exception"), containsString("java."))));
        for (String word : words) {
            refusal.body("detail", containsString(word));
        }
        return refusal;
    }

    private void hasRuns(int number) {
        Api.asAdmin().queryParam("plan", plan.name()).get("/runs").then().body("items", hasSize(number));
    }

    private static Response upload(byte[] text) {
        return Api.asAdmin().contentType("application/yaml").body(text).post("/plans");
    }

    private Response start(Map<String, ?> changes) {
        return json(order(changes)).post("/runs");
    }

    private Response start(Map<String, ?> changes, String key) {
        return json(order(changes)).header("Idempotency-Key", key).post("/runs");
    }

    private Map<String, Object> order(Map<String, ?> changes) {
        Map<String, Object> order = new HashMap<>(Map.of("plan", plan.name(), "profile", "short", "target", "nowhere"));
        order.putAll(changes);
        return order;
    }

    private static RequestSpecification json(Object body) {
        return Api.asAdmin().contentType("application/json").body(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
