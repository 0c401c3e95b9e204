package io.burnin.agent.schedule;

import io.burnin.agent.action.Actions;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.probe.Observation;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.Remembered;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.service.Services;
import io.burnin.plan.Plan;

/** Makes what a run consists of: one of each, anew for every run and after every restart of the agent. */
public interface RunParts {

    Services services(Setting setting);

    Observation observation(Setting setting, Services services);

    Actions actions(Setting setting, Services services, Observation observation);

    /** Who watches over the harm of one run; nobody unless said else. */
    default Guard guard() {
        return Guard.NONE;
    }

    /** What all parts of one run share. */
    record Setting(
            Plan plan, RunClock clock, Recorder recorder, Policy policy, Secrets secrets, Remembered remembered) {}
}
