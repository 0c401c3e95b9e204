package io.burnin.agent.action;

import static io.burnin.agent.action.HttpRequestActionTest.assertFails;
import static io.burnin.agent.action.HttpRequestActionTest.closedPort;
import static io.burnin.agent.action.HttpRequestActionTest.pause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.action.TestServer.Asked;
import io.burnin.agent.action.TestServer.Reply;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Step;
import io.burnin.plan.Step.Arrivals;
import io.burnin.plan.Step.Arrivals.Shape;
import io.burnin.plan.Step.Flow;
import io.burnin.verdict.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("what it measures takes no longer because of others")
class HttpLoadActionTest {

    private static final Reply OK = new Reply(200, "{\"id\":\"x1\"}");
    private static final Duration NOW = Duration.ZERO;

    private static Step.HttpLoad load(double perSecond, Flow... flows) {
        return new Step.HttpLoad(
                Stage.as("job"), new Arrivals(perSecond, Shape.CONSTANT, Duration.ZERO), List.of(flows));
    }

    private static Flow flow(String name, int weight, Sent... requests) {
        return new Flow(
                name, weight, List.of(requests).stream().map(Sent::request).toList());
    }

    @Test
    void sendsWhatIsPlannedAndCountsIt() throws Exception {
        try (var server = new TestServer(asked -> OK);
                var stage = new Stage()) {
            Map<String, String> facts = stage.perform(
                    load(80, flow("only", 1, Sent.post(server.url("/${n}"), "{}"))), NOW, Duration.ofMillis(500));

            assertThat(server.asked()).hasSize(40).extracting(Asked::path).contains("/1", "/40");
            assertThat(facts)
                    .containsEntry("planned", "40")
                    .containsEntry("sent", "40")
                    .containsEntry("done", "40");
            assertThat(stage.recorded.sum("job.planned")).isEqualTo(40);
            assertThat(stage.recorded.sum("job.sent")).isEqualTo(40);
            assertThat(stage.recorded.sum("job.done")).isEqualTo(40);
            assertThat(stage.recorded.sum("job.failed")).isZero();
            assertThat(stage.recorded.samples("job.latency")).hasSize(40);
            assertThat(stage.recorded.samples("job.late"))
                    .hasSize(40)
                    .allSatisfy(late -> assertThat(late.value()).isBetween(0.0, 500.0));
        }
    }

    @Test
    void doesNotWaitForAnswersAndMeasuresFromTheIntendedStart() throws Exception {
        try (var server = new TestServer(asked -> {
                    pause(Duration.ofMillis(400));
                    return OK;
                });
                var stage = new Stage()) {
            stage.perform(load(50, flow("slow", 1, Sent.get(server.url("/")))), NOW, Duration.ofMillis(600));

            assertThat(server.asked()).hasSize(30);
            List<Long> times =
                    server.asked().stream().map(Asked::nanos).sorted().toList();
            assertThat(Duration.ofNanos(times.getLast() - times.getFirst())).isLessThan(Duration.ofMillis(900));
            assertThat(stage.recorded.samples("job.latency"))
                    .hasSize(30)
                    .allSatisfy(latency -> assertThat(latency.value()).isBetween(400.0, 900.0));
        }
    }

    @Test
    void saysOnceASecondThatNothingHappened() throws Exception {
        try (var server = new TestServer(asked -> OK);
                var stage = new Stage()) {
            stage.perform(load(10 / 3600.0, flow("rare", 1, Sent.get(server.url("/")))), NOW, Duration.ofMillis(2300));

            List<Sample> planned = stage.recorded.samples("job.planned");
            assertThat(planned).hasSizeGreaterThanOrEqualTo(3);
            assertThat(stage.recorded.sum("job.planned")).isEqualTo(1);
            for (int i = 1; i < planned.size(); i++) {
                Instant before = planned.get(i - 1).at();
                assertThat(planned.get(i).at()).isBetween(before, before.plusMillis(1500));
            }
        }
    }

    @Test
    void mixesFlowsExactlyAndChainsTheirRequests() throws Exception {
        try (var server = new TestServer(asked -> OK);
                var stage = new Stage()) {
            Flow single = flow("single", 2, Sent.get(server.url("/single")));
            Flow chained = flow(
                    "chained",
                    1,
                    Sent.post(server.url("/missions"), "{}").saving("mission", "/id"),
                    Sent.post(server.url("/missions/${mission}/jobs"), "{}").telling("jobs", "/id"));

            stage.perform(load(60, single, chained), NOW, Duration.ofMillis(500));

            assertThat(server.asked())
                    .filteredOn(asked -> asked.path().equals("/single"))
                    .hasSize(20);
            assertThat(server.asked())
                    .filteredOn(asked -> asked.path().equals("/missions"))
                    .hasSize(10);
            assertThat(server.asked())
                    .filteredOn(asked -> asked.path().equals("/missions/x1/jobs"))
                    .hasSize(10);
            assertThat(stage.submitted).hasSize(10);
            assertThat(stage.recorded.sum("job.done")).isEqualTo(30);
        }
    }

