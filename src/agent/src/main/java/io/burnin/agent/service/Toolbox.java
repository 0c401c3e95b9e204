package io.burnin.agent.service;

import io.burnin.agent.http.Requests;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.RunClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What all services of a run share. */
record Toolbox(
        RunClock clock,
        Recorder recorder,
        Policy policy,
        Secrets secrets,
        Requests requests,
        ProcessTable table,
        History history,
        Deaths deaths,
        Signals signals) {

    /** How long an end or a halt may take to show, where the plan does not say. */
    static final Duration TO_END = Duration.ofSeconds(10);

    void emit(List<Sample> samples) {
        recorder.reading(History.OWNER, new Reading(samples, List.of(), List.of(), Optional.empty()));
    }

    Poll often() {
        return new Poll(clock, Duration.ofMillis(20));
    }

    /** For what costs the target an answer. */
    Poll sparing() {
        return new Poll(clock, Duration.ofMillis(50));
    }
}
