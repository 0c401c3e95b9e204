package io.burnin.plan;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Fault windows must not run into each other, and must last as long as their effects. */
final class FaultRule implements Linter.Rule {

    private static final String RULE = "fault";
    private static final String SETTLE = "settle";

    @Override
    public void check(Linted linted) {
        for (Plan plan : linted.plans()) {
            checkOverlaps(linted, plan);
            plan.tests().values().stream()
                    .filter(test -> !test.disturbs().isEmpty())
                    .forEach(test -> checkSettle(linted, plan, test));
        }
    }

    private static void checkOverlaps(Linted linted, Plan plan) {
        List<Profile.Planned> starts = plan.profile().timetable();
        var told = new LinkedHashSet<String>();
        for (int i = 0; i < starts.size(); i++) {
            Test first = plan.tests().get(starts.get(i).test());
            if (first == null || first.disturbs().isEmpty()) {
                continue;
            }
            Duration end = Lengths.end(plan, starts.get(i), first);
            for (int j = i + 1; j < starts.size() && starts.get(j).at().compareTo(end) < 0; j++) {
                Test second = plan.tests().get(starts.get(j).test());
                if (second != null && told.add(first.name() + " " + second.name())) {
                    tellOverlap(linted, plan, starts.get(i), first, starts.get(j), second);
                }
            }
        }
    }

    private static void tellOverlap(
            Linted linted, Plan plan, Profile.Planned one, Test first, Profile.Planned other, Test second) {
        Set<String> both = new LinkedHashSet<>(first.disturbs());
        both.retainAll(second.disturbs());
        if (!both.isEmpty()) {
            linted.error(
                    RULE,
                    "profiles/" + plan.profile().name() + "/schedule",
                    "'%s' at %s disturbs %s until %s at the earliest, and '%s' already at %s"
                            .formatted(
                                    first.name(),
                                    ScheduleRule.text(one.at()),
                                    String.join(" and ", both),
                                    ScheduleRule.text(Lengths.end(plan, one, first)),
                                    second.name(),
                                    ScheduleRule.text(other.at())),
                    "start '%s' later".formatted(second.name()));
        }
    }

    private static void checkSettle(Linted linted, Plan plan, Test test) {
        String path = "tests/" + test.name() + "/settle";
        Optional<Duration> least = asked(linted, plan);
        if (test.settle().isZero()) {
            linted.warning(
                    RULE,
                    path,
                    "'%s' disturbs and has no time to settle: what follows at once counts as undisturbed"
                            .formatted(test.name()),
                    "add for example: settle: 30s");
        } else if (least.isPresent() && test.settle().compareTo(least.get()) < 0) {
            linted.warning(
                    RULE,
                    path,
                    "'%s' settles for %s, and the parameter 'settle' says %s"
                            .formatted(test.name(), ScheduleRule.text(test.settle()), ScheduleRule.text(least.get())),
                    "write: settle: \"${settle}\"");
        }
    }

    /** What a parameter of that name says. */
    private static Optional<Duration> asked(Linted linted, Plan plan) {
        Parameter parameter = linted.parameters().get(SETTLE);
        if (parameter == null
                || parameter.type() != Parameter.Type.DURATION
                || !(plan.parameters().get(SETTLE) instanceof ParameterValue.Text(String text))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Literals.duration(text));
        } catch (Literals.Malformed malformed) {
            throw new IllegalStateException("the parameter 'settle' was read as a duration", malformed);
        }
    }
}
