package io.burnin.verdict;

import io.burnin.metric.Quantities;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion.Severity;
import io.burnin.plan.Plan;
import io.burnin.plan.Step;
import io.burnin.plan.Test;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Evidence.Expectation;
import io.burnin.verdict.Evidence.Expectation.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Judges the await and expect steps of the tests: each is one check over all occurrences, the worst of them. */
record ExpectationChecks(Plan plan, Evidence evidence) {

    /** A step that expects something, as the plan has it. */
    private record Expected(String name, String title, String rule, Optional<Step.Subject> subject) {}

    List<Check> of(Test test) {
        if (Shortfall.planned(plan, test.name()) == 0) {
            return List.of();
        }
        Map<String, Expected> planned = new LinkedHashMap<>();
        collect("steps", test.steps(), true, planned);
        collect("finally", test.cleanup(), true, planned);
        Map<String, List<Expectation>> results = new LinkedHashMap<>();
        planned.values().forEach(expected -> results.put(expected.name(), new ArrayList<>()));
        evidence.expectations().stream()
                .filter(result -> result.test().equals(test.name()))
                .forEach(result -> results.computeIfAbsent(nameOf(result, planned), name -> new ArrayList<>())
                        .add(result));
        return results.entrySet().stream()
                .map(entry -> counted(test, expected(entry.getKey(), entry.getValue(), planned), entry.getValue()))
                .toList();
    }

    /** What came out in an excluded stretch speaks neither for the product nor against it. */
    private Check counted(Test test, Expected expected, List<Expectation> results) {
        List<Expectation> counting = results.stream()
                .filter(result -> !ExclusionLimit.isExcluded(evidence, result.at()))
                .toList();
        Check check = check(test, expected, counting);
        if (counting.size() == results.size() || check.light() == Light.RED) {
            return check;
        }
        Expectation left = results.stream()
                .filter(result -> !counting.contains(result))
                .max(Comparator.comparing(result -> badness(result.result())))
                .orElseThrow();
        return check.yellow(
                State.INSUFFICIENT,
                ErrorClass.TEST,
                "what it came to at %s lies in an excluded stretch: %s"
                        .formatted(Quantities.clock(left.at()), told(left)),
                List.of());
    }

