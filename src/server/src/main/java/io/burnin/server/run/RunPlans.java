package io.burnin.server.run;

import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.plan.Profile;
import io.burnin.server.plan.Plans;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The plan of a run as it is executed: its version and profile, with the parameters of target and caller put in. */
@ApplicationScoped
public class RunPlans {

    private static final int MOST = 50;
    private static final Duration REHEARSAL = Duration.ofMinutes(1);

    private final Plans plans;
    private final Recent<Question, Plan> recent = new Recent<>(MOST);

    RunPlans(Plans plans) {
        this.plans = plans;
    }

    private record Question(RunId run, Optional<Long> fence) {}

    /** While no target has the run, parameters of the place are examples. */
    public Plan of(Run run) {
        var question = new Question(run.id(), run.lease().map(Lease::fence));
        return recent.find(question).orElseGet(() -> recent.keep(question, decoded(run)));
    }

    private Plan decoded(Run run) {
        PlanFile file =
                plans.require(run.order().plan(), run.order().planVersion()).file();
        try {
            Plan whole = run.lease().isPresent()
                    ? file.plan(run.order().profile(), run.lease().get().parameters())
                    : file.example(run.order().profile());
            return part(whole, run.order().tests());
        } catch (PlanException defect) {
            throw new IllegalStateException(
                    "run %s was started with a plan that cannot be read".formatted(run.name()), defect);
        }
    }

    /** How long it is on the target. */
    static Duration duration(Plan plan, Order order) {
        return order.isRehearsal() ? REHEARSAL : plan.profile().duration();
    }

    /** What is not executed is not in the schedule, so that its criteria are not judged. */
    static Plan part(Plan plan, List<String> tests) {
        if (tests.isEmpty()) {
            return plan;
        }
        List<Profile.Entry> schedule = plan.profile().schedule().stream()
                .filter(entry -> tests.contains(entry.test()))
                .toList();
        return new Plan(
                plan.name(),
                plan.title(),
                plan.goal(),
                plan.timezone(),
                plan.parameters(),
                plan.requires(),
                plan.setup(),
                plan.teardown(),
                plan.services(),
                plan.probes(),
                plan.metrics(),
                plan.tests(),
                new Profile(plan.profile().name(), plan.profile().duration(), schedule),
                plan.criteria(),
                plan.stopOn(),
                plan.report(),
                plan.dashboard());
    }
}
