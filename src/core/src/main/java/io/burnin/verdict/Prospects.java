package io.burnin.verdict;

import io.burnin.plan.Plan;
import io.burnin.verdict.Verdict.Awaited;
import io.burnin.verdict.Verdict.Kind;
import io.burnin.verdict.Verdict.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says with each reason of a verdict what would make it green and when, and of a run that goes on what evidence is still missing. */
final class Prospects {

    /** What reasons are about that are about the run as a whole. */
    private static final String RUN = "run";

    private static final Comparator<Awaited> SOONEST_FIRST =
            Comparator.comparing(awaited -> awaited.outlook().earliest().orElse(Instant.MAX));

    private final Plan plan;
    private final Verdict verdict;
    private final Outlooks outlooks;
    private final Map<String, Outlook> ofChecks = new HashMap<>();

    private Prospects(Plan plan, Evidence evidence, Verdict verdict) {
        this.plan = plan;
        this.verdict = verdict;
        this.outlooks = new Outlooks(plan, evidence);
        verdict.checks()
                .forEach(check ->
                        outlooks.of(check).ifPresent(outlook -> ofChecks.putIfAbsent(check.criterion(), outlook)));
    }

    /** The same verdict, with that. */
    static Verdict added(Plan plan, Evidence evidence, Verdict verdict) {
        var prospects = new Prospects(plan, evidence, verdict);
        return verdict.with(
                verdict.reasons().stream().map(prospects::withOutlook).toList(),
                verdict.provisional() ? prospects.awaited() : List.of());
    }

    /** Once a run has ended, what was measured is told by itself. */
    private Reason withOutlook(Reason reason) {
        if (!verdict.provisional() && reason.kind() == Kind.MEASURED) {
            return reason;
        }
        return reason.with(Optional.ofNullable(ofChecks.get(reason.subject())).or(() -> ofRun(reason)));
    }

    private Optional<Outlook> ofRun(Reason reason) {
        if (reason.kind() == Kind.UNFINISHED) {
            return outlooks.ofTestToCome(reason.subject()).or(() -> Optional.of(outlooks.ofEnd()));
        }
        return switch (reason.subject()) {
            case RUN -> Optional.of(outlooks.ofAnything());
            case Ruling.TARGET -> Optional.of(Outlook.never("a target that is as it was found", "it is red for good"));
            case Ruling.HOST -> Optional.of(Outlook.never("a host that stays up", "the reboot stays"));
            default -> Optional.empty();
        };
    }

    /** What was measured is not missing, however it is; and of a test it is told once that it is to come. */
    private List<Awaited> awaited() {
        List<Awaited> tests = plan.tests().values().stream()
                .flatMap(test -> outlooks.ofTestToCome(test.name()).stream()
                        .map(outlook -> new Awaited(test.name(), test.title(), outlook)))
                .toList();
        Set<Outlook> told = tests.stream().map(Awaited::outlook).collect(Collectors.toSet());
        Stream<Awaited> checks = verdict.checks().stream()
                .filter(check -> !check.isEvaluated() || check.light() == Light.GREEN)
                .filter(check -> ofChecks.containsKey(check.criterion()))
                .map(check -> new Awaited(check.criterion(), check.title(), ofChecks.get(check.criterion())))
                .filter(awaited -> !told.contains(awaited.outlook()));
        return Stream.concat(tests.stream(), checks).sorted(SOONEST_FIRST).toList();
    }
}
