package io.burnin.server.report;

import com.fasterxml.jackson.core.type.TypeReference;
import io.burnin.metric.Span;
import io.burnin.plan.ParameterValue;
import io.burnin.plan.Plan;
import io.burnin.plan.Problem;
import io.burnin.plan.ReportLayout;
import io.burnin.plan.Statistic;
import io.burnin.protocol.RunRecord.Captured;
import io.burnin.server.artifact.Artifact;
import io.burnin.server.artifact.Artifacts;
import io.burnin.server.fleet.Agents;
import io.burnin.server.measure.Evidences;
import io.burnin.server.plan.Plans;
import io.burnin.server.report.RunReport.AlertPart;
import io.burnin.server.report.RunReport.ArtifactPart;
import io.burnin.server.report.RunReport.Choices;
import io.burnin.server.report.RunReport.Gap;
import io.burnin.server.report.RunReport.IncidentPart;
import io.burnin.server.report.RunReport.Line;
import io.burnin.server.report.RunReport.OccurrencePart;
import io.burnin.server.report.RunReport.OtherCriteriaPart;
import io.burnin.server.report.RunReport.RunFacts;
import io.burnin.server.report.RunReport.StepPart;
import io.burnin.server.report.RunReport.TestPart;
import io.burnin.server.report.RunReport.Timeline;
import io.burnin.server.run.Alerts;
import io.burnin.server.run.ClockComparison;
import io.burnin.server.run.Lease;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunEvents;
import io.burnin.server.run.RunPlans;
import io.burnin.server.run.RunState;
import io.burnin.server.run.Steps;
import io.burnin.server.verdict.Judging;
import io.burnin.server.verdict.Revision;
import io.burnin.server.verdict.RunFindings;
import io.burnin.server.verdict.Standings;
import io.burnin.server.verdict.TestLights;
import io.burnin.server.web.Json;
import io.burnin.verdict.Check;
import io.burnin.verdict.Evidence;
import io.burnin.verdict.Evidence.Absence;
import io.burnin.verdict.Measurement;
import io.burnin.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers what a report says, from what is stored at that moment. */
@ApplicationScoped
class Reports {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final String NO_DATA = "no data";

    private final Plans plans;
    private final RunPlans runPlans;
    private final Judging judging;
    private final Standings standings;
    private final RunFindings findings;
    private final Evidences evidences;
    private final Steps steps;
    private final Agents agents;
    private final Artifacts artifacts;
    private final Alerts alerts;
    private final RunEvents events;
    private final Json json;
    private final Clock clock;

