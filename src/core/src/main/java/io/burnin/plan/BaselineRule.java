package io.burnin.plan;

import io.burnin.plan.BaselineChoice.OfRun;
import java.util.Optional;

/** Who compares with a baseline says which runs that is, and who says so compares with it. */
final class BaselineRule implements Linter.Rule {

    private static final String RULE = "baseline";

    @Override
    public void check(Linted linted) {
        for (Plan plan : linted.plans()) {
            plan.allCriteria().forEach(criterion -> {
                if (criterion.isRelative() && criterion.baseline().isEmpty()) {
                    tellMissing(linted, criterion);
                } else if (!criterion.isRelative() && criterion.baseline().isPresent()) {
                    tellUnused(linted, criterion);
                }
                criterion.baseline().ifPresent(choice -> checkRun(linted, plan, criterion, choice));
            });
        }
        boolean isUnused =
                linted.all().stream().allMatch(plan -> plan.baselines().isEmpty());
        if (linted.root() instanceof Node.Entries plan && saysBaseline(plan) && isUnused) {
            linted.warning(
                    RULE,
                    "baseline",
                    "no criterion compares with a baseline",
                    "write for example 'green: at most baseline + 10 %', or remove 'baseline'");
        }
    }

    private static boolean saysBaseline(Node.Entries plan) {
        return plan.entries().stream().anyMatch(entry -> entry.key().text().equals("baseline"));
    }

    private static void tellMissing(Linted linted, Criterion criterion) {
        boolean inGreen = criterion.green().isRelative();
        linted.error(
                RULE,
                Linted.pathOf(criterion) + (inGreen ? "/green" : "/yellow"),
                "it is not said with which runs '%s' compares".formatted(criterion.name()),
                "add 'baseline: lastGreen' (or pinned, median(5), run:ID) to the criterion or to the plan");
    }

    private static void tellUnused(Linted linted, Criterion criterion) {
        linted.error(
                RULE,
                Linted.pathOf(criterion) + "/baseline",
                "neither green nor yellow of '%s' compares with a baseline".formatted(criterion.name()),
                "write for example 'green: at most baseline + 10 %', or remove 'baseline'");
    }

    /** Values of another plan are of other things, whatever they are called. */
    private static void checkRun(Linted linted, Plan plan, Criterion criterion, BaselineChoice choice) {
        Optional<String> other = choice instanceof OfRun(String run) && run.contains("#")
                ? Optional.of(run.substring(0, run.indexOf('#'))).filter(name -> !name.equals(plan.name()))
                : Optional.empty();
        other.ifPresent(name -> linted.error(
                RULE,
                Linted.pathOf(criterion) + "/baseline",
                "a baseline is a run of the same plan, and %s is one of %s".formatted(choice, name),
                "name a run of " + plan.name()));
    }
}
