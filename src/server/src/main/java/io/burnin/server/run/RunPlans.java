package io.burnin.server.run;

import io.burnin.plan.Parameter;
import io.burnin.plan.ParameterValue;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.server.plan.Plans;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The plan of a run as it is executed: its version and profile, with the parameters of target and caller put in, and extended. */
@ApplicationScoped
public class RunPlans {

    private static final int MOST = 50;
    private static final Duration REHEARSAL = Duration.ofMinutes(1);

    private final Plans plans;
    private final Recent<Question, Plan> recent = new Recent<>(MOST);
    private final Recent<RunId, Map<String, ParameterValue>> loads = new Recent<>(MOST);

    RunPlans(Plans plans) {
        this.plans = plans;
    }

    private record Question(RunId run, Optional<Long> fence, Duration extension) {}

    /** While no target has the run, parameters of the place are examples. */
    public Plan of(Run run) {
        var question = new Question(run.id(), run.lease().map(Lease::fence), extension(run));
        return recent.find(question).orElseGet(() -> recent.keep(question, decoded(run)));
    }

    /**
     * Another plan, as the run would have executed it: with its profile, its part of the tests, and what target and caller gave
     * for the parameters that the other plan has, too.
     *
     * @throws PlanException if it has no such profile, or needs parameters that nobody gave
     */
    public Plan as(Run run, PlanFile other) throws PlanException {
        Map<String, ParameterValue> given =
                new HashMap<>(run.lease().map(Lease::parameters).orElse(Map.of()));
        given.keySet().retainAll(other.parameters().keySet());
        return other.plan(run.order().profile(), given)
                .only(run.order().tests())
                .extendedBy(extension(run));
    }

    /** How much work it gave its target: the values of its plan's parameters of that role. */
    public Map<String, ParameterValue> load(Run run) {
        return loads.find(run.id()).orElseGet(() -> {
            var values = new HashMap<>(of(run).parameters());
            Map<String, Parameter> declared = plans.require(
                            run.order().plan(), run.order().planVersion())
                    .file()
                    .parameters();
            values.keySet().removeIf(name -> declared.get(name).role() != Parameter.Role.LOAD);
            return loads.keep(run.id(), Map.copyOf(values));
        });
    }

    private Plan decoded(Run run) {
        PlanFile file =
                plans.require(run.order().plan(), run.order().planVersion()).file();
        try {
            Plan whole = run.lease().isPresent()
                    ? file.plan(run.order().profile(), run.lease().get().parameters())
                    : file.example(run.order().profile());
            return whole.only(run.order().tests()).extendedBy(extension(run));
        } catch (PlanException defect) {
            throw new IllegalStateException(
                    "run %s was started with a plan that cannot be read".formatted(run.name()), defect);
        }
    }

    private static Duration extension(Run run) {
        return run.wish().extension().taken();
    }

    /** How long it is on the target. */
    static Duration duration(Plan plan, Order order) {
        return order.isRehearsal() ? REHEARSAL : plan.profile().duration();
    }
}
