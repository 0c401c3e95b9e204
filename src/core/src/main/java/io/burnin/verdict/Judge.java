package io.burnin.verdict;

import io.burnin.plan.Plan;
import io.burnin.plan.Test;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a run by its plan, from stored evidence alone: the same evidence gives the same verdict, whoever asks and whenever. Of a
 * run that goes on, the verdict is provisional and says what is still missing.
 */
public final class Judge {

    private Judge() {}

    public static Verdict judge(Plan plan, Evidence evidence) {
        Verdict verdict = Ruling.of(plan.evidence(), evidence, checks(plan, evidence));
        return Prospects.added(plan, evidence, verdict);
    }

    /** The run's own criteria first, then test by test, as the plan has them. */
    private static List<Check> checks(Plan plan, Evidence evidence) {
        var criteria = new CriterionChecks(plan, evidence);
        var expectations = new ExpectationChecks(plan, evidence);
        var checks = new ArrayList<Check>();
        plan.criteria().forEach(criterion -> checks.addAll(criteria.of(criterion)));
        for (Test test : plan.tests().values()) {
            test.criteria().forEach(criterion -> checks.addAll(criteria.of(criterion)));
            checks.addAll(expectations.of(test));
        }
        return checks;
    }
}
