package io.burnin.cli;

import io.burnin.plan.Criterion;
import io.burnin.plan.Plan;
import io.burnin.plan.Profile.Planned;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A plan's profile in words: when what happens, and what is demanded. */
final class PlanText {

    static void print(Plan plan, List<String> profiles, PrintWriter out) {
        out.println(plan.title());
        out.println(plan.goal());
        out.printf(
                "Profile %s (of %s): %s%n%n",
                plan.profile().name(),
                String.join(", ", profiles),
                Durations.format(plan.profile().duration()));
        var schedule = new TextTable("at", "test", "for", "");
        plan.profile()
                .timetable()
                .forEach(planned -> schedule.row(
                        Durations.format(planned.at()),
                        planned.test(),
                        planned.length().map(Durations::format).orElse(""),
                        plan.tests().get(planned.test()).title()));
        schedule.print(out);
        out.println();
        var criteria = new TextTable("criterion", "what", "rule", "");
        criteria(plan)
                .forEach(criterion ->
                        criteria.row(criterion.path(), criterion.title(), rule(criterion), judged(criterion, plan)));
        criteria.print(out);
    }

    static Map<String, Object> facts(Plan plan) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("plan", plan.name());
        facts.put("title", plan.title());
        facts.put("profile", plan.profile().name());
        facts.put("duration", plan.profile().duration().toString());
        facts.put(
                "schedule",
                plan.profile().timetable().stream().map(PlanText::facts).toList());
        facts.put(
                "criteria",
                criteria(plan)
                        .map(criterion -> Map.of(
                                "criterion", criterion.path(), "title", criterion.title(), "rule", rule(criterion)))
                        .toList());
        return facts;
    }

    private static Map<String, String> facts(Planned planned) {
        return Map.of(
                "at", planned.at().toString(),
                "test", planned.test(),
                "for", planned.length().map(Duration::toString).orElse(""));
    }

    private static Stream<Criterion> criteria(Plan plan) {
        return Stream.concat(
                plan.criteria().stream(), plan.tests().values().stream().flatMap(test -> test.criteria().stream()));
    }

    private static String judged(Criterion criterion, Plan plan) {
        return criterion.only().isEmpty()
                        || criterion.only().contains(plan.profile().name())
                ? ""
                : "not judged in this profile";
    }

    static String rule(Criterion criterion) {
        String yellow = criterion
                .yellow()
                .map(condition -> switch (condition) {
                    case Criterion.Yellow.When when -> ", yellow " + when.condition();
                    case Criterion.Yellow.Any any -> ", else yellow";
                })
                .orElse("");
        boolean open = criterion
                .yellow()
                .filter(Criterion.Yellow.Any.class::isInstance)
                .isEmpty();
        return "green " + criterion.green() + yellow
                + (open ? ", otherwise " + criterion.otherwise().name().toLowerCase(java.util.Locale.ROOT) : "")
                + criterion.baseline().map(choice -> ", baseline " + choice).orElse("");
    }

    private PlanText() {}
}
