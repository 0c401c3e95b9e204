package io.burnin.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a ledger counts by must be there, and what feeds a ledger must be counted by it. */
final class WitnessRule implements Linter.Rule {

    private static final String RULE = "ledger";

    @Override
    public void check(Linted linted) {
        Plan plan = linted.plan();
        List<Steps.Placed> steps = Steps.of(plan);
        plan.probes().values().stream()
                .filter(Probe.Ledger.class::isInstance)
                .map(Probe.Ledger.class::cast)
                .forEach(ledger -> checkLedger(linted, plan, ledger, steps));
        steps.forEach(step -> checkFeeding(linted, plan, step));
    }

    private static void checkLedger(Linted linted, Plan plan, Probe.Ledger ledger, List<Steps.Placed> steps) {
        String path = "probes/" + ledger.name() + "/ledger/";
        for (Probe.Witness witness : ledger.submitted()) {
            checkWitness(linted, plan, witness, path + "submitted");
            if (witness instanceof Probe.Witness.ByStep(String step)) {
                checkFed(linted, ledger.name(), step, steps, path + "submitted");
            }
        }
        Map.of("handled", ledger.handled(), "done", ledger.done(), "failed", ledger.failed())
                .forEach((key, witnesses) -> witnesses.forEach(witness -> {
                    checkWitness(linted, plan, witness, path + key);
                    if (witness instanceof Probe.Witness.ByStep) {
                        linted.error(
                                RULE,
                                path + key,
                                "a step submits; it cannot tell what became of an id",
                                "name a log, a file, or an address");
                    }
                }));
        ledger.settle()
                .filter(settle -> settle.compareTo(ledger.lostAfter()) > 0)
                .ifPresent(settle -> linted.warning(
                        RULE,
                        path + "settle",
                        "'%s' waits for longer than any id stays open".formatted(ledger.name()),
                        "let it settle for no longer than 'lostAfter', or remove 'settle'"));
        if (ledger.done().isEmpty() && ledger.failed().isEmpty()) {
            linted.error(
                    RULE,
                    path + "submitted",
                    "nothing says when an id of '%s' is done or failed".formatted(ledger.name()),
                    "add 'done'");
        }
    }

    private static void checkFed(Linted linted, String ledger, String step, List<Steps.Placed> steps, String path) {
        var feeding = new ArrayList<String>();
        steps.stream()
                .map(Steps.Placed::step)
                .filter(each -> Steps.ledgersOf(each).anyMatch(ledger::equals))
                .forEach(each -> each.options().as().ifPresent(feeding::add));
        if (!feeding.contains(step)) {
            linted.error(
                    RULE,
                    path,
                    "no step 'as: %s' feeds '%s'".formatted(step, ledger),
                    "give the step that submits 'as: %s' and 'ledger: {%s: …}'; %s"
                            .formatted(step, ledger, Nearest.remedy(step, feeding)));
        }
    }

    private static void checkWitness(Linted linted, Plan plan, Probe.Witness witness, String path) {
        switch (witness) {
            case Probe.Witness.ByLog(String probe, String line) -> {
                List<String> logs = namesOf(plan, Probe.Log.class);
                NameRule.require(linted, logs, "log probe", probe, path);
                if (plan.probes().get(probe) instanceof Probe.Log log) {
                    List<String> rules = log.rules().stream()
                            .filter(rule -> rule.id().isPresent())
                            .map(Probe.LineRule::name)
                            .toList();
                    NameRule.require(linted, rules, "rule with an 'id' in " + probe, line, path);
                }
            }
            case Probe.Witness.ByJsonl(String probe, String at) ->
                NameRule.require(linted, namesOf(plan, Probe.Jsonl.class), "jsonl probe", probe, path);
            case Probe.Witness.ByStep s -> {}
            case Probe.Witness.ByFile f -> {}
            case Probe.Witness.ByHttp h -> {}
        }
    }

    private static void checkFeeding(Linted linted, Plan plan, Steps.Placed placed) {
        Step step = placed.step();
        String path = placed.path() + "/" + step.action();
        Steps.ledgersOf(step).forEach(name -> {
            NameRule.require(linted, namesOf(plan, Probe.Ledger.class), "ledger", name, path);
            if (plan.probes().get(name) instanceof Probe.Ledger ledger) {
                List<String> counted = ledger.submitted().stream()
                        .filter(Probe.Witness.ByStep.class::isInstance)
                        .map(witness -> ((Probe.Witness.ByStep) witness).step())
                        .toList();
                String as = step.options().as().orElse("");
                if (!counted.contains(as)) {
                    linted.error(
                            RULE,
                            path,
                            as.isEmpty()
                                    ? "the step feeds '%s' and has no name".formatted(name)
                                    : "the step '%s' feeds '%s', which does not count it".formatted(as, name),
                            counted.isEmpty()
                                    ? "add {step: …} to 'submitted' of '%s'".formatted(name)
                                    : "give it: as: " + String.join(" or ", counted));
                }
            }
        });
    }

    private static List<String> namesOf(Plan plan, Class<? extends Probe> kind) {
        return plan.probes().values().stream()
                .filter(kind::isInstance)
                .map(Probe::name)
                .toList();
    }
}
