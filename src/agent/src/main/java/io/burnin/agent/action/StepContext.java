package io.burnin.agent.action;

import io.burnin.agent.policy.Policy;
import io.burnin.agent.probe.Ledgers;
import io.burnin.agent.probe.Live;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.service.Services;
import java.time.Instant;
import java.util.Optional;

/**
 * What a step works with.
 *
 * @param test the test that it belongs to; {@code setup} or {@code teardown} outside one
 * @param place its place in the test, e.g. {@code steps/1}
 * @param began when the occurrence began
 * @param until when its continuous steps end; empty if the plan gives no length
 */
public record StepContext(
        String test,
        int occurrence,
        String place,
        Instant began,
        Optional<Instant> until,
        RunClock clock,
        Recorder recorder,
        Services services,
        Live live,
        Ledgers ledgers,
        Policy policy,
        Secrets secrets) {

    /** Resolves {@code ${secret:NAME}} on this host. */
    @FunctionalInterface
    public interface Secrets {
        /** @throws StepFailed with class CONFIG if there is none of that name */
        String require(String name) throws StepFailed;
    }
}