    @Test
    void goesOnThroughFailuresAndShowsAFew() throws Exception {
        var number = new AtomicInteger();
        try (var server = new TestServer(
                        asked -> number.incrementAndGet() % 2 == 0 ? OK : new Reply(400, "{\"detail\":\"no\"}"));
                var stage = new Stage()) {
            stage.perform(load(200, flow("only", 1, Sent.get(server.url("/")))), NOW, Duration.ofMillis(500));

            assertThat(stage.recorded.sum("job.done")).isEqualTo(50);
            assertThat(stage.recorded.sum("job.failed")).isEqualTo(50);
            assertThat(stage.recorded.samples("job.latency")).hasSize(50);
            assertThat(stage.recorded.seen("job.failed"))
                    .hasSize(20)
                    .allSatisfy(text -> assertThat(text).contains("answered 400: {\"detail\":\"no\"}"));
        }
    }

    /** Left out, the slowest would make the latency look better. */
    @Test
    void countsATimeOutAmongTheLatencies() throws Exception {
        var first = new AtomicInteger();
        try (var server = new TestServer(asked -> {
                    pause(Duration.ofMillis(first.getAndIncrement() == 0 ? 0 : 2_000));
                    return OK;
                });
                var stage = new Stage()) {
            var request = Sent.get(server.url("/")).within(Duration.ofMillis(200));

            stage.perform(load(10, flow("only", 1, request)), NOW, Duration.ofMillis(500));

            assertThat(stage.recorded.sum("job.done")).isEqualTo(1);
            assertThat(stage.recorded.sum("job.failed")).isEqualTo(4);
            assertThat(stage.recorded.samples("job.latency").stream()
                            .filter(latency -> latency.value() >= 200)
                            .count())
                    .isEqualTo(4);
        }
    }

    @Test
    void hasNotDoneItsWorkIfNothingAtAllSucceeded() throws Exception {
        try (var server = new TestServer(asked -> new Reply(400, "no"));
                var stage = new Stage()) {
            var rejected = load(40, flow("only", 1, Sent.get(server.url("/"))));
            var unheard = load(40, flow("only", 1, Sent.get("http://127.0.0.1:" + closedPort() + "/")));

            assertFails(
                    () -> stage.perform(rejected, NOW, Duration.ofMillis(250)),
                    ErrorClass.TEST,
                    "none of 10 arrivals succeeded; the last: GET " + server.url("/") + " answered 400");
            assertFails(
                    () -> stage.perform(unheard, NOW, Duration.ofMillis(250)), ErrorClass.INFRA, "no connection to");
        }
    }

    @Test
    void goesOnAtTheClockAfterARestartAndSendsNothingThatWasDueBefore() throws Exception {
        try (var server = new TestServer(asked -> OK);
                var stage = new Stage()) {
            var request = Sent.get(server.url("/${n}"));

            stage.perform(load(20, flow("only", 1, request)), Duration.ofSeconds(60), Duration.ofSeconds(1));

            assertThat(stage.recorded.sum("job.planned")).isCloseTo(20.0, within(1.0));
            assertThat(server.asked())
                    .hasSizeBetween(19, 21)
                    .extracting(asked -> Integer.parseInt(asked.path().substring(1)))
                    .allSatisfy(n -> assertThat(n).isBetween(1200, 1222));
            assertThat(stage.recorded.samples("job.late"))
                    .allSatisfy(late -> assertThat(late.value()).isLessThan(500));
        }
    }

    @Test
    void needsToKnowHowLong() throws Exception {
        try (var stage = new Stage()) {
            var load = load(1, flow("only", 1, Sent.get("http://127.0.0.1:1/")));

            assertFails(() -> stage.perform(load), ErrorClass.CONFIG, "the schedule gives no `for`");
        }
    }

    @Test
    void failsAtOnceWhenARequestCannotEvenBeWritten() throws Exception {
        try (var stage = new Stage()) {
            var load = load(10, flow("only", 1, Sent.get("http://127.0.0.1:1/${unknown}")));
            Instant before = stage.clock.now();

            assertFails(
                    () -> stage.perform(load, NOW, Duration.ofMinutes(5)),
                    ErrorClass.CONFIG,
                    "nothing is saved as ${unknown}");

            assertThat(Duration.between(before, stage.clock.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void endsWithinASecondWhenInterruptedAndKeepsItsCounts() throws Exception {
        try (var server = new TestServer(asked -> {
                    pause(Duration.ofSeconds(30));
                    return OK;
                });
                var stage = new Stage()) {
            var load = load(50, flow("only", 1, Sent.get(server.url("/")).within(Duration.ofMinutes(1))));
            var outcome = new ArrayList<Exception>();
            Thread loading = Thread.ofVirtual().start(() -> {
                try {
                    stage.perform(load, NOW, Duration.ofMinutes(5));
                } catch (StepFailed | InterruptedException ended) {
                    outcome.add(ended);
                }
            });
            await().until(() -> server.asked().size() >= 5);

            loading.interrupt();

            assertThat(loading.join(Duration.ofSeconds(1))).isTrue();
            assertThat(outcome).singleElement().isInstanceOf(InterruptedException.class);
            assertThat(stage.recorded.sum("job.sent")).isGreaterThanOrEqualTo(5);
        }
    }
}