    /** By name and by place, since a step can be told by either. Inside loops only what has a name is known beforehand. */
    private static void collect(String place, List<Step> steps, boolean outermost, Map<String, Expected> found) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Optional<String> as = step.options().as();
            switch (step) {
                case Step.Await await ->
                    add(as, place + "/" + i, outermost, await.subject(), within(await), await.otherwise(), found);
                case Step.Expect expect ->
                    add(as, place + "/" + i, outermost, expect.subject(), "", expect.otherwise(), found);
                case Step.Repeat repeat -> collect(place, repeat.steps(), false, found);
                case Step.Parallel parallel -> collect(place, parallel.steps(), false, found);
                case Step.HttpRequest s -> {}
                case Step.HttpLoad s -> {}
                case Step.FilesWrite s -> {}
                case Step.ServiceAct s -> {}
                case Step.Wait s -> {}
                case Step.Observe s -> {}
            }
        }
    }

    private static void add(
            Optional<String> as,
            String place,
            boolean outermost,
            Step.Subject subject,
            String within,
            Step.Otherwise otherwise,
            Map<String, Expected> found) {
        if (as.isEmpty() && !outermost) {
            return;
        }
        String what = switch (subject) {
            case Step.Subject.OfMetric(var statistic, var metric, var where, var is) ->
                "%s %s %s".formatted(statistic.word(), metric, is);
            case Step.Subject.ServiceReady(var service) -> "%s ready".formatted(service);
        };
        String title = as.map(ExpectationChecks::words).orElse(what);
        String rule =
                "%s%s, otherwise %s".formatted(what, within, otherwise.name().toLowerCase(Locale.ROOT));
        var expected = new Expected(as.orElse(place), title, rule, Optional.of(subject));
        found.put(as.orElse(place), expected);
        if (outermost) {
            found.putIfAbsent(place, expected);
        }
    }

    private static String within(Step.Await await) {
        return " within " + Quantities.format(await.within())
                + (await.hold().isZero() ? "" : " for " + Quantities.format(await.hold()));
    }

    private static String words(String name) {
        String spaced = name.replace('-', ' ').replace('_', ' ');
        return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }

    private static String nameOf(Expectation result, Map<String, Expected> planned) {
        Expected known = planned.get(result.step());
        return known == null ? result.step() : known.name();
    }

    private static Expected expected(String name, List<Expectation> results, Map<String, Expected> planned) {
        return planned.values().stream()
                .filter(expected -> expected.name().equals(name))
                .findFirst()
                .orElseGet(() -> new Expected(
                        name, results.getFirst().expected(), results.getFirst().expected(), Optional.empty()));
    }

    private Check check(Test test, Expected expected, List<Expectation> results) {
        Optional<Expectation> worst = results.stream().max(Comparator.comparing(result -> badness(result.result())));
        Optional<Shortfall> shortfall = Shortfall.of(plan, evidence, test.name());
        boolean everyOccurrence =
                results.stream().map(Expectation::occurrence).distinct().count()
                        >= Shortfall.planned(plan, test.name());
        Result result = worst.map(Expectation::result).orElse(Result.INSUFFICIENT);
        boolean measured = result == Result.RED || result == Result.YELLOW || result == Result.MET && everyOccurrence;
        Light light = switch (result) {
            case RED -> Light.RED;
            case YELLOW, INSUFFICIENT -> Light.YELLOW;
            case MET -> measured ? Light.GREEN : Light.YELLOW;
        };
        String because = measured || result == Result.INSUFFICIENT && worst.isPresent()
                ? told(worst.orElseThrow())
                : shortfall.map(Shortfall::reason).orElse("the step came to no result in every occurrence");
        Optional<ErrorClass> errorClass = switch (light) {
            case GREEN -> Optional.empty();
            case YELLOW, RED ->
                Optional.of(
                        measured
                                ? ErrorClass.PRODUCT
                                : shortfall.map(Shortfall::errorClass).orElse(ErrorClass.TEST));
        };
        return new Check(
                test.name() + "/" + expected.name(),
                expected.title(),
                Optional.of(test.name()),
                light,
                measured ? State.EVALUATED : State.INSUFFICIENT,
                Optional.empty(),
                Unit.COUNT,
                Optional.empty(),
                results.size(),
                new Proof.NotApplicable(),
                expected.rule(),
                because,
                evidence.occurrences().stream()
                        .filter(occurrence -> occurrence.test().equals(test.name()))
                        .map(Evidence.Occurrence::span)
                        .toList(),
                errorClass,
                false,
                false,
                Severity.HIGH,
                List.of(),
                List.of(),
                Optional.empty(),
                measured && light != Light.GREEN ? Optional.of(trail(expected, results)) : Optional.empty(),
                Optional.empty());
    }

    private Trail trail(Expected expected, List<Expectation> results) {
        List<Instant> unmet = results.stream()
                .filter(result -> result.result() == Result.RED || result.result() == Result.YELLOW)
                .map(Expectation::at)
                .sorted()
                .toList();
        return new Trail(
                unmet.stream().findFirst(),
                unmet.stream().reduce((first, last) -> last),
                Optional.empty(),
                List.of(),
                expected.subject().map(new Themes(plan)::of).orElse(List.of()),
                expected.subject().map(new Remedies(plan)::of).orElse("find out why, and run again"));
    }

    private static int badness(Result result) {
        return switch (result) {
            case MET -> 0;
            case INSUFFICIENT -> 1;
            case YELLOW -> 2;
            case RED -> 3;
        };
    }

    private static String told(Expectation expectation) {
        return "expected %s, saw %s after %s"
                .formatted(expectation.expected(), expectation.seen(), Quantities.format(expectation.took()));
    }
}
