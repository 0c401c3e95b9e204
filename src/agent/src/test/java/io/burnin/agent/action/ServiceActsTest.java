package io.burnin.agent.action;

import static io.burnin.agent.action.HttpRequestActionTest.assertFails;
import static io.burnin.agent.action.Stage.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.burnin.agent.policy.Permissive;
import io.burnin.plan.Service;
import io.burnin.plan.Service.Running;
import io.burnin.plan.Step;
import io.burnin.plan.Step.ServiceAct;
import io.burnin.plan.Step.ServiceAct.Verb;
import io.burnin.verdict.ErrorClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ServiceActsTest {

    @TempDir
    Path directory;

    private Service service(String name, String... command) {
        return new Service(
                name,
                List.of(command),
                Optional.empty(),
                directory,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Running.RESTART);
    }

    private static ServiceAct act(Verb verb, String... services) {
        return new ServiceAct(PLAIN, verb, List.of(services), Optional.empty(), Optional.empty());
    }

    private Stage stage() {
        return new Stage(new Permissive(), List.of(service("one", "sleep", "60"), service("two", "sleep", "61")));
    }

    @Test
    void obeysInTheOrderGivenAndSaysWhatItDidToEach() throws Exception {
        try (var stage = stage()) {
            Map<String, String> started = stage.perform(act(Verb.ENSURE, "one", "two"));
            Map<String, String> killed = stage.perform(act(Verb.KILL, "two", "one"));

            assertThat(started).containsEntry("one.ready", "true").containsEntry("two.ready", "true");
            assertThat(killed.keySet().iterator().next()).startsWith("two.");
            assertThat(killed).containsEntry("one.pids", "pid " + started.get("one.pid"));
            assertThat(stage.recorded.sum("services.killed")).isEqualTo(2);
        }
    }

    @Test
    void restartsWhatRunsAndStartsWhatDoesNot() throws Exception {
        try (var stage = stage()) {
            String first = stage.perform(act(Verb.RESTART, "one")).get("one.pid");
            String second = stage.perform(act(Verb.RESTART, "one")).get("one.pid");

            assertThat(second).isNotEqualTo(first);
            stage.perform(act(Verb.KILL, "one"));
        }
    }

    @Test
    void failsBeforeTheTestsIfAServiceDoesNotBecomeReadyButNotInATest() throws Exception {
        var failing = service("failing", "false");
        try (var stage = new Stage(new Permissive(), List.of(failing))) {
            assertFails(
                    () -> stage.perform(act(Verb.ENSURE, "failing"), "setup"),
                    ErrorClass.INFRA,
                    "failing is not ready: ended with exit code 1 before it was ready");

            assertThat(stage.perform(act(Verb.START, "failing"), "outage")).containsEntry("failing.ready", "false");
            assertThat(stage.recorded.sum("services.not_recovered")).isEqualTo(1);
        }
    }

    @Test
    void pausesOnlyIfItKnowsHowLong() throws Exception {
        try (var stage = stage()) {
            assertFails(() -> stage.perform(act(Verb.PAUSE, "one")), ErrorClass.CONFIG, "service.pause needs `for`");
        }
    }

    @Test
    void waitsObservesAndLeavesTheRestToTheSchedule() throws Exception {
        try (var stage = stage()) {
            long before = stage.clock.nanos();
            stage.perform(new Step.Wait(PLAIN, Duration.ofMillis(50)));
            stage.perform(new Step.Observe(PLAIN, "state"));

            assertThat(stage.clock.nanos() - before)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
            assertThat(stage.observed).containsExactly("state");
            assertThatIllegalStateException()
                    .isThrownBy(() -> stage.perform(new Step.Repeat(PLAIN, 2, List.of())))
                    .withMessage("the schedule performs repeat itself");
        }
    }
}
