package io.burnin.server.report;

import io.burnin.metric.Span;
import io.burnin.server.verdict.DecisionEntry;
import io.burnin.verdict.CriterionChange;
import io.burnin.verdict.Evidence.Absence;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.burnin.verdict.Finding;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a report says, before anybody decides how it looks. Its JSON is the report in JSON.
 *
 * @param title as the plan wants it
 * @param byOtherCriteria the newest judgement by other criteria, beside the verdict
 * @param decisions what people decided and is in effect
 * @param withDecisions the light where that, and the judgement by other criteria, is honoured
 * @param metrics the plan's own lines, in its words
 * @param warnings what the linter said of the plan
 * @param environment facts about the target's host
 * @param charts the plan's dashboard
 * @param artifacts what was captured of the target
 */
record RunReport(
        String title,
        RunFacts run,
        Verdict verdict,
        Optional<OtherCriteriaPart> byOtherCriteria,
        List<DecisionEntry> decisions,
        Light withDecisions,
        List<Line> metrics,
        List<Finding> findings,
        Choices choices,
        List<TestPart> tests,
        Timeline timeline,
        List<String> warnings,
        Map<String, String> environment,
        List<Chart> charts,
        List<ArtifactPart> artifacts,
        Instant writtenAt) {

    /** Which run it is about. {@code name} is {@code plan#number}; what is not known yet is empty. */
    record RunFacts(
            String id,
            String name,
            String plan,
            int planVersion,
            String goal,
            String profile,
            String state,
            String reason,
            Optional<String> target,
            Optional<String> agent,
            Map<String, String> labels,
            Map<String, String> parameters,
            Span span) {}

    /** @param plan by what it was judged, e.g. {@code plan version 3} */
    record OtherCriteriaPart(
            int revision,
            Light light,
            String plan,
            String by,
            String reason,
            Instant at,
            List<String> loosened,
            List<CriterionChange> changes,
            List<String> unmeasured) {}

    /** A line of the metrics that the plan asks for. */
    record Line(String label, String value) {}

    /** What may be recommended, in the plan's words. */
    record Choices(String proceed, String fix, String rollback) {}

    /** A test: the worst of its checks, and what happened in each of its occurrences. */
    record TestPart(String name, String title, Light light, List<OccurrencePart> occurrences) {}

    record OccurrencePart(int number, OccurrenceStatus status, Span span, String reason, List<StepPart> steps) {}

    /** @param outcome {@code OK}, {@code FAILED}, …; empty while it goes on */
    record StepPart(
            Instant at,
            String place,
            String action,
            String what,
            Optional<String> outcome,
            String message,
            Optional<Double> millis) {}

    record Timeline(
            List<Span> faults,
            List<Gap> gaps,
            List<Absence> absences,
            List<AlertPart> alerts,
            List<IncidentPart> incidents) {}

    /** What was wrong with the evidence, or still is. */
    record AlertPart(String kind, Span span, boolean open, String text) {}

    /** What befell agent or host. */
    record IncidentPart(Instant at, String kind, String text) {}

    /**
     * A piece of the target that was kept with the run.
     *
     * @param address where it can be fetched from this server; empty if there is nothing, or not all of it has come in
     * @param absent why there is nothing
     */
    record ArtifactPart(
            int id,
            String name,
            String source,
            String when,
            String occasion,
            Instant at,
            long bytes,
            boolean truncated,
            Optional<String> address,
            Optional<String> absent) {}

    /** A stretch in which nobody measured. */
    record Gap(Span span, String reason) {}

    /** A line through what was measured; a {@code step} holds its value until the next, a dot is one operation. */
    record Chart(String title, String unit, Shape shape, List<Stroke> strokes, List<Limit> limits) {
        enum Shape {
            LINE,
            STEP,
            DOTS
        }
    }

    record Stroke(String label, long[] times, double[] values) {}

    /** @param light what is worse than the limit is no longer of that light */
    record Limit(String text, double value, Light light) {}
}
