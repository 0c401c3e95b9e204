package io.burnin.plan;

import io.burnin.plan.Step.ServiceAct.Verb;
import java.util.LinkedHashSet;
import java.util.Set;

/** Who harms a service says so, and undoes it. */
final class HarmRule implements Linter.Rule {

    private static final String RULE = "harm";

    @Override
    public void check(Linted linted) {
        Plan plan = linted.plan();
        for (Steps.Placed placed : Steps.of(plan)) {
            if (placed.step() instanceof Step.ServiceAct act && act.verb().isHarm()) {
                checkHarm(linted, placed, act);
            }
            if (Steps.isContinuous(placed.step()) && (placed.test().isEmpty() || placed.cleanup())) {
                linted.error(
                        RULE,
                        placed.path(),
                        "'%s' goes on as long as its test, and here is none"
                                .formatted(placed.step().action()),
                        "move it into the steps of a test");
            }
        }
        plan.tests().values().forEach(test -> checkIdle(linted, test));
    }

    private static void checkHarm(Linted linted, Steps.Placed placed, Step.ServiceAct act) {
        String path = placed.path() + "/" + act.action();
        if (placed.test().isEmpty()) {
            linted.error(
                    RULE,
                    path,
                    "'%s' harms the target outside a test".formatted(act.action()),
                    "move it into a test that says 'disturbs'");
            return;
        }
        Test test = placed.test().get();
        for (String service : act.services()) {
            if (!test.disturbs().contains(service)) {
                linted.error(
                        RULE,
                        path,
                        "'%s' harms '%s', which the test does not say".formatted(act.action(), service),
                        "add to the test: disturbs: [%s]".formatted(service));
            }
            if (!placed.cleanup()
                    && act.options().undo().isEmpty()
                    && !restored(test).contains(service)) {
                linted.error(
                        RULE,
                        path,
                        "nothing takes back that '%s' harms '%s'".formatted(act.action(), service),
                        "add to the test: finally: [{service.ensure: %s}]".formatted(service));
            }
        }
    }

    private static Set<String> restored(Test test) {
        var restored = new LinkedHashSet<String>();
        for (Step step : test.cleanup()) {
            if (step instanceof Step.ServiceAct act && (act.verb() == Verb.ENSURE || act.verb() == Verb.START)) {
                restored.addAll(act.services());
            }
        }
        return restored;
    }

    private static void checkIdle(Linted linted, Test test) {
        boolean harms = Steps.of(test).stream()
                .anyMatch(placed -> placed.step() instanceof Step.ServiceAct act
                        && act.verb().isHarm());
        if (!test.disturbs().isEmpty() && !harms) {
            linted.warning(
                    RULE,
                    "tests/" + test.name() + "/disturbs",
                    "'%s' says that it disturbs, and harms nothing: there will be no fault window"
                            .formatted(test.name()),
                    "remove 'disturbs'");
        }
    }
}