    Reports(
            Plans plans,
            RunPlans runPlans,
            Judging judging,
            Standings standings,
            RunFindings findings,
            Evidences evidences,
            Steps steps,
            Agents agents,
            Artifacts artifacts,
            Alerts alerts,
            RunEvents events,
            Json json,
            Clock clock) {
        this.plans = plans;
        this.runPlans = runPlans;
        this.judging = judging;
        this.standings = standings;
        this.findings = findings;
        this.evidences = evidences;
        this.steps = steps;
        this.agents = agents;
        this.artifacts = artifacts;
        this.alerts = alerts;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    RunReport of(Run run) {
        Plan plan = runPlans.of(run);
        Evidence evidence = evidences.of(run.id().value());
        Judging.Judged judged = judging.of(run);
        Verdict verdict = judged.verdict();
        Standings.Standing standing = standings.of(judged);
        ReportLayout layout = plan.report();
        return new RunReport(
                layout.title(),
                facts(run, plan, evidence),
                verdict,
                standing.byOtherCriteria().map(Reports::otherCriteria),
                standing.decisions(),
                standing.withDecisions().light(),
                layout.metrics().stream()
                        .map(line -> new Line(line.label(), value(line.value(), plan, evidence, verdict)))
                        .toList(),
                findings.of(run, verdict),
                new Choices(layout.proceed(), layout.fix(), layout.rollback()),
                tests(run, plan, evidence, verdict),
                new Timeline(
                        evidence.faults(),
                        evidences.gaps(run.id().value()).stream()
                                .map(gap -> new Gap(new Span(gap.from(), gap.at()), gap.reason()))
                                .toList(),
                        merged(evidence.absences()),
                        alerts.of(run.id()).stream()
                                .map(raised -> alert(run, evidence, raised))
                                .toList(),
                        evidences.incidents(run.id().value()).stream()
                                .map(event -> new IncidentPart(event.at(), event.kind(), event.text()))
                                .toList()),
                plans.require(run.order().plan(), run.order().planVersion()).lint().stream()
                        .map(Reports::warning)
                        .toList(),
                environment(run),
                new Charts(plan, evidence, verdict).dashboard(),
                artifacts.of(run.id()).stream()
                        .map(artifact -> artifact(run, artifact))
                        .toList(),
                clock.instant());
    }

    private RunFacts facts(Run run, Plan plan, Evidence evidence) {
        return new RunFacts(
                run.id().toString(),
                run.name(),
                plan.name(),
                run.order().planVersion(),
                plan.goal(),
                plan.profile().name(),
                run.state().label().name(),
                reason(run.state()),
                run.lease().map(Lease::target).or(() -> run.order().target()),
                run.lease().map(lease -> agents.require(lease.agent()).name()),
                new TreeMap<>(run.order().labels()),
                parameters(plan),
                evidence.run());
    }

    private static OtherCriteriaPart otherCriteria(Revision revision) {
        var criteria = revision.otherCriteria().orElseThrow();
        return new OtherCriteriaPart(
                revision.number(),
                revision.verdict().light(),
                criteria.name(),
                revision.by(),
                revision.reason(),
                revision.judgedAt(),
                criteria.loosened(),
                criteria.changes(),
                criteria.unmeasured());
    }

    /** An absence is told when it begins and again when it ends. */
    private static List<Absence> merged(List<Absence> told) {
        record Cause(String probe, String reason) {}
        var spans = new LinkedHashMap<Cause, List<Span>>();
        told.forEach(absence -> spans.computeIfAbsent(
                        new Cause(absence.probe(), absence.reason()), cause -> new ArrayList<>())
                .add(absence.span()));
        return spans.entrySet().stream()
                .flatMap(entry -> Span.union(entry.getValue()).stream()
                        .map(span -> new Absence(
                                entry.getKey().probe(), span, entry.getKey().reason())))
                .sorted(Comparator.comparing(absence -> absence.span().from()))
                .toList();
    }

    private static String warning(Problem problem) {
        return "line %d, %s: %s".formatted(problem.line(), problem.path(), problem.message());
    }

    private static String reason(RunState state) {
        return switch (state) {
            case RunState.Queued queued -> queued.why();
            case RunState.Running running -> "";
            case RunState.Finished finished -> "";
            case RunState.Stopped stopped -> stopped.reason();
            case RunState.Aborted aborted -> aborted.reason();
            case RunState.Lost lost -> lost.reason();
        };
    }

    private static Map<String, String> parameters(Plan plan) {
        var texts = new TreeMap<String, String>();
        plan.parameters()
                .forEach((name, value) -> texts.put(
                        name,
                        switch (value) {
                            case ParameterValue.Text(String text) -> text;
                            case ParameterValue.Words(List<String> words) -> String.join(" ", words);
                        }));
        return texts;
    }

    /** In the run's time, as all that it is held against. */
    private static AlertPart alert(Run run, Evidence evidence, Alerts.Raised raised) {
        Instant since = run.runTime(raised.since());
        Instant end = raised.endedAt().map(run::runTime).orElse(evidence.run().to());
        return new AlertPart(
                raised.alert().begins(),
                new Span(since, end.isBefore(since) ? since : end),
                raised.endedAt().isEmpty(),
                raised.text());
    }

    private static ArtifactPart artifact(Run run, Artifact artifact) {
        Captured captured = artifact.captured();
        return new ArtifactPart(
                captured.number(),
                captured.name(),
                captured.source(),
                captured.moment(),
                captured.occasion(),
                captured.at(),
                captured.size(),
                captured.truncated(),
                artifact.isWhole()
                        ? Optional.of("/runs/%s/artifacts/%d".formatted(run.id(), captured.number()))
                        : Optional.empty(),
                artifact.absent());
    }

    private Map<String, String> environment(Run run) {
        var environment = new TreeMap<>(evidences.environment(run.id().value()));
        events.first(run.id(), ClockComparison.MEASURED)
                .map(entry -> json.read(entry.payload(), TEXTS))
                .ifPresent(clock -> environment.put(
                        "clock",
                        "the server's is %s ms ahead, ± %s ms"
                                .formatted(clock.get("offsetMillis"), clock.get("errorMillis"))));
        return environment;
    }

    /** The value of a criterion, or a statistic of a metric over the run. */
    private static String value(String asked, Plan plan, Evidence evidence, Verdict verdict) {
        Optional<Check> check = verdict.checks().stream()
                .filter(each ->
                        each.criterion().equals(asked) || each.criterion().startsWith(asked + "["))
                .max(Comparator.comparing(Check::light));
        if (check.isPresent()) {
            return check.get()
                    .value()
                    .map(value -> Words.tight(value, check.get().unit()))
                    .orElse(NO_DATA);
        }
        String[] words = asked.split(" ", 2);
        return Statistic.of(words[0])
                .filter(statistic -> words.length == 2)
                .flatMap(statistic -> Measurement.of(plan, evidence, statistic, words[1]))
                .map(measured -> Words.tight(measured.value(), measured.unit()))
                .orElse(NO_DATA);
    }

    private List<TestPart> tests(Run run, Plan plan, Evidence evidence, Verdict verdict) {
        List<Steps.Step> all = steps.of(run.id());
        return plan.tests().values().stream()
                .filter(test -> evidence.occurrences().stream()
                        .anyMatch(occurrence -> occurrence.test().equals(test.name())))
                .map(test -> new TestPart(
                        test.name(),
                        test.title(),
                        TestLights.of(verdict, test.name()),
                        evidence.occurrences().stream()
                                .filter(occurrence -> occurrence.test().equals(test.name()))
                                .map(occurrence -> new OccurrencePart(
                                        occurrence.number(),
                                        occurrence.status(),
                                        occurrence.span(),
                                        occurrence.reason(),
                                        steps(all, occurrence)))
                                .toList()))
                .toList();
    }

    private static List<StepPart> steps(List<Steps.Step> all, Evidence.Occurrence occurrence) {
        return all.stream()
                .filter(step -> step.test().equals(occurrence.test()) && step.occurrence() == occurrence.number())
                .map(step -> new StepPart(
                        step.intendedAt(),
                        step.place(),
                        step.action(),
                        step.what(),
                        step.outcome().map(Enum::name),
                        step.message(),
                        step.millis().isPresent() ? Optional.of(step.millis().getAsDouble()) : Optional.empty()))
                .toList();
    }
}
