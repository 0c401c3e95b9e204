package io.burnin.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.schedule.Rescue;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.Event;
import io.burnin.protocol.RunRecord.OccurrenceEnded;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.protocol.RunRecord.StepIntended;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agent, guard and target as real processes. Whatever becomes of the agent, the harm is undone, and by one of them. */
@Timeout(180)
@EnabledOnOs({OS.LINUX, OS.MAC})
@Execution(ExecutionMode.CONCURRENT)
class GuardTest {

    /** A host under load is no agent that hangs: only the test of a hung one has little patience. */
    private static final String AT_ONCE = "guard: {graceSeconds: 0, patienceSeconds: 600}\n";

    private static final String IMPATIENT = "guard: {graceSeconds: 0, patienceSeconds: 10}\n";
    private static final String LATER = "guard: {graceSeconds: 600, patienceSeconds: 600}\n";

    @TempDir
    Path folder;

    private FakeServer server;
    private Outage outage;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        outage = new Outage(folder);
    }

    @AfterEach
    void stop() {
        server.close();
        eventually().until(() -> guards().isEmpty() || killed(guards()));
        outage.process().ifPresent(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "stop"})
    void startsAgainWhatAKilledAgentHadEnded(String verb) throws Exception {
        server.queue(outage.assignment("run-1", "- service.%s: app".formatted(verb), "- wait: 10m"));
        try (AgentProcess agent = agent(AT_ONCE)) {
            awaitStep("wait");
            assertThat(outage.isUp()).isFalse();
            agent.kill();
        }

        eventually().until(outage::isUp);

        assertThatTheNextAgentEndsTheRunCleanly();
        assertThat(outage.starts()).isEqualTo(2);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void letsGoOnWhatAKilledAgentHadHalted() throws Exception {
        server.queue(outage.assignment("run-1", "- service.pause: {service: app, for: 10m}"));
        try (AgentProcess agent = agent(AT_ONCE)) {
            eventually().until(outage::isHalted);
            agent.kill();
        }

        eventually().until(() -> outage.isUp() && !outage.isHalted());

        assertThatTheNextAgentEndsTheRunCleanly();
        assertThat(outage.starts()).isEqualTo(1);
    }

    @Test
    void killsAnAgentThatHangsBeyondItsDeadlineAndUndoesInItsPlace() throws Exception {
        server.queue(outage.assignment("run-1", "- service.kill: app", "- wait: 10s"));
        try (AgentProcess agent = agent(IMPATIENT)) {
            awaitStep("wait");
            agent.halt();

            eventually().until(outage::isUp);
            assertThat(agent.isAlive()).isFalse();
        }

        assertThatTheNextAgentEndsTheRunCleanly();
        assertThat(outage.starts()).isEqualTo(2);
    }

    /** Whoever comes first undoes, the other finds nothing to do. */
    @Test
    void neverActsBesideAnAgentThatComesBack() throws Exception {
        killAnAgentInTheOutage(AT_ONCE);

        assertThatTheNextAgentLeavesTheTargetClean(AT_ONCE);

        assertThat(outage.starts()).isEqualTo(2);
    }

    @Test
    void leavesTheUndoToAnAgentThatIsBackWithinTheGrace() throws Exception {
        killAnAgentInTheOutage(LATER);

        assertThatTheNextAgentLeavesTheTargetClean(LATER);

        assertThat(outage.starts()).isEqualTo(2);
        assertThat(undone()).isEmpty();
    }

    @Test
    void saysThatTheTargetIsDirtyWhereNothingHelps() throws Exception {
        queueOutage();
        try (AgentProcess agent = agent(LATER)) {
            awaitStep("wait");
            Files.createFile(outage.broken());
            agent.kill();
        }

        assertThat(undoByHand()).isEqualTo(20);
        assertThat(folder.resolve("undo.log")).content().contains("left dirty: outage 1: app was harmed");

        try (AgentProcess agent = agent(LATER)) {
            assertThat(awaitEnd().targetDirty()).contains("outage 1: app was harmed and is not ready");
            agent.terminate();
        }
        assertThat(server.records(Event.class)).extracting(Event::kind).contains("target-dirty");
    }

    @Test
    void leavesItToAPersonToUndoByHand() throws Exception {
        queueOutage();
        try (AgentProcess agent = agent(LATER)) {
            awaitStep("wait");
            assertThat(undoByHand()).as("beside an agent").isEqualTo(2);
            agent.kill();
        }

        assertThat(undoByHand()).isZero();
        assertThat(outage.isUp()).isTrue();

        assertThat(folder.resolve("undo.log"))
                .content()
                .contains("run-1: undid what was done to app", "nothing is left to put right");
        assertThat(undoByHand()).as("once more").isZero();
        assertThat(outage.starts()).isEqualTo(2);
    }

    @Test
    void theAgentUndoesWhenItsRunIsAnothersNow() throws Exception {
        queueOutage();
        try (AgentProcess agent = agent(LATER)) {
            awaitStep("wait");

            server.takeAway();

            eventually().until(() -> outage.starts() == 2);
            eventually().until(() -> !outage.isUp());
            assertThat(agent.terminate()).isNotNegative();
        }
        eventually().until(() -> guards().isEmpty());
    }

    @Test
    void theAgentUndoesWhenItIsTerminatedAndTakesItsGuardWithIt() throws Exception {
        queueOutage();
        try (AgentProcess agent = agent(LATER)) {
            awaitStep("wait");
            assertThat(guards()).hasSize(1);

            agent.terminate();
        }

        assertThat(outage.isUp()).isTrue();
        assertThat(guards()).isEmpty();
    }

    @Test
    void theAgentUndoesWhenTheRunIsCanceled() throws Exception {
        queueOutage();
        try (AgentProcess agent = agent(LATER)) {
            awaitStep("wait");

            server.order(new Heartbeat.Order("run-1", Heartbeat.Order.Kind.CANCEL, "ana wants it so"));

            assertThat(awaitEnd()).extracting(RunEnded::targetDirty).isEqualTo("");
            agent.terminate();
        }
        assertThat(outage.starts()).isEqualTo(2);
    }

    private void queueOutage() {
        server.queue(outage.assignment("run-1", "- service.kill: app", "- wait: 10m"));
    }

    private void killAnAgentInTheOutage(String guard) throws Exception {
        queueOutage();
        try (AgentProcess agent = agent(guard)) {
            awaitStep("wait");
            agent.kill();
        }
    }

    private void assertThatTheNextAgentLeavesTheTargetClean(String guard) throws Exception {
        try (AgentProcess agent = agent(guard)) {
            assertThat(awaitEnd().targetDirty()).isEmpty();
            agent.terminate();
        }
    }

    private void assertThatTheNextAgentEndsTheRunCleanly() throws Exception {
        try (AgentProcess agent = agent(AT_ONCE)) {
            assertThat(awaitEnd())
                    .extracting(RunEnded::outcome, RunEnded::targetDirty)
                    .containsExactly(RunEnded.Outcome.FINISHED, "");
            agent.terminate();
        }
        assertThat(undone())
                .singleElement()
                .satisfies(event -> assertThat(event.detail())
                        .containsEntry("by", "the guard")
                        .containsEntry("services", "app"));
        assertThat(server.records(OccurrenceEnded.class))
                .singleElement()
                .extracting(OccurrenceEnded::errorClass)
                .isEqualTo(java.util.Optional.of(ErrorClass.INFRA));
        assertThat(server.records(RunRecord.FaultEnded.class)).hasSize(1);
        assertThat(outage.isUp()).as("as it was found").isFalse();
    }

    private List<Event> undone() {
        return server.records(Event.class).stream()
                .filter(event -> event.kind().equals(Rescue.UNDONE))
                .toList();
    }

    private int undoByHand() throws IOException, InterruptedException {
        return AgentProcess.run(folder, "undo.log", "agent", "undo");
    }

    private AgentProcess agent(String guard) throws IOException {
        return AgentProcess.startWith(folder, server.address(), outage.policy() + guard);
    }

    private void awaitStep(String action) {
        eventually()
                .until(() -> server.records(StepIntended.class).stream()
                        .anyMatch(step -> step.action().equals(action)));
    }

    private RunEnded awaitEnd() {
        eventually().until(() -> !server.records(RunEnded.class).isEmpty());
        return server.records(RunEnded.class).getFirst();
    }

    private List<ProcessHandle> guards() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(GuardMain.class.getName()) && line.contains(folder.toString()))
                        .isPresent())
                .toList();
    }

    /** Those that stand by for an agent that was back in time would do so for a minute. */
    private static boolean killed(List<ProcessHandle> guards) {
        guards.forEach(ProcessHandle::destroyForcibly);
        return false;
    }

    /** Other tests let threads die on purpose meanwhile. */
    private static ConditionFactory eventually() {
        return await().dontCatchUncaughtExceptions().atMost(Duration.ofSeconds(90));
    }
}
