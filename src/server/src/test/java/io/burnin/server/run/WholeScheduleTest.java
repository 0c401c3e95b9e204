package io.burnin.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.Agent;
import io.burnin.agent.AgentTime;
import io.burnin.agent.config.AgentConfig;
import io.burnin.agent.policy.Rules;
import io.burnin.agent.schedule.Pause;
import io.burnin.plan.ParameterValue;
import io.burnin.server.Api;
import io.burnin.server.MovableClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The three days of the built-in plan, from the order to the verdict: agent, journal, HTTP, server and database are the real
 * ones, and live in one controlled time. Only the target is pretended.
 */
@QuarkusTest
@TestProfile(WholeScheduleTest.ADatabaseOfItsOwn.class)
@Timeout(180)
class WholeScheduleTest {

    /** Runs of other years stay among themselves. The agent is heard of less often than usual, and missed later. */
    public static final class ADatabaseOfItsOwn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.datasource.jdbc.url", "jdbc:h2:mem:three-days;DB_CLOSE_DELAY=-1",
                    "burnin.data", "target/test-data-three-days",
                    "burnin.fleet.heartbeat", "10m",
                    "burnin.fleet.lease", "25m",
                    "burnin.fleet.longest-wait", "1s");
        }
    }

    /** As the plan that was worked through by hand has it. */
    private static final List<Planned> THREE_DAYS = List.of(
            new Planned("normal-load", 1, Duration.ZERO),
            new Planned("core-resilience", 1, Duration.ofHours(2)),
            new Planned("concurrent-transitions", 1, Duration.ofHours(3)),
            new Planned("watchdog-burst", 1, Duration.ofHours(4)),
            new Planned("reboot-recovery", 1, Duration.ofHours(5)),
            new Planned("normal-load", 2, Duration.ofHours(24)),
            new Planned("spot-check", 1, Duration.ofHours(24)),
            new Planned("spot-check", 2, Duration.ofHours(32)),
            new Planned("spot-check", 3, Duration.ofHours(40)),
            new Planned("spot-check", 4, Duration.ofHours(48)),
            new Planned("spot-check", 5, Duration.ofHours(56)),
            new Planned("spot-check", 6, Duration.ofHours(64)));

    /** How often the server looks for agents that are missed. */
    private static final Duration LOOKS_EVERY = Duration.ofMinutes(5);

    private static final Duration IN_TIME = Duration.ofSeconds(1);

    /** @param at after the begin of the schedule */
    private record Planned(String test, int number, Duration at) {}

    @Inject
    MovableClock serverClock;

    @Inject
    Watch watch;

    @TestHTTPResource
    URI server;

    @TempDir
    Path folder;

    private final String target = "target-" + UUID.randomUUID();
    private final TimeZone zoneOfThisHost = TimeZone.getDefault();
    private ControlledTime time;
    private Thread watching;
    private Agent agent;
    private Thread working;
    private String run;

    @BeforeEach
    void nothingYet() {
        working = new Thread();
        watching = new Thread();
    }

    @AfterEach
    void backToTheTimeOfTheHost() throws InterruptedException {
        agent.shutDown();
        working.join();
        watching.interrupt();
        watching.join();
        time.close();
        serverClock.reset();
        TimeZone.setDefault(zoneOfThisHost);
    }

    @ParameterizedTest(name = "from {0} in {1}")
    @CsvSource({
        "2028-02-27T22:00:00Z, Etc/UTC", // 29 February lies inside
        "2026-10-23T22:00:00Z, Europe/Berlin" // one hour comes twice
    })
    void beginsEveryTestWhenThePlanSaysAndEndsAfterThreeDays(Instant start, String zone) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        live(start, Optional.empty());

        order(List.of());
        awaitEnd();

        Instant zero = scheduleBegan();
        assertThat(zero).isBetween(start, start.plusSeconds(60));
        assertThat(deviations(zero, THREE_DAYS)).isEmpty();
        JsonPath ended = show("/runs/{run}");
        assertThat(ended.getString("state")).isEqualTo("FINISHED");
        assertThat(Instant.parse(ended.getString("endedAt")))
                .isBetween(
                        zero.plus(Duration.ofHours(72)),
                        zero.plus(Duration.ofHours(72)).plus(IN_TIME));
        assertThat(events())
                .extracting(WholeScheduleTest::name)
                .doesNotContain("silent", "lost", "gap", "agent-restarted", "occurrence-waits");
        assertThat(show("/runs/{run}/metrics/" + PretendedTarget.SEEN).getList("series[0].times"))
                .hasSize(Math.toIntExact(Duration.ofHours(72).dividedBy(PretendedTarget.SEEN_EVERY)) + 1);
        assertThat(show("/verdicts/{run}").getInt("revision")).isOne();
        assertThat(show("/verdicts/{run}").getString("light")).isEqualTo("YELLOW");
    }

    /** That nothing deviates means something only if this does. */
    @Test
    void showsATestThatBeginsLate() throws Exception {
        live(Instant.parse("2026-11-23T08:00:00Z"), Optional.of(Duration.ofHours(40)));

        order(List.of("spot-check"));
        awaitEnd();

        assertThat(deviations(
                        scheduleBegan(),
                        THREE_DAYS.stream()
                                .filter(planned -> planned.test().equals("spot-check"))
                                .toList()))
                .containsExactly("spot-check 3 began PT1.5S late");
    }

    /** Agent and server begin to live; no time passes before the run has begun. */
    private void live(Instant start, Optional<Duration> oversleeps) throws IOException {
        time = new ControlledTime(start);
        serverClock.follow(time);
        watching = time.thread(this::watch);
        watching.start();
        var config = new AgentConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                folder.resolve("data"),
                1,
                AgentConfig.Disk.DEFAULT,
                Map.of(
                        target,
                        new AgentConfig.Target(Map.of(), Map.of("home", new ParameterValue.Text(folder.toString())))),
                Rules.NONE,
                Map.of(),
                AgentConfig.Guarding.DEFAULT);
        agent = Agent.of(
                config,
                server,
                Api.newToken("AGENT"),
                "agent of " + target,
                new PretendedTarget(time),
                new AgentTime(
                        time,
                        lastRecorded -> time,
                        oversleeps.<Pause>map(this::oversleeping).orElse(time)));
        working = Thread.ofPlatform().start(() -> {
            try {
                agent.work();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private Pause oversleeping(Duration one) {
        return new Pause() {
            @Override
            public void of(Duration length) throws InterruptedException {
                time.of(length.equals(one) ? length.plusMillis(1500) : length);
            }

            @Override
            public Thread thread(Runnable work) {
                return time.thread(work);
            }
        };
    }

    private void watch() {
        try {
            while (true) {
                time.of(LOOKS_EVERY);
                watch.look();
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void order(List<String> tests) {
        run = Api.asAdmin()
                .contentType("application/json")
                .body(Map.of("plan", "phase1-burn-in", "profile", "full", "target", target, "tests", tests))
                .post("/runs")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void awaitEnd() {
        await().atMost(Duration.ofSeconds(150))
                .until(() -> !List.of("QUEUED", "RUNNING")
                        .contains(show("/runs/{run}").getString("state")));
    }

    private Instant scheduleBegan() {
        return events().stream()
                .filter(event -> name(event).equals("schedule-began"))
                .map(event -> Instant.parse((String) event.get("at")))
                .findFirst()
                .orElseThrow();
    }

    /** The whole time line. */
    private List<Map<String, Object>> events() {
        var all = new ArrayList<Map<String, Object>>();
        for (String after = "0"; after != null; ) {
            JsonPath page = show("/runs/{run}/events?limit=500&after=" + after);
            all.addAll(page.getList("items"));
            after = page.getString("next");
        }
        return all;
    }

    /** What an agent tells in words of its own has its name inside. */
    private static String name(Map<String, Object> event) {
        return event.get("kind").equals("event")
                ? (String) ((Map<?, ?>) event.get("payload")).get("kind")
                : (String) event.get("kind");
    }

    /** What the server tells of the run's course, held against the plan. */
    private List<String> deviations(Instant zero, List<Planned> plan) {
        List<Map<String, Object>> stored = show("/runs/{run}/tests").getList("occurrences.flatten()");
        var deviations = new ArrayList<String>();
        for (Planned planned : plan) {
            String name = planned.test() + " " + planned.number();
            Optional<Map<String, Object>> found = stored.stream()
                    .filter(each -> name.equals(each.get("test") + " " + each.get("number")))
                    .findFirst();
            if (found.isEmpty() || !found.get().get("status").equals("FINISHED")) {
                deviations.add(
                        name + " was " + found.map(each -> each.get("status")).orElse("left out"));
                continue;
            }
            Instant due = zero.plus(planned.at());
            if (!Instant.parse((String) found.get().get("plannedAt")).equals(due)) {
                deviations.add(name + " was planned for " + found.get().get("plannedAt"));
            }
            Duration late =
                    Duration.between(due, Instant.parse((String) found.get().get("startedAt")));
            if (late.abs().compareTo(IN_TIME) > 0) {
                deviations.add(name + " began " + late + " late");
            }
        }
        if (stored.size() != plan.size()) {
            deviations.add("%d tests began, %d were planned".formatted(stored.size(), plan.size()));
        }
        return deviations;
    }

    private JsonPath show(String path) {
        return Api.asAdmin().get(path, run).then().statusCode(200).extract().jsonPath();
    }
}
