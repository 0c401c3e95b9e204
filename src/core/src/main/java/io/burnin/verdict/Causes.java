package io.burnin.verdict;

import io.burnin.verdict.Evidence.Exemplar;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.Verdict.Cause;
import io.burnin.verdict.Verdict.Kind;
import io.burnin.verdict.Verdict.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together the reasons of a verdict that have one cause, and says what to do about it. */
final class Causes {

    private static final int MOST_EXEMPLARS = 3;

    /** Of each light and kind; what has no time comes last. */
    private static final Comparator<Cause> FIRST_SEEN_FIRST = Comparator.comparing(Cause::light)
            .reversed()
            .thenComparing(Cause::kind)
            .thenComparing(cause -> cause.since().orElse(Instant.MAX));

    private final Verdict verdict;
    private final Map<String, Check> checks;

    private Causes(Verdict verdict) {
        this.verdict = verdict;
        this.checks = verdict.checks().stream()
                .collect(Collectors.toMap(Check::criterion, Function.identity(), (first, second) -> first));
    }

    /** In the order of the reasons: what decided the light comes first, and of that what was seen first. */
    static List<Cause> of(Verdict verdict) {
        return new Causes(verdict).grouped();
    }

    private List<Cause> grouped() {
        var groups = new ArrayList<List<Reason>>();
        for (Reason reason : verdict.reasons()) {
            groups.stream()
                    .filter(group -> group.stream().anyMatch(other -> isSame(other, reason)))
                    .findFirst()
                    .orElseGet(() -> {
                        var group = new ArrayList<Reason>();
                        groups.add(group);
                        return group;
                    })
                    .add(reason);
        }
        return groups.stream().map(this::cause).sorted(FIRST_SEEN_FIRST).toList();
    }

    /** What a criterion measured tells more than that a step waited in vain. */
    private Reason mostTelling(List<Reason> reasons) {
        return reasons.stream()
                .filter(reason -> check(reason).flatMap(Check::value).isPresent())
                .findFirst()
                .orElse(reasons.getFirst());
    }

    /** What was measured is known by what it is about, what is unproven stands for itself, what is missing by what it is missing for. */
    private boolean isSame(Reason one, Reason other) {
        if (one.kind() == Kind.MEASURED || other.kind() == Kind.MEASURED) {
            return one.kind() == other.kind() && !Collections.disjoint(themes(one), themes(other));
        }
        return one.kind() != Kind.UNPROVEN
                && other.kind() != Kind.UNPROVEN
                && withoutTitle(one).equals(withoutTitle(other));
    }

    private List<String> themes(Reason reason) {
        return trail(reason).map(Trail::themes).orElse(List.of());
    }

    private String withoutTitle(Reason reason) {
        return check(reason).map(Check::because).orElse(reason.text());
    }

    private Optional<Check> check(Reason reason) {
        return Optional.ofNullable(checks.get(reason.subject()));
    }

    private Optional<Trail> trail(Reason reason) {
        return check(reason).flatMap(Check::trail);
    }

    /** Of several that have one cause the one that is green last. */
    private static String outlook(List<Reason> reasons) {
        return reasons.stream()
                .flatMap(reason -> reason.outlook().stream())
                .max(Comparator.comparing(outlook -> outlook.earliest().orElse(Instant.MAX)))
                .map(outlook -> "; what it takes to be green: " + outlook.told())
                .orElse("");
    }

    private Cause cause(List<Reason> reasons) {
        Reason first = reasons.getFirst();
        boolean isOne = reasons.size() == 1 || first.kind() == Kind.MEASURED;
        Reason telling = mostTelling(reasons);
        Optional<Reason> earliest = reasons.stream()
                .filter(reason -> reason.since().isPresent())
                .min(Comparator.comparing(reason -> reason.since().get()));
        return new Cause(
                first.light(),
                first.kind(),
                first.errorClass(),
                isOne ? telling.text() : withoutTitle(first),
                earliest.flatMap(Reason::since),
                reasons.stream()
                        .flatMap(reason -> trail(reason).flatMap(Trail::until).stream())
                        .max(Comparator.<Instant>naturalOrder()),
                earliest.flatMap(this::trail).flatMap(Trail::began),
                firstOf(reasons, reason -> trail(reason).map(Trail::details).orElse(List.of())),
                examples(reasons),
                reasons.stream()
                        .map(Reason::subject)
                        .filter(checks::containsKey)
                        .toList(),
                remedy(reasons, telling) + outlook(reasons));
    }

    /** The same line again shows nothing new. */
    private List<Exemplar> examples(List<Reason> reasons) {
        var byText = new LinkedHashMap<String, Exemplar>();
        firstOf(reasons, reason -> check(reason).map(Check::exemplars).orElse(List.of()))
                .forEach(exemplar -> byText.putIfAbsent(exemplar.text(), exemplar));
        return byText.values().stream().limit(MOST_EXEMPLARS).toList();
    }

    private static <T> List<T> firstOf(List<Reason> reasons, Function<Reason, List<T>> part) {
        return reasons.stream()
                .map(part)
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private String remedy(List<Reason> reasons, Reason telling) {
        Reason first = reasons.getFirst();
        if (first.kind() == Kind.MEASURED) {
            return remedyOfMeasured(telling);
        }
        if (first.kind() == Kind.UNPROVEN) {
            return "let it run longer, or under more load: the plan wants every green proven";
        }
        if (first.kind() == Kind.NO_BASELINE) {
            return "look at what was measured, and let a run that is as it should be the baseline of the next ones:"
                    + " `burnin run pin RUN` with `baseline: pinned`; `lastGreen` takes this one by itself if nothing else is"
                    + " missing";
        }
        if (verdict.provisional()) {
            return "wait: the run goes on";
        }
        if (verdict.outcome() == RunOutcome.STOPPED && first.errorClass() == ErrorClass.CANCELED) {
            return "fix what is red and run again";
        }
        return switch (first.errorClass()) {
            case PRODUCT -> "find out why and run again";
            case TEST ->
                endedEarly(reasons)
                        ? "a step of this test did not come out as it must, so that the rest was not tested: find out why from "
                                + "the target's log of that time; more time alone does not help"
                        : "the product was not tested enough here: see to the test and to what it needs, and run again or longer";
            case INFRA ->
                "see to what stood in the way of measuring (the agent, its host, the network, or what the probe reads) and run again";
            case CONFIG -> "correct the plan, the target's parameters or the agent's policy and run again";
            case CANCELED -> "somebody ended it: run again";
            case TIMEOUT -> "find out what took so long and run again";
        };
    }

    private static boolean endedEarly(List<Reason> reasons) {
        return reasons.stream().anyMatch(reason -> reason.kind() == Kind.UNFINISHED);
    }

    private String remedyOfMeasured(Reason reason) {
        return switch (reason.subject()) {
            case Ruling.TARGET -> "put it right by hand, or with `burnin agent undo` on its host, and run again";
            case Ruling.HOST -> "find out what rebooted it and run again";
            default -> trail(reason).map(Trail::remedy).orElse("find out why, and run again");
        };
    }
}
