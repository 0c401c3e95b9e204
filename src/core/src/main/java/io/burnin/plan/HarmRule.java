package io.burnin.plan;

import io.burnin.plan.Step.ServiceAct.Verb;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
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
        plan.tests().values().forEach(test -> {
            checkIdle(linted, test);
            checkLastActs(linted, test);
        });
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
            if (!isUndo(act.options().undo(), service)) {
                linted.error(
                        RULE,
                        path,
                        "the undo of '%s' does not bring '%s' back".formatted(act.action(), service),
                        "write: undo: {service.ensure: %s}".formatted(service));
            } else if (!placed.cleanup()
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

    /** Whether it brings the service back, if there is one at all. */
    private static boolean isUndo(Optional<Step> undo, String service) {
        return undo.isEmpty() || undo.filter(step -> restores(step, service)).isPresent();
    }

    private static boolean restores(Step step, String service) {
        return step instanceof Step.ServiceAct act
                && (act.verb() == Verb.ENSURE || act.verb() == Verb.START)
                && act.services().contains(service);
    }

    /** What {@code finally} ends must run again when it is over. */
    private static void checkLastActs(Linted linted, Test test) {
        var last = new LinkedHashMap<String, Steps.Placed>();
        for (Steps.Placed placed : Steps.of(test)) {
            if (placed.cleanup() && placed.step() instanceof Step.ServiceAct act) {
                act.services().forEach(service -> last.put(service, placed));
            }
        }
        last.forEach((service, placed) -> {
            if (placed.step() instanceof Step.ServiceAct act && (act.verb() == Verb.STOP || act.verb() == Verb.KILL)) {
                linted.error(
                        RULE,
                        placed.path() + "/" + act.action(),
                        "'finally' leaves '%s' down".formatted(service),
                        "add behind it: - service.ensure: %s".formatted(service));
            }
        });
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
