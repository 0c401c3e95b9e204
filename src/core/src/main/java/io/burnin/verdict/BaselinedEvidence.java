package io.burnin.verdict;

import io.burnin.plan.BaselineChoice;
import java.util.function.Function;

/** The same evidence, and what it is compared with. */
public final class BaselinedEvidence extends EvidenceView {

    private final Function<BaselineChoice, Baseline> baselines;

    /** @param baselines always the same answer to the same choice */
    public BaselinedEvidence(Evidence run, Function<BaselineChoice, Baseline> baselines) {
        super(run);
        this.baselines = baselines;
    }

    @Override
    public Baseline baseline(BaselineChoice choice) {
        return baselines.apply(choice);
    }
}
