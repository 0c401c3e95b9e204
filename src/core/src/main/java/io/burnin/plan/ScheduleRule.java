package io.burnin.plan;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is planned happens, and what is judged has happened. */
final class ScheduleRule implements Linter.Rule {

    private static final String RULE = "schedule";

    @Override
    public void check(Linted linted) {
        var ever = new LinkedHashSet<String>();
        for (Plan plan : linted.plans()) {
            Set<String> tests = scheduled(plan.profile());
            checkEnd(linted, plan.profile());
            for (Criterion criterion : Linted.criteriaOf(plan)) {
                if (!criterion.test().map(tests::contains).orElse(true)) {
                    continue;
                }
                criterion
                        .window()
                        .during()
                        .filter(test -> Linted.isJudged(criterion, plan) && !tests.contains(test))
                        .ifPresent(test -> linted.warning(
                                RULE,
                                Linted.pathOf(criterion) + "/window/during",
                                "the profile %s never runs '%s', so there will be nothing to judge"
                                        .formatted(plan.profile().name(), test),
                                "schedule it, or say 'only' for which profiles this is"));
            }
        }
        linted.all().forEach(plan -> ever.addAll(scheduled(plan.profile())));
        linted.plan().tests().keySet().stream()
                .filter(test -> !ever.contains(test))
                .forEach(test -> linted.warning(
                        RULE, "tests/" + test, "no profile runs '%s'".formatted(test), "schedule it, or remove it"));
    }

    private static Set<String> scheduled(Profile profile) {
        var tests = new LinkedHashSet<String>();
        profile.timetable().forEach(start -> tests.add(start.test()));
        return tests;
    }

    private static void checkEnd(Linted linted, Profile profile) {
        List<Profile.Entry> schedule = profile.schedule();
        for (int i = 0; i < schedule.size(); i++) {
            Profile.Entry entry = schedule.get(i);
            String path = "profiles/%s/schedule/%d".formatted(profile.name(), i);
            List<Profile.Planned> starts = entry.starts(profile.duration()).toList();
            if (starts.isEmpty()) {
                linted.error(RULE, path, "this never starts: 'until' is not after 'from'", "let it end later");
            }
            starts.stream()
                    .filter(start -> start.at().compareTo(profile.duration()) >= 0)
                    .findFirst()
                    .ifPresent(start -> linted.error(
                            RULE,
                            path,
                            "'%s' would start when the run of %s is over"
                                    .formatted(start.test(), text(profile.duration())),
                            "start it earlier, or make the profile longer"));
            starts.stream()
                    .filter(start -> start.length().isPresent()
                            && start.at().compareTo(profile.duration()) < 0
                            && start.at().plus(start.length().get()).compareTo(profile.duration()) > 0)
                    .findFirst()
                    .ifPresent(start -> linted.warning(
                            RULE,
                            path,
                            "'%s' is cut off: the run ends after %s".formatted(start.test(), text(profile.duration())),
                            "shorten its 'for', or make the profile longer"));
        }
    }

    /** {@code 1h30m} */
    static String text(Duration duration) {
        return duration.isZero() ? "0s" : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
