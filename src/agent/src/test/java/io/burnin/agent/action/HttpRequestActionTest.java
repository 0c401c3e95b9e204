package io.burnin.agent.action;

import static io.burnin.agent.action.Stage.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.burnin.agent.action.TestServer.Asked;
import io.burnin.agent.action.TestServer.Reply;
import io.burnin.agent.http.Answer;
import io.burnin.agent.policy.Rules;
import io.burnin.agent.policy.RulesPolicy;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Request.Expectation;
import io.burnin.plan.Step;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class HttpRequestActionTest {

    private static final Reply OK = new Reply(200, "{\"ok\":true,\"job\":{\"id\":\"j1\"}}");

    private static Step.HttpRequest once(Sent request) {
        return times(1, request);
    }

    private static Step.HttpRequest times(int times, Sent request) {
        return new Step.HttpRequest(PLAIN, request.request(), times, Optional.empty());
    }

    private static Step.HttpRequest every(Duration every, int times, Sent request) {
        return new Step.HttpRequest(PLAIN, request.request(), times, Optional.of(every));
    }

    @Test
    void fillsInWhatIsOnlyKnownWhileTheRunGoesOn() throws Exception {
        try (var server = new TestServer(asked -> OK);
                var stage = new Stage()) {
            var request = Sent.post(
                            server.url("/jobs?n=${n}"),
                            "{\"n\":\"${n}\",\"one\":\"${uuid}\",\"same\":\"${uuid}\",\"at\":\"${now}\",\"pick\":\"${pick(a, b)}\","
                                    + "\"dice\":\"${pick(1..6)}\",\"literal\":\"$${n}\"}")
                    .with("X-Key", "${secret:KEY}");

            stage.perform(times(2, request));

            assertThat(server.asked()).extracting(Asked::path).containsExactly("/jobs?n=1", "/jobs?n=2");
            Asked first = server.asked().getFirst();
            assertThat(first.secret()).isEqualTo("s3cret");
            assertThat(first.contentType()).isEqualTo("application/json");
            var answer = new Answer(200, first.body());
            assertThat(answer.at("/one")).isPresent().isEqualTo(answer.at("/same"));
            assertThat(answer.at("/pick").orElseThrow()).isIn("a", "b");
            assertThat(Integer.parseInt(answer.at("/dice").orElseThrow())).isBetween(1, 6);
            assertThat(Instant.parse(answer.at("/at").orElseThrow())).isBeforeOrEqualTo(stage.clock.now());
            assertThat(answer.at("/literal")).contains("${n}");
            assertThat(new Answer(200, server.asked().get(1).body()).at("/one")).isNotEqualTo(answer.at("/one"));
        }
    }

    @Test
    void saysWhatWasAnsweredAndHowFast() throws Exception {
        try (var server = new TestServer(asked -> OK);
                var stage = new Stage()) {
            Map<String, String> facts = stage.perform(times(3, Sent.get(server.url("/"))));

            assertThat(facts).containsEntry("status 200", "3").containsKeys("p50", "max");
        }
    }

    @Test
    void usesInLaterStepsWhatAnEarlierOneSavedAndEscapesItInJson() throws Exception {
        try (var server = new TestServer(asked -> new Reply(200, "{\"id\":\"a\\\"b\"}"));
                var stage = new Stage()) {
            stage.perform(once(Sent.get(server.url("/")).saving("mission", "/id")));
            stage.perform(once(Sent.post(server.url("/"), "{\"of\":\"${mission}\"}")));

            assertThat(server.asked().getLast().body()).isEqualTo("{\"of\":\"a\\\"b\"}");
            assertFails(
                    () -> stage.perform(once(Sent.get(server.url("/${mission}"))), "another-test"),
                    ErrorClass.CONFIG,
                    "nothing is saved as ${mission}");
        }
    }

    @Test
    void tellsTheLedgerWhatWasSubmittedByWhomAndWhenItWasIntended() throws Exception {
        var ids = new AtomicInteger();
        try (var server = new TestServer(asked -> new Reply(200, "{\"job\":{\"id\":" + ids.incrementAndGet() + "}}"));
                var stage = new Stage()) {
            Instant before = stage.clock.now();

            stage.perform(every(
                    Duration.ofMillis(50), 3, Sent.post(server.url("/"), "{}").telling("jobs", "/job/id")));

            assertThat(stage.submitted).extracting(Stage.Submitted::ledger).containsOnly("jobs");
            assertThat(stage.submitted).extracting(Stage.Submitted::origin).containsOnly("load");
            assertThat(stage.submitted).extracting(Stage.Submitted::id).containsExactlyInAnyOrder("1", "2", "3");
            List<Instant> intended = stage.submitted.stream()
                    .map(Stage.Submitted::intended)
                    .sorted()
                    .toList();
            assertThat(intended.getFirst()).isAfterOrEqualTo(before);
            assertThat(Duration.between(intended.get(0), intended.get(2))).isEqualTo(Duration.ofMillis(100));
        }
    }

    /** A slow answer must not hide how slow the ones behind it would have been. */
    @Test
    void sendsAtTheIntendedTimesThoughAnswersAreSlow() throws Exception {
        try (var server = new TestServer(asked -> {
                    pause(Duration.ofMillis(600));
                    return OK;
                });
                var stage = new Stage()) {
            stage.perform(every(Duration.ofMillis(50), 4, Sent.get(server.url("/"))));

            List<Long> times =
                    server.asked().stream().map(Asked::nanos).sorted().toList();
            assertThat(Duration.ofNanos(times.getLast() - times.getFirst())).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void failsWithStatusAndBodyWhenTheTargetRejects() throws Exception {
        String longBody = "{\"detail\":\"Missing user_prompt\",\"more\":\"" + "x".repeat(500) + "\"}";
        try (var server = new TestServer(asked -> new Reply(400, longBody));
                var stage = new Stage()) {
            assertThatExceptionOfType(StepFailed.class)
                    .isThrownBy(() -> stage.perform(times(5, Sent.post(server.url("/jobs"), "{}"))))
                    .withMessageStartingWith(
                            "POST " + server.url("/jobs") + " answered 400: {\"detail\":\"Missing user_prompt\"")
                    .satisfies(failed -> {
                        assertThat(failed.errorClass()).isEqualTo(ErrorClass.TEST);
                        assertThat(failed.getMessage().length()).isLessThan(300);
                    });
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void failsWhenTheBodyIsNotAsExpected() throws Exception {
        try (var server = new TestServer(asked -> OK);
                var stage = new Stage()) {
            Sent request = Sent.get(server.url("/"));
            Expectation accepted = new Expectation(Set.of(200), Map.of("/ok", "true"), Duration.ofSeconds(5));
            Expectation wrong = new Expectation(Set.of(200), Map.of("/ok", "false"), Duration.ofSeconds(5));
            Expectation absent = new Expectation(Set.of(200), Map.of("/state", "up"), Duration.ofSeconds(5));

            stage.perform(once(request.expecting(accepted)));
            assertFails(
                    () -> stage.perform(once(request.expecting(wrong))),
                    ErrorClass.TEST,
                    "answered 200 with /ok = true instead of false");
            assertFails(
                    () -> stage.perform(once(request.expecting(absent))),
                    ErrorClass.TEST,
                    "answered 200 with /state missing instead of up");
            assertFails(
                    () -> stage.perform(once(request.telling("jobs", "/id"))),
                    ErrorClass.TEST,
                    "answered 200 without /id");
        }
    }

    @Test
    void failsAsInfrastructureWithoutAnAnswer() throws Exception {
        try (var server = new TestServer(asked -> {
                    pause(Duration.ofSeconds(3));
                    return OK;
                });
                var stage = new Stage()) {
            int closed = closedPort();

            assertFails(
                    () -> stage.perform(once(Sent.get("http://127.0.0.1:" + closed + "/"))),
                    ErrorClass.INFRA,
                    "no connection to 127.0.0.1:" + closed);
            assertFails(
                    () -> stage.perform(once(Sent.get(server.url("/")).within(Duration.ofMillis(100)))),
                    ErrorClass.INFRA,
                    "no answer within 100 ms");
        }
    }

    @Test
    void readsOnlyAnswersThatFitIntoASmallAgent() throws Exception {
        String large = "x".repeat(3_000_000);
        try (var server =
                        new TestServer(asked -> new Reply(200, asked.path().equals("/twice") ? large + large : large));
                var stage = new Stage()) {
            stage.perform(once(Sent.get(server.url("/"))));

            assertFails(
                    () -> stage.perform(once(Sent.get(server.url("/twice")))),
                    ErrorClass.INFRA,
                    "its body is longer than 4194304 bytes");
        }
    }

    @Test
    void neverSpeaksOfSecrets() throws Exception {
        try (var server = new TestServer(asked -> new Reply(403, "no entry with " + asked.secret()));
                var stage = new Stage()) {
            var request = Sent.get(server.url("/?key=${secret:KEY}")).with("X-Key", "${secret:KEY}");

            assertThatExceptionOfType(StepFailed.class)
                    .isThrownBy(() -> stage.perform(once(request)))
                    .withMessageContaining("no entry with ***")
                    .satisfies(failed -> assertThat(failed.getMessage()).doesNotContain("s3cret"));
            assertFails(
                    () -> stage.perform(once(Sent.get(server.url("/${secret:OTHER}")))),
                    ErrorClass.CONFIG,
                    "no secret OTHER");
        }
    }

    @Test
    void sendsNothingThatThePolicyRefuses() throws Exception {
        try (var server = new TestServer(asked -> OK);
                var stage = new Stage(new RulesPolicy(Rules.NONE), List.of())) {
            assertFails(
                    () -> stage.perform(once(Sent.get(server.url("/")))),
                    ErrorClass.CONFIG,
                    "does not allow requests to");

            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void refusesWhatIsNoAddress() {
        try (var stage = new Stage()) {
            assertFails(() -> stage.perform(once(Sent.get("http://a b/"))), ErrorClass.CONFIG, "is no URL");
            assertFails(() -> stage.perform(once(Sent.get("ftp://host/"))), ErrorClass.CONFIG, "cannot be sent");
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static void assertFails(ThrowingCallable act, ErrorClass errorClass, String message) {
        assertThatExceptionOfType(StepFailed.class)
                .isThrownBy(act)
                .withMessageContaining(message)
                .satisfies(failed -> assertThat(failed.errorClass()).isEqualTo(errorClass));
    }
}
