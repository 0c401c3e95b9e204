package io.burnin.agent.schedule;

import io.burnin.agent.action.Actions;
import io.burnin.agent.capture.Captures;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.probe.Observation;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.service.Services;
import io.burnin.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What every part of one run works with. */
record Tools(
        Plan plan,
        RunClock clock,
        Pause pause,
        Recorder recorder,
        Services services,
        Observation observation,
        Actions actions,
        Captures captures,
        Policy policy,
        Secrets secrets,
        Guard guard,
        Doing doing) {

    static Tools of(RunParts.Setting setting, RunParts parts, Pause pause) {
        Services services = parts.services(setting);
        Observation observation = parts.observation(setting, services);
        return new Tools(
                setting.plan(),
                setting.clock(),
                pause,
                setting.recorder(),
                services,
                observation,
                parts.actions(setting, services, observation),
                new Captures(
                        setting.plan(),
                        setting.clock(),
                        setting.recorder(),
                        services::living,
                        setting.policy(),
                        setting.secrets(),
                        setting.remembered()),
                setting.policy(),
                setting.secrets(),
                parts.guard(),
                new Doing());
    }

    /** Services go last: the others still ask them. */
    void close() {
        captures.close();
        observation.close();
        actions.close();
        services.close();
    }

    void event(String kind, String text, Map<String, String> detail) {
        recorder.write(new io.burnin.protocol.RunRecord.Event(clock.now(), kind, text, detail));
    }

    void waitUntil(Instant time) throws InterruptedException {
        Duration left = Duration.between(clock.now(), time);
        if (left.isPositive()) {
            pause.of(left);
        }
    }
}
