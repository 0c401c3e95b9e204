package io.burnin.server.verdict;

import io.burnin.server.measure.Evidences;
import io.burnin.server.run.Run;
import io.burnin.verdict.BaselinedEvidence;
import io.burnin.verdict.Evidence;
import jakarta.enterprise.context.ApplicationScoped;

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
        return new BaselinedEvidence(evidences.of(run.id().value()), choice -> baselines.of(run, choice));
    }
}
