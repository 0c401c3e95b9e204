package io.burnin.bundle;

import io.burnin.verdict.Check;
import io.burnin.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Where two verdicts on a run disagree. Words do not count, nor does the tenth digit of a number, which depends on the order in which
 * samples are added up.
 *
 * @param subject a criterion, or {@code verdict} for the whole
 * @param aspect what differs: light, value …
 * @param stored as the one has it; a dash if it has none
 * @param judged as the other has it
 */
public record Difference(String subject, String aspect, String stored, String judged) {

    private static final String NONE = "–";

    private static final Map<String, Function<Verdict, Object>> OF_VERDICT = ordered(
            Map.entry("light", Verdict::light),
            Map.entry("outcome", Verdict::outcome),
            Map.entry("conclusive", Verdict::conclusive),
            Map.entry("provisional", Verdict::provisional),
            Map.entry("recommendation", Verdict::recommendation));

    private static final Map<String, Function<Check, Object>> OF_CHECK = ordered(
            Map.entry("light", Check::light),
            Map.entry("state", Check::state),
            Map.entry("value", check -> check.value().map(Difference::digits).orElse(NONE) + " " + check.unit()),
            Map.entry(
                    "interval",
                    check -> check.interval()
                            .map(interval -> digits(interval.low()) + " to " + digits(interval.high()))
                            .orElse(NONE)),
            Map.entry("n", Check::samples),
            Map.entry("proof", check -> check.proof().getClass().getSimpleName()),
            Map.entry("rule", Check::rule),
            Map.entry("window", Check::window));

    /** None if they agree. */
    public static List<Difference> between(Verdict stored, Verdict judged) {
        var differences = new ArrayList<>(of("verdict", OF_VERDICT, stored, judged));
        Map<String, Check> before = byCriterion(stored);
        Map<String, Check> now = byCriterion(judged);
        Set<String> criteria = new LinkedHashSet<>(before.keySet());
        criteria.addAll(now.keySet());
        for (String criterion : criteria) {
            if (!now.containsKey(criterion)) {
                differences.add(new Difference(criterion, "check", told(before.get(criterion)), NONE));
            } else if (!before.containsKey(criterion)) {
                differences.add(new Difference(criterion, "check", NONE, told(now.get(criterion))));
            } else {
                differences.addAll(of(criterion, OF_CHECK, before.get(criterion), now.get(criterion)));
            }
        }
        return differences;
    }

    private static <T> List<Difference> of(
            String subject, Map<String, Function<T, Object>> aspects, T stored, T judged) {
        return aspects.entrySet().stream()
                .map(aspect -> new Difference(
                        subject,
                        aspect.getKey(),
                        aspect.getValue().apply(stored).toString(),
                        aspect.getValue().apply(judged).toString()))
                .filter(pair -> !pair.stored.equals(pair.judged))
                .toList();
    }

    private static Map<String, Check> byCriterion(Verdict verdict) {
        var checks = new LinkedHashMap<String, Check>();
        verdict.checks().forEach(check -> checks.put(check.criterion(), check));
        return checks;
    }

    private static String told(Check check) {
        return "%s %s".formatted(check.light(), check.shown());
    }

    private static String digits(double number) {
        return String.format(Locale.ROOT, "%.9g", number);
    }

    @SafeVarargs
    private static <T> Map<String, Function<T, Object>> ordered(Map.Entry<String, Function<T, Object>>... aspects) {
        var map = new LinkedHashMap<String, Function<T, Object>>();
        for (var aspect : aspects) {
            map.put(aspect.getKey(), aspect.getValue());
        }
        return map;
    }

    /** {@code latency: light GREEN, now RED} */
    @Override
    public String toString() {
        return "%s: %s %s, now %s".formatted(subject, aspect, stored, judged);
    }
}
