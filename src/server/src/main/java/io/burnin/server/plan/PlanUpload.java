package io.burnin.server.plan;

import io.burnin.plan.BuiltInPlans;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.plan.Problem;
import io.burnin.server.security.Audit;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Takes plans in: reads them, has them linted, and stores what is new. */
@ApplicationScoped
class PlanUpload {

    private static final String BURNIN = "burnin";

    private final Plans plans;
    private final Audit audit;

    PlanUpload(Plans plans, Audit audit) {
        this.plans = plans;
        this.audit = audit;
    }

    /** What became of an upload. Uploading known content answers the version that has it. */
    record Taken(StoredPlan plan, boolean isNew) {}

    @Transactional
    Taken take(byte[] text, String by) {
        try {
            Taken taken = store(text, by);
            if (taken.isNew()) {
                audit.record(
                        "plan.upload",
                        nameOf(taken.plan()),
                        "hash %s",
                        taken.plan().hash());
            }
            return taken;
        } catch (PlanException wrong) {
            throw PlanProblems.of(wrong);
        }
    }

    /** The plans that come with this version of Burnin are there from the start. */
    @Transactional
    void storeBuiltIn(@Observes StartupEvent start) {
        for (String name : BuiltInPlans.names()) {
            try {
                store(BuiltInPlans.source(name).orElseThrow(), BURNIN);
            } catch (PlanException defect) {
                throw new IllegalStateException("the built-in plan %s cannot be read".formatted(name), defect);
            }
        }
    }

    private Taken store(byte[] text, String by) throws PlanException {
        PlanFile file = PlanFile.read(text);
        Optional<StoredPlan> known = plans.find(file);
        if (known.isPresent()) {
            return new Taken(known.get(), false);
        }
        List<Problem> lint = file.lint();
        if (lint.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
            throw new PlanException(lint);
        }
        return new Taken(plans.add(file, lint, by), true);
    }

    private static String nameOf(StoredPlan plan) {
        return "%s@%d".formatted(plan.name(), plan.version());
    }
}
