package io.burnin.server.verdict;

import io.burnin.plan.Plan;
import io.burnin.server.run.Occurrences;
import io.burnin.server.run.Occurrences.Occurrence;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunName;
import io.burnin.server.run.RunPlans;
import io.burnin.server.run.Runs;
import io.burnin.server.run.Steps;
import io.burnin.server.run.Steps.Step;
import io.burnin.server.security.Role;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.verdict.Check;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The tests of a run: what was done, and how it was judged. */
@Path("/runs/{run}/tests")
@Tag(name = "Runs")
class TestResource {

    private final Runs runs;
    private final RunPlans plans;
    private final Judging judging;
    private final Occurrences occurrences;
    private final Steps steps;

    TestResource(Runs runs, RunPlans plans, Judging judging, Occurrences occurrences, Steps steps) {
        this.runs = runs;
        this.plans = plans;
        this.judging = judging;
        this.occurrences = occurrences;
        this.steps = steps;
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "List the tests of a run's plan, each with its light and its occurrences")
    public List<TestSummary> list(RunName run) {
        Run found = runs.require(run);
        Verdict verdict = judging.of(found).verdict();
        List<Occurrence> all = occurrences.of(found.id());
        return plans.of(found).tests().values().stream()
                .map(test -> new TestSummary(
                        test.name(), test.title(), TestLights.of(verdict, test.name()), of(test.name(), all)))
                .toList();
    }

    @GET
    @Path("{test}")
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "Show a test of a run with its occurrences, steps and checks")
    public TestView byName(RunName run, String test) {
        Run found = runs.require(run);
        Plan plan = plans.of(found);
        if (!plan.tests().containsKey(test)) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "plan %s has no test %s; it has %s",
                    plan.name(),
                    test,
                    String.join(", ", plan.tests().keySet()));
        }
        Verdict verdict = judging.of(found).verdict();
        return new TestView(
                test,
                plan.tests().get(test).title(),
                TestLights.of(verdict, test),
                of(test, occurrences.of(found.id())),
                steps.of(found.id()).stream()
                        .filter(step -> step.test().equals(test))
                        .toList(),
                TestLights.checks(verdict, test));
    }

    private static List<Occurrence> of(String test, List<Occurrence> all) {
        return all.stream().filter(occurrence -> occurrence.test().equals(test)).toList();
    }

    record TestSummary(String test, String title, Light light, List<Occurrence> occurrences) {}

    record TestView(
            String test,
            String title,
            Light light,
            List<Occurrence> occurrences,
            List<Step> steps,
            List<Check> checks) {}
}
