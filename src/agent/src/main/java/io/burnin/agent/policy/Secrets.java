package io.burnin.agent.policy;

import io.burnin.agent.record.StepFailed;

/** Resolves {@code ${secret:NAME}} on this host. What it answers is never recorded. */
@FunctionalInterface
public interface Secrets {

    /** @throws StepFailed with class CONFIG if there is none of that name */
    String require(String name) throws StepFailed;
}
