package io.burnin.server.verdict;

import io.burnin.server.measure.Evidences;
import io.burnin.server.run.Run;
import io.burnin.verdict.BaselinedEvidence;
import io.burnin.verdict.Evidence;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** All that a run is judged on: what is stored of it, and what it is compared with. */
@ApplicationScoped
public class RunEvidence {

    private final Evidences evidences;
    private final Baselines baselines;

    RunEvidence(Evidences evidences, Baselines baselines) {
        this.evidences = evidences;
        this.baselines = baselines;
    }

    /** As it stands now. */
    public Evidence of(Run run) {
        return compared(run, evidences.of(run.id().value()));
    }

    /** What is made of it, remembering what does not change as the run goes on. */
    <T> T remembering(Run run, Function<Evidence, T> work) {
        return evidences.remembering(run.id().value(), evidence -> work.apply(compared(run, evidence)));
    }

    /** Of a run that has ended nothing need be remembered. */
    void forget(Run run) {
        evidences.forget(run.id().value());
    }

    private Evidence compared(Run run, Evidence evidence) {
        return new BaselinedEvidence(evidence, choice -> baselines.of(run, choice));
    }
}
