package io.burnin.agent.action;

import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.probe.Ledgers;
import io.burnin.agent.probe.Live;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.service.Services;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a step works with.
 *
 * @param test the test that it belongs to; {@code setup} or {@code teardown} outside one
 * @param place its place in the test, e.g. {@code steps/1}
 * @param began when the occurrence began
 * @param until when its continuous steps end, as far as is known: it may be put off; empty if the plan gives no length
 */
public record StepContext(
        String test,
        int occurrence,
        String place,
        Instant began,
        Optional<Supplier<Instant>> until,
        RunClock clock,
        Recorder recorder,
        Services services,
        Live live,
        Ledgers ledgers,
        Policy policy,
        Secrets secrets) {}
