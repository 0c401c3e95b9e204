package io.burnin.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rules of the linter look at, and where they tell what they find.
 *
 * @param all the plan once for each profile
 * @param plans those among them that are asked about
 * @param used the parameters that are put in somewhere
 */
record Linted(
        Node root,
        SourceText source,
        List<Plan> all,
        List<Plan> plans,
        Map<String, Parameter> parameters,
        Set<String> used,
        Set<Problem> problems) {

    private static final int MOST_PROBLEMS = 200;

    Linted(
            Node root,
            SourceText source,
            List<Plan> all,
            List<Plan> plans,
            Map<String, Parameter> parameters,
            Set<String> used) {
        this(root, source, List.copyOf(all), List.copyOf(plans), parameters, Set.copyOf(used), new LinkedHashSet<>());
    }

    /** Any profile's: what does not differ between them can be looked at here. */
    Plan plan() {
        return plans.getFirst();
    }

    MetricCatalogue catalogue() {
        return MetricCatalogue.of(plan());
    }

    void error(String rule, String path, String message, String remedy) {
        tell(Problem.Severity.ERROR, rule, path, message, remedy);
    }

    void warning(String rule, String path, String message, String remedy) {
        tell(Problem.Severity.WARNING, rule, path, message, remedy);
    }

    /** {@code write: green: below 5 %}, or the other remedy if the line at that path does not hold {@code found}. */
    String corrected(String path, String found, String by, String otherwise) {
        return source.corrected(new Places(root).of(path), found, by)
                .map(line -> "write: " + line)
                .orElse(otherwise);
    }

    private void tell(Problem.Severity severity, String rule, String path, String message, String remedy) {
        if (problems.size() >= MOST_PROBLEMS) {
            return;
        }
        Node.Place place = new Places(root).of(path);
        problems.add(new Problem(severity, rule, place.line(), place.column(), path, message, remedy));
    }

    /** Where a criterion stands in the file. */
    static String pathOf(Criterion criterion) {
        return criterion.test().map(test -> "tests/" + test + "/").orElse("") + "criteria/" + criterion.name();
    }

    /** Those of the run, then those of its tests. */
    static List<Criterion> criteriaOf(Plan plan) {
        var all = new ArrayList<>(plan.criteria());
        plan.tests().values().forEach(test -> all.addAll(test.criteria()));
        return all;
    }

    static boolean isJudged(Criterion criterion, Plan plan) {
        return criterion.only().isEmpty()
                || criterion.only().contains(plan.profile().name());
    }
}
