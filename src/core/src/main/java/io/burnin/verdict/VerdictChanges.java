package io.burnin.verdict;

import io.burnin.plan.Criterion;
import io.burnin.plan.Plan;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.CriterionChange.Kind;
import io.burnin.verdict.CriterionChange.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares two judgements of the same run, criterion by criterion. */
public final class VerdictChanges {

    private final Map<String, Criterion> criteriaBefore;
    private final Map<String, Criterion> criteriaAfter;

    private VerdictChanges(Plan before, Plan after) {
        criteriaBefore = criteria(before);
        criteriaAfter = criteria(after);
    }

    /** What changed, in the order of the later verdict, with what is gone behind it; nothing of what is as it was. */
    public static List<CriterionChange> between(Plan planBefore, Verdict before, Plan planAfter, Verdict after) {
        var changes = new VerdictChanges(planBefore, planAfter);
        Map<String, Check> checksBefore = byCriterion(before);
        var found = new ArrayList<CriterionChange>();
        for (Check check : after.checks()) {
            Optional.ofNullable(checksBefore.remove(check.criterion()))
                    .map(earlier -> changes.of(earlier, check))
                    .orElseGet(() -> Optional.of(added(check)))
                    .ifPresent(found::add);
        }
        checksBefore.values().forEach(check -> found.add(gone(check)));
        return found;
    }

    private static Map<String, Criterion> criteria(Plan plan) {
        return Stream.concat(
                        plan.criteria().stream(),
                        plan.tests().values().stream().flatMap(test -> test.criteria().stream()))
                .collect(Collectors.toMap(Criterion::path, Function.identity()));
    }

    private static Map<String, Check> byCriterion(Verdict verdict) {
        var checks = new LinkedHashMap<String, Check>();
        verdict.checks().forEach(check -> checks.put(check.criterion(), check));
        return checks;
    }

    private Optional<CriterionChange> of(Check before, Check after) {
        String path = after.criterion().split("\\[", 2)[0];
        Optional<CriterionDifference> difference = Optional.ofNullable(criteriaBefore.get(path))
                .flatMap(earlier -> Optional.ofNullable(criteriaAfter.get(path))
                        .map(later -> new CriterionDifference(earlier, later)));
        List<String> what = difference.map(CriterionDifference::words).orElse(List.of());
        Side then = Side.of(before);
        Side now = Side.of(after);
        boolean leftOut = isJudged(before) && !isJudged(after);
        return then.equals(now) && what.isEmpty()
                ? Optional.empty()
                : Optional.of(new CriterionChange(
                        after.criterion(),
                        after.title(),
                        Kind.CHANGED,
                        Optional.of(then),
                        Optional.of(now),
                        leftOut
                                || difference
                                        .filter(CriterionDifference::loosens)
                                        .isPresent(),
                        what));
    }

    private static boolean isJudged(Check check) {
        return check.state() != State.NOT_JUDGED;
    }

    private static CriterionChange added(Check check) {
        return new CriterionChange(
                check.criterion(),
                check.title(),
                Kind.NEW,
                Optional.empty(),
                Optional.of(Side.of(check)),
                false,
                List.of());
    }

    private static CriterionChange gone(Check check) {
        return new CriterionChange(
                check.criterion(),
                check.title(),
                Kind.GONE,
                Optional.of(Side.of(check)),
                Optional.empty(),
                isJudged(check),
                List.of());
    }
}
