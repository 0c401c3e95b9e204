package io.burnin.verdict;

import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.Verdict.Cause;
import io.burnin.verdict.Verdict.Kind;
import io.burnin.verdict.Verdict.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together the reasons of a verdict that have one cause, and says what to do about it. */
final class Causes {

    private final Verdict verdict;
    private final Map<String, Check> checks;

    private Causes(Verdict verdict) {
        this.verdict = verdict;
        this.checks = verdict.checks().stream()
                .collect(Collectors.toMap(Check::criterion, Function.identity(), (first, second) -> first));
    }

    /** In the order of the reasons: what decided the light comes first. */
    static List<Cause> of(Verdict verdict) {
        return new Causes(verdict).grouped();
    }

    private List<Cause> grouped() {
        var groups = new LinkedHashMap<String, List<Reason>>();
        verdict.reasons()
                .forEach(reason -> groups.computeIfAbsent(key(reason), key -> new ArrayList<>())
                        .add(reason));
        return groups.values().stream().map(this::cause).toList();
    }

    /** What was measured or is unproven stands for itself; what is missing is known by what it is missing for. */
    private String key(Reason reason) {
        return standsForItself(reason) ? reason.subject() + ": " + reason.text() : withoutTitle(reason);
    }

    private static boolean standsForItself(Reason reason) {
        return reason.kind() == Kind.MEASURED || reason.kind() == Kind.UNPROVEN;
    }

    private String withoutTitle(Reason reason) {
        return check(reason).map(Check::because).orElse(reason.text());
    }

    private Optional<Check> check(Reason reason) {
        return Optional.ofNullable(checks.get(reason.subject()));
    }

    private Cause cause(List<Reason> reasons) {
        Reason first = reasons.getFirst();
        List<String> criteria = reasons.stream()
                .map(Reason::subject)
                .filter(checks::containsKey)
                .toList();
        String text = reasons.size() == 1 ? first.text() : withoutTitle(first);
        return new Cause(
                first.light(), first.kind(), first.errorClass(), text, criteria, remedy(first) + outlook(reasons));
    }

    /** Of several that have one cause the one that is green last. */
    private static String outlook(List<Reason> reasons) {
        return reasons.stream()
                .flatMap(reason -> reason.outlook().stream())
                .max(Comparator.comparing(outlook -> outlook.earliest().orElse(Instant.MAX)))
                .map(outlook -> "; what it takes to be green: " + outlook.told())
                .orElse("");
    }

    private String remedy(Reason reason) {
        if (reason.kind() == Kind.MEASURED) {
            return remedyOfMeasured(reason);
        }
        if (reason.kind() == Kind.UNPROVEN) {
            return "let it run longer, or under more load: the plan wants every green proven";
        }
        if (verdict.provisional()) {
            return "wait: the run goes on";
        }
        if (verdict.outcome() == RunOutcome.STOPPED && reason.errorClass() == ErrorClass.CANCELED) {
            return "fix what is red and run again";
        }
        return switch (reason.errorClass()) {
            case PRODUCT -> "find out why and run again";
            case TEST ->
                "the product was not tested enough here: see to the test and to what it needs, and run again or longer";
            case INFRA -> "see to the agent, its host or the network and run again";
            case CONFIG -> "correct the plan, the target's parameters or the agent's policy and run again";
            case CANCELED -> "somebody ended it: run again";
            case TIMEOUT -> "find out what took so long and run again";
        };
    }

    private String remedyOfMeasured(Reason reason) {
        return switch (reason.subject()) {
            case Ruling.TARGET -> "put it right by hand, or with `burnin agent undo` on its host, and run again";
            case Ruling.HOST -> "find out what rebooted it and run again";
            default ->
                check(reason)
                        .map(check -> "fix it and run again; the rule is: %s".formatted(check.rule()))
                        .orElse("fix it and run again");
        };
    }
}
