package io.burnin.server.report;

import io.burnin.metric.Quantities;
import io.burnin.metric.Span;
import io.burnin.server.report.RunReport.OccurrencePart;
import io.burnin.server.report.RunReport.StepPart;
import io.burnin.server.report.RunReport.TestPart;
import io.burnin.server.report.RunReport.Timeline;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The course of a run in order of time: tests, what they did to services, what was first seen when, and where nobody looked. */
final class Chronicle {

    /** What could not be read for less than that is told with the criteria that miss it. */
    private static final Duration SHORT = Duration.ofMillis(100);

    private final RunReport report;
    private final List<Entry> entries = new ArrayList<>();

    private Chronicle(RunReport report) {
        this.report = report;
    }

    /** @param bad whether it is about something that is not as it should be */
    record Entry(Instant at, String text, boolean bad) {
        String clock() {
            return Quantities.clock(at);
        }
    }

    static List<Entry> of(RunReport report) {
        var chronicle = new Chronicle(report);
        chronicle.gather();
        return chronicle.entries.stream()
                .sorted(Comparator.comparing(Entry::at))
                .toList();
    }

    private void gather() {
        Span run = report.run().span();
        add(run.from(), "the run begins");
        report.tests().forEach(test -> test.occurrences().forEach(occurrence -> occurrence(test, occurrence)));
        causes();
        timeline(report.timeline());
        add(run.to(), report.verdict().provisional() ? "the run goes on" : "the run has ended");
    }

    private void occurrence(TestPart test, OccurrencePart occurrence) {
        boolean finished = occurrence.status() == OccurrenceStatus.FINISHED;
        String ended = finished ? "" : ", " + occurrence.status().name().toLowerCase(Locale.ROOT);
        String why = occurrence.reason().isEmpty() ? "" : ": " + occurrence.reason();
        entries.add(new Entry(
                occurrence.span().from(),
                test.title() + until(occurrence.span()) + ended + why,
                !finished && occurrence.status() != OccurrenceStatus.RUNNING));
        occurrence.steps().forEach(this::step);
    }

    private void step(StepPart step) {
        boolean failed = step.outcome().filter(outcome -> !outcome.equals("OK")).isPresent();
        if (failed) {
            entries.add(new Entry(
                    step.at(),
                    "%s: %s%s"
                            .formatted(
                                    step.what(),
                                    step.outcome().orElseThrow().toLowerCase(Locale.ROOT),
                                    step.message().isEmpty() ? "" : ", " + step.message()),
                    true));
        } else if (Moments.isAct(step)) {
            add(step.at(), step.what());
        }
    }

    private void causes() {
        var troubles = new Troubles(report);
        report.verdict()
                .causes()
                .forEach(cause -> cause.since()
                        .ifPresent(since -> entries.add(new Entry(
                                since,
                                "%s first seen: %s"
                                        .formatted(
                                                Words.name(cause.light()).toLowerCase(Locale.ROOT),
                                                troubles.name(cause)),
                                true))));
    }

    private void timeline(Timeline timeline) {
        timeline.faults()
                .forEach(fault -> add(fault.from(), "fault window: the run itself disturbs the target" + until(fault)));
        timeline.gaps()
                .forEach(gap -> entries.add(new Entry(
                        gap.span().from(), "gap: nobody measured" + until(gap.span()) + ", " + gap.reason(), true)));
        timeline.absences().stream()
                .filter(absent -> absent.span().length().compareTo(SHORT) >= 0)
                .forEach(absent -> add(
                        absent.span().from(),
                        "%s could not read%s: %s".formatted(absent.probe(), until(absent.span()), absent.reason())));
        timeline.alerts()
                .forEach(alert ->
                        entries.add(new Entry(alert.span().from(), Words.alert(alert, until(alert.span())), true)));
        timeline.incidents()
                .forEach(incident -> entries.add(
                        new Entry(incident.at(), "%s: %s".formatted(incident.kind(), incident.text()), true)));
    }

    private void add(Instant at, String text) {
        entries.add(new Entry(at, text, false));
    }

    /** {@code , until 08:01:40 (20 s)} */
    private static String until(Span span) {
        return ", until %s (%s)".formatted(Quantities.clock(span.to()), Quantities.format(span.length()));
    }
}
