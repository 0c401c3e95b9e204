package io.burnin.server.report;

import io.burnin.metric.Quantities;
import io.burnin.server.report.RunReport.OccurrencePart;
import io.burnin.server.report.RunReport.StepPart;
import io.burnin.server.report.RunReport.TestPart;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where in the course of a run a moment lies: in which test, and after which act upon the target's services. */
record Moments(List<TestPart> tests) {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String ACTS = "service.";
    private static final String LOOKS = "service.ensure";

    /** {@code 02:27:45, in Test 2: Core Resilience (Network Failure), 3.1 s after kill core} */
    String told(Instant at) {
        return Quantities.clock(at)
                + testAt(at).map(test -> ", in " + test.title()).orElse("")
                + actBefore(at)
                        .map(act -> ", %s after %s"
                                .formatted(Quantities.format(Duration.between(act.at(), at)), act.what()))
                        .orElse("");
    }

    /** Whether the step kills, stops or starts something, and is not one that only makes sure. */
    static boolean isAct(StepPart step) {
        return step.action().startsWith(ACTS) && !step.action().equals(LOOKS);
    }

    /** Of several that go on at the same time the shortest: a load goes on beside whatever else there is. */
    private Optional<TestPart> testAt(Instant at) {
        record Going(TestPart test, OccurrencePart occurrence) {}
        return tests.stream()
                .flatMap(test -> test.occurrences().stream().map(occurrence -> new Going(test, occurrence)))
                .filter(going -> !at.isBefore(going.occurrence().span().from())
                        && !at.isAfter(going.occurrence().span().to()))
                .min(Comparator.comparing(going -> going.occurrence().span().length()))
                .map(Going::test);
    }

    private Optional<StepPart> actBefore(Instant at) {
        return steps().filter(Moments::isAct)
                .filter(step -> !step.at().isAfter(at) && step.at().plus(SOON).isAfter(at))
                .max(Comparator.comparing(StepPart::at));
    }

    private Stream<StepPart> steps() {
        return tests.stream()
                .flatMap(test -> test.occurrences().stream())
                .flatMap(occurrence -> occurrence.steps().stream());
    }
}
