package io.burnin.server.run;

import static io.burnin.server.FakeAgent.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.Event;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.protocol.RunRecord.RunStarted;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.FakeAgent.Leased;
import io.burnin.server.MovableClock;
import io.burnin.server.TestPlan;
import io.burnin.server.fleet.FleetConfig;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told at once of evidence that stalls and of clocks that disagree; run on each database. */
abstract class AlertScenarios {

    private static final Duration HOURS = Duration.ofHours(3);

    @Inject
    MovableClock clock;

    @Inject
    Clock time;

    @Inject
    FleetConfig fleet;

    @Inject
    AlertConfig config;

    @Inject
    Watch watch;

    @Inject
    StallWatch stalls;

    @Inject
    Listening listening;

    private FakeAgent agent;
    private Leased run;
    private long seq = 1;

    @BeforeEach
    void leaseARun() {
        TestPlan plan = TestPlan.fresh().upload();
        agent = new FakeAgent().register();
        Api.asAdmin()
                .contentType("application/json")
                .body(Map.of("plan", plan.name(), "profile", "short", "target", agent.target()))
                .post("/runs");
        run = agent.leased();
        watch.look();
        beat();
    }

    @AfterEach
    void backToTheTimeOfTheHost() {
        end();
        clock.reset();
    }

    @Test
    void isOpenWhileTheAgentIsAway() {
        pass(fleet.lease().plusSeconds(1));
        show().body("alerts.kind", contains("silent")).body("alerts.text", contains(startsWith("not heard of since")));

        beat();
        show().body("alerts", hasSize(0));
    }

    @Test
    void endsWithARunThatIsLost() {
        pass(fleet.lease().plusSeconds(1));
        pass(fleet.lostAfter());

        show().body("state", equalTo("LOST")).body("alerts", hasSize(0));
    }

    @Test
    void isOpenWhileAProbeIsSilent() {
        Instant since = now();
        tell(event(since, "probe-silent", "core_log"));
        show().body("alerts", hasSize(1))
                .body("alerts[0].kind", equalTo("probe-silent"))
                .body("alerts[0].subject", equalTo("core_log"))
                .body("alerts[0].since", equalTo(since.toString()))
                .body("alerts[0].text", equalTo("probe-silent of core_log"));
        Api.asAdmin().get("/runs?target={target}", agent.target()).then().body("items[0].alerts", hasSize(1));

        tell(event(now(), "probe-heard-again", "core_log"));
        show().body("alerts", hasSize(0));
        events().body("items.payload.kind", hasItems("probe-silent", "probe-heard-again"));
        report().body("timeline.alerts.kind", contains("probe-silent")).body("timeline.alerts.open", contains(false));
    }

    @Test
    void tellsOneProbeFromAnother() {
        tell(event(now(), "probe-silent", "core_log"), event(now(), "probe-silent", "worker"));
        tell(event(now(), "probe-silent", "worker"), event(now(), "probe-heard-again", "core_log"));

        show().body("alerts.subject", contains("worker"));
    }

    @Test
    void isOpenWhileLoadIsBelowPlan() {
        tell(event(now(), "load-below-plan", "jobs"));
        show().body("alerts.kind", contains("load-below-plan"));
        report().body("timeline.alerts.open", contains(true));

        tell(event(now(), "load-as-planned", "jobs"));
        show().body("alerts", hasSize(0));
    }

    /** Whoever had told of it is no more. */
    @Test
    void endsWithTheAgentThatToldOfIt() {
        tell(event(now(), "load-below-plan", "jobs"), event(now(), "agent-restarted", ""));

        show().body("alerts", hasSize(0));
    }

    @Test
    void endsWithTheRun() {
        tell(event(now(), "load-below-plan", "jobs"));
        end();

        show().body("state", equalTo("FINISHED")).body("alerts", hasSize(0));
    }

    @Test
    void isOpenWhileNoRecordComesIn() {
        tell(event(now(), "note", ""));
        for (Duration passed = Duration.ZERO;
                passed.compareTo(config.stalledAfter()) <= 0;
                passed = passed.plusSeconds(10)) {
            pass(Duration.ofSeconds(10));
            beat();
        }
        stalls.look();
        show().body("alerts.kind", contains("evidence-stalled")).body("alerts.text", contains(containsString("s old")));

        tell(event(now(), "note", ""));
        stalls.look();
        show().body("alerts", hasSize(0));
        events().body("items.kind", hasItems("evidence-stalled", "evidence-flows"));
    }

