package io.burnin.verdict;

import io.burnin.verdict.Decision.Accepted;
import io.burnin.verdict.Decision.Muted;
import io.burnin.verdict.Decision.Overridden;
import io.burnin.verdict.Verdict.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a verdict comes to where the decisions of people are honoured.
 *
 * @param light the override's; else that of the reasons which nobody accepted or muted
 * @param exitCode as of a verdict of that light
 * @param inEffect those that cover something, the newest override alone among overrides
 */
public record Decided(Light light, int exitCode, List<Decision> inEffect) {

    public Decided {
        inEffect = List.copyOf(inEffect);
    }

    public static Decided of(Verdict verdict, List<Decision> decisions, Instant now) {
        List<Decision> inTime = decisions.stream()
                .filter(decision -> now.isBefore(decision.signed().until()))
                .toList();
        Optional<Overridden> override = override(verdict, inTime);
        List<Decision> covering = inTime.stream()
                .filter(decision -> verdict.reasons().stream().anyMatch(reason -> covers(decision, reason)))
                .toList();
        List<Decision> inEffect =
                Stream.concat(override.stream(), covering.stream()).toList();
        return override.map(over -> new Decided(over.light(), exitCode(over.light()), inEffect))
                .orElseGet(() -> left(verdict, inEffect));
    }

    /** Nothing that a person signed is an absence of evidence. */
    private static int exitCode(Light light) {
        return switch (light) {
            case GREEN -> 0;
            case YELLOW -> 10;
            case RED -> 20;
        };
    }

    private static Optional<Overridden> override(Verdict verdict, List<Decision> inTime) {
        return inTime.stream()
                .flatMap(decision -> decision instanceof Overridden over ? Stream.of(over) : Stream.empty())
                .max(Comparator.comparing(over -> over.signed().at()))
                .filter(over -> verdict.light().compareTo(over.seen()) <= 0
                        || over.light().compareTo(verdict.light()) >= 0);
    }

    private static Decided left(Verdict verdict, List<Decision> inEffect) {
        if (inEffect.isEmpty()) {
            return new Decided(verdict.light(), verdict.exitCode(), inEffect);
        }
        List<Reason> left = verdict.reasons().stream()
                .filter(reason -> inEffect.stream().noneMatch(decision -> covers(decision, reason)))
                .toList();
        Light worst = left.stream().map(Reason::light).reduce(Light.GREEN, Light::worseOf);
        Light light = somethingSpeaksForIt(verdict, inEffect) ? worst : worst.worseOf(Light.YELLOW);
        return new Decided(light, Verdict.exitCode(light, verdict.outcome(), left), inEffect);
    }

    /** With all that was judged taken away, nothing is left that could be green. */
    private static boolean somethingSpeaksForIt(Verdict verdict, List<Decision> inEffect) {
        return verdict.checks().stream()
                .filter(Check::isEvaluated)
                .anyMatch(check -> inEffect.stream().noneMatch(decision -> concerns(decision, check.criterion())));
    }

    private static boolean covers(Decision decision, Reason reason) {
        return concerns(decision, reason.subject())
                && switch (decision) {
                    case Accepted accepted -> reason.light().compareTo(accepted.seen()) <= 0;
                    case Muted muted -> true;
                    case Overridden over -> false;
                };
    }

    /** A criterion that is judged per label value has it in brackets behind its path; to mute it is to mute all of them. */
    private static boolean concerns(Decision decision, String subject) {
        return switch (decision) {
            case Accepted accepted -> accepted.subject().equals(subject);
            case Muted muted -> muted.criterion().equals(subject.split("\\[", 2)[0]);
            case Overridden over -> false;
        };
    }
}
