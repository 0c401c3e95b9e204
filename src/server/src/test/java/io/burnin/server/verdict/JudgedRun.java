package io.burnin.server.verdict;

import static io.burnin.server.FakeAgent.line;

import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.Expected;
import io.burnin.protocol.RunRecord.FaultBegan;
import io.burnin.protocol.RunRecord.FaultEnded;
import io.burnin.protocol.RunRecord.OccurrenceEnded;
import io.burnin.protocol.RunRecord.OccurrenceStarted;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.protocol.RunRecord.RunStarted;
import io.burnin.protocol.RunRecord.Samples;
import io.burnin.protocol.RunRecord.Seen;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.FakeAgent.Leased;
import io.burnin.verdict.Evidence.Expectation;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A run whose records a test writes, second by second; of a plan that watches a front and disturbs it once. */
final class JudgedRun {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    /** How a run is ordered where that matters. */
    record Order(FakeAgent agent, Instant start, String profile, Map<String, ?> more) {
        static Order on(FakeAgent agent, Instant start) {
            return new Order(agent, start, "short", Map.of());
        }
    }

    private final FakeAgent agent;
    private final Leased leased;
    private final List<String> lines = new ArrayList<>();
    private final Instant start;
    private double latency = 12;
    private long sent;

    private final String plan;

    private JudgedRun(String plan, Order order) {
        this.plan = plan;
        this.agent = order.agent();
        this.start = order.start();
        var body = new HashMap<String, Object>(order.more());
        body.putAll(Map.of("plan", plan, "profile", order.profile(), "target", agent.target()));
        Api.asAdmin()
                .contentType("application/json")
                .body(body)
                .post("/runs")
                .then()
                .statusCode(201);
        leased = agent.leased();
        record(new RunStarted(start, Map.of("os", "Linux")));
    }

    static JudgedRun started() {
        return started(text -> text);
    }

    /** Of a plan that differs from the usual. */
    static JudgedRun started(UnaryOperator<String> change) {
        return of(uploaded(plan -> change.apply(text(plan))), Order.on(new FakeAgent().register(), START));
    }

    static JudgedRun of(String plan, Order order) {
        return new JudgedRun(plan, order);
    }

    /** The name of a plan of its own. */
    static String uploaded(UnaryOperator<String> text) {
        String plan = "plan-" + UUID.randomUUID().toString().substring(0, 8);
        Api.asAdmin()
                .contentType("application/yaml")
                .body(text.apply(plan).getBytes(StandardCharsets.UTF_8))
                .post("/plans")
                .then()
                .statusCode(201);
        return plan;
    }

    static String text(String plan) {
        return """
                burnin: 1
                plan: %s
                title: A front
                goal: Show that runs are judged
                parameters:
                  address: {default: "http://localhost:1", role: place}
                probes:
                  front: {http: "${address}/health", every: 1s}
                tests:
                  calm:
                    title: Nothing happens
                    steps:
                      - await: {last: front.ok, is: exactly 1, within: 10s}
                        as: healthy
                    criteria:
                      answers: {increase: front.failures, green: exactly 0, otherwise: red, severity: high, onRed: rollback}
                profiles:
                  short: {duration: 60s, schedule: [{at: 0s, test: calm}]}
                criteria:
                  latency: {title: Latency (p95), p95: front.latency, window: {except: faults}, green: below 500 ms, yellow: at most 1000 ms, otherwise: red}
                  failures: {increase: front.failures, green: exactly 0, otherwise: red, severity: high}
                  reads: {ratio: [front.failures, front.requests], green: below 10 %%, otherwise: red}
                stopOn: red
                report: {title: Front Results, metrics: [{label: Latency, value: latency}, {label: Requests, value: increase front.requests}], recommendation: {proceed: Go, fix: Mend it, rollback: Go back}}
                dashboard: [latency, reads, front.ok, front.requests]
                """.formatted(plan);
    }

    String id() {
        return leased.run();
    }

    String plan() {
        return plan;
    }

    JudgedRun record(RunRecord record) {
        lines.add(line(record));
        return this;
    }

    /** One sample a second; the last of them stand in the last second before {@code to}. */
    JudgedRun samples(String metric, int from, int to, double value) {
        long[] times = new long[to - from];
        double[] values = new double[to - from];
        for (int i = 0; i < times.length; i++) {
            times[i] = start.plusSeconds(from + i).toEpochMilli();
            values[i] = value;
        }
        return record(new Samples(metric, Map.of(), times, values));
    }

    /** What each answer takes, in milliseconds. */
    JudgedRun answeringIn(double millis) {
        latency = millis;
        return this;
    }

    /** All that a healthy front shows until then, in pieces as an agent sends them. */
    JudgedRun healthy(int until) {
        record(new OccurrenceStarted(start.plusSeconds(1), "calm", 1, start));
        for (int second = 1; second < until; second += 7) {
            int to = Math.min(until, second + 7);
            samples("front.ok", second, to, 1);
            samples("front.requests", second, to, 1);
            samples("front.failures", second, to, 0);
            samples("front.latency", second, to, latency);
            send();
        }
        return this;
    }

    JudgedRun failure(int second) {
        samples("front.failures", second, second + 1, 1);
        return record(new Seen(start.plusSeconds(second), "front.failures", Map.of(), "GET /health answered 500"));
    }

    JudgedRun fault(int from, int to) {
        record(new FaultBegan(start.plusSeconds(from), "calm", 1));
        return record(new FaultEnded(start.plusSeconds(to), "calm", 1));
    }

    /** The test's expectation is met, and all ends as planned. */
    JudgedRun finished(int second) {
        return finished(second, "");
    }

    /** @param targetDirty what could not be undone */
    JudgedRun finished(int second, String targetDirty) {
        Instant end = start.plusSeconds(second);
        record(new Expected(end.minusSeconds(2), "calm", 1, "healthy", Expectation.Result.MET, "exactly 1", "1", 12));
        record(new OccurrenceEnded(end.minusSeconds(1), "calm", 1, OccurrenceStatus.FINISHED, Optional.empty(), ""));
        record(new RunEnded(end, RunEnded.Outcome.FINISHED, Optional.empty(), "", targetDirty));
        return send();
    }

    JudgedRun send() {
        agent.post(leased, sent + 1, lines).then().statusCode(200);
        sent += lines.size();
        lines.clear();
        return this;
    }

    /** Why the server does not take a record; nothing of it is stored. */
    String refusal(RunRecord record) {
        return agent.post(leased, sent + lines.size() + 1, List.of(line(record)))
                .then()
                .statusCode(400)
                .extract()
                .path("detail");
    }

    /** What the agent hears at its next heartbeat. */
    List<String> orders() {
        return heard("orders.kind");
    }

    /** What of its run is red though it goes on, as the agent hears at its next heartbeat. */
    List<String> reds() {
        return heard("reds.reason");
    }

    private List<String> heard(String path) {
        return agent.heartbeat(leased, sent, "")
                .then()
                .statusCode(200)
                .extract()
                .path(path);
    }
}