    @Test
    void countsWhatIsOpen() {
        tell(event(now(), "load-below-plan", "jobs"));
        stalls.look();

        Api.asAdmin()
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("burnin_alerts_open{kind=\"load-below-plan\"} 1.0"));
    }

    @Test
    void comparesClocksAtEachHeartbeat() {
        agent.heartbeat(run, Duration.ofMillis(40), Duration.ZERO).then().statusCode(200);

        Api.asAdmin()
                .get("/agents/{id}", agent.id())
                .then()
                .body("clock.millis", equalTo(40.0f))
                .body("clock.errorMillis", equalTo(2.5f))
                .body("clock.driftPpm", equalTo(12.5f));
        events().body("items.kind", hasItem("clock-measured"));
        report().body("environment.clock", equalTo("the server's is 40.0 ms ahead, ± 2.5 ms"));
        show().body("alerts", hasSize(0));
    }

    @Test
    void warnsOfAClockThatIsOff() {
        agent.heartbeat(run, HOURS, Duration.ZERO);
        show().body("alerts.kind", contains("clock-off"))
                .body("alerts.text", contains("the run's clock is 10800.000 s behind the server's, ± 0.003 s"));

        agent.heartbeat(run, Duration.ofMillis(20), Duration.ZERO);
        show().body("alerts", hasSize(0));
        events().body("items.kind", hasItems("clock-off", "clock-agrees"));
    }

    /** The run keeps its own time: what the wall clock gained, the run is behind it. */
    @Test
    void doesNotMindAWallClockThatIsSet() {
        agent.heartbeat(run, Duration.ofMillis(40), Duration.ZERO);
        agent.heartbeat(run, HOURS.negated(), HOURS.negated());

        show().body("alerts", hasSize(0));
        events().body("items.kind", not(hasItem("clock-off")));
    }

    @Test
    void showsTheTimesOfARunByTheServersClock() {
        agent.heartbeat(run, HOURS, Duration.ZERO);
        Instant began = now();
        tell(
                new RunStarted(began.minus(HOURS), Map.of("os", "Linux")),
                event(began.minus(HOURS), "probe-silent", "core"));

        show().body("startedAt", equalTo(began.toString()))
                .body("plannedEnd", equalTo(began.plusSeconds(60).toString()))
                .body("progress", equalTo("0 %"))
                .body("alerts.kind", containsInAnyOrder("clock-off", "probe-silent"))
                .body("alerts.find {it.kind == 'probe-silent'}.since", equalTo(began.toString()));
        stalls.look();
        show().body("alerts", hasSize(2));
        end(HOURS);
        Instant ended = Instant.parse(show().extract().path("endedAt"));
        assertThat(ended).isCloseTo(began, within(1, ChronoUnit.MINUTES));
    }

    /** What the server adds to it is there by the run's clock, as all the rest. */
    @Test
    void keepsTheTimeLineByTheRunsClock() {
        agent.heartbeat(run, HOURS, Duration.ZERO);
        pass(fleet.lease().plusSeconds(1));

        Instant silent = Instant.parse(events().extract().path("items.find {it.kind == 'silent'}.at"));
        assertThat(silent).isCloseTo(now().minus(HOURS), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void refusesATimeThatIsNone() {
        agent.heartbeat(run, Duration.ofDays(365_000), Duration.ZERO).then().statusCode(422);
    }

    /** A reboot that nobody ordered is found, whatever the criteria say. */
    @Test
    void keepsARunFromGreenWhoseHostWasRebooted() {
        tell(new RunStarted(now(), Map.of()), event(now(), "rebooted", ""));
        end();

        Api.asAdmin()
                .get("/verdicts/{run}", run.run())
                .then()
                .body("light", not(equalTo("GREEN")))
                .body("reasons.find {it.subject == 'host'}.errorClass", equalTo("INFRA"));
        report().body("timeline.incidents.kind", contains("rebooted")).body("findings.source", hasItem("host"));
    }

    @Test
    void hasNoneWhenAllIsWell() {
        stalls.look();

        show().body("alerts", hasSize(0)).body("silentSince", nullValue());
    }

    private Instant now() {
        return time.instant();
    }

    /** With a server that listens all the while. */
    private void pass(Duration passing) {
        Duration step = fleet.lease().dividedBy(2);
        for (Duration left = passing; left.isPositive(); left = left.minus(step)) {
            clock.advance(left.compareTo(step) < 0 ? left : step);
            listening.since(time.instant());
        }
        watch.look();
    }

    private void beat() {
        agent.heartbeat(run, 0, "").then().statusCode(200);
    }

    private static Event event(Instant at, String kind, String subject) {
        return new Event(at, kind, "%s of %s".formatted(kind, subject), Map.of("subject", subject));
    }

    private void tell(RunRecord... records) {
        List<String> lines = List.of(records).stream().map(FakeAgent::line).toList();
        agent.post(run, seq, lines).then().statusCode(200);
        seq += lines.size();
    }

    private void end() {
        end(Duration.ZERO);
    }

    private void end(Duration behind) {
        Instant at = now().minus(behind);
        agent.post(run, seq, List.of(line(new RunEnded(at, RunEnded.Outcome.FINISHED, Optional.empty(), "", ""))));
    }

    private ValidatableResponse show() {
        return Api.asAdmin().get("/runs/{run}", run.run()).then().statusCode(200);
    }

    private ValidatableResponse events() {
        return Api.asAdmin().get("/runs/{run}/events", run.run()).then().statusCode(200);
    }

    private ValidatableResponse report() {
        return Api.asAdmin()
                .accept("application/json")
                .get("/runs/{run}/report", run.run())
                .then()
                .statusCode(200);
    }
}
