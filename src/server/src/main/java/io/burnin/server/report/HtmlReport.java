package io.burnin.server.report;

import io.burnin.metric.Quantities;
import io.burnin.metric.Span;
import io.burnin.metric.Unit;
import io.burnin.server.report.RunReport.Chart;
import io.burnin.server.report.RunReport.Gap;
import io.burnin.server.report.RunReport.TestPart;
import io.burnin.verdict.Check;
import io.burnin.verdict.CriterionChange;
import io.burnin.verdict.Finding;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict.Awaited;
import io.burnin.verdict.Verdict.Cause;
import io.burnin.verdict.Verdict.Recommendation;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The report as one page that needs nothing beside it: style, charts and all. */
final class HtmlReport {

    private static final String HTML = "text/html";

    private final Template template;

    HtmlReport() {
        template = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(HTML)))
                .removeStandaloneLines(true)
                .build()
                .parse(source(), new Variant(Locale.ENGLISH, HTML, "UTF-8"));
    }

    private static String source() {
        try (InputStream page = HtmlReport.class.getResourceAsStream("report.html")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String of(RunReport report) {
        return template.data("page", new View(report)).render();
    }

    /** What the template asks for: texts and nothing to decide. */
    record View(RunReport report) {

        public String status() {
            return Words.status(report.verdict());
        }

        public String light() {
            return css(report.verdict().light());
        }

        public String mark() {
            return Words.mark(report.verdict().light());
        }

        public String hours() {
            return Words.hours(report.run().span().length());
        }

        public String from() {
            return Words.instant(report.run().span().from());
        }

        public String to() {
            return Words.instant(report.run().span().to());
        }

        public String writtenAt() {
            return Words.instant(report.writtenAt());
        }

        public List<Choice> choices() {
            Recommendation chosen = report.verdict().recommendation();
            return List.of(
                    new Choice(report.choices().proceed(), chosen == Recommendation.PROCEED),
                    new Choice(report.choices().fix(), chosen == Recommendation.FIX),
                    new Choice(report.choices().rollback(), chosen == Recommendation.ROLLBACK));
        }

        public Optional<String> wanting() {
            return report.verdict().recommendation() == Recommendation.EXTEND
                    ? Optional.of(Words.wanting(report.verdict()))
                    : Optional.empty();
        }

        /** What stands beside the verdict, one line each. */
        public List<String> beside() {
            return Words.beside(report);
        }

        public List<String> unmeasured() {
            return report.byOtherCriteria()
                    .map(RunReport.OtherCriteriaPart::unmeasured)
                    .orElse(List.of());
        }

        public List<ChangeRow> changes() {
            return report.byOtherCriteria().stream()
                    .flatMap(other -> other.changes().stream())
                    .map(ChangeRow::of)
                    .toList();
        }

        public List<CauseRow> causes() {
            return report.verdict().causes().stream().map(CauseRow::of).toList();
        }

        public List<Awaited> awaited() {
            return report.verdict().awaited();
        }

        public List<FindingRow> findings() {
            return report.findings().stream().map(FindingRow::of).toList();
        }

        public List<CheckRow> checks() {
            return report.verdict().checks().stream().map(CheckRow::of).toList();
        }

        public List<ChartPart> charts() {
            return report.charts().stream()
                    .map(chart -> ChartPart.of(chart, report))
                    .toList();
        }

        public List<TestRow> tests() {
            return report.tests().stream().map(TestRow::of).toList();
        }

        public List<String> timeline() {
            var lines = new ArrayList<String>();
            report.timeline().faults().forEach(fault -> lines.add("Fault: " + span(fault)));
            report.timeline()
                    .gaps()
                    .forEach(
                            gap -> lines.add("Gap, nobody measured: %s, %s".formatted(span(gap.span()), gap.reason())));
            report.timeline()
                    .absences()
                    .forEach(absent -> lines.add("%s could not read: %s, %s"
                            .formatted(absent.probe(), span(absent.span()), absent.reason())));
            report.timeline().alerts().forEach(alert -> lines.add(Words.alert(alert, span(alert.span()))));
            report.timeline().incidents().forEach(incident -> lines.add(Words.incident(incident)));
            return lines;
        }
    }

    record Choice(String text, boolean chosen) {}

    record CauseRow(String light, String mark, String kind, String text, List<String> criteria, String remedy) {
        static CauseRow of(Cause cause) {
            return new CauseRow(
                    css(cause.light()),
                    Words.mark(cause.light()),
                    Words.kind(cause),
                    cause.text(),
                    cause.criteria(),
                    cause.remedy());
        }
    }

    record ChangeRow(String title, String path, String before, String after, String what) {
        static ChangeRow of(CriterionChange change) {
            return new ChangeRow(
                    change.title(),
                    change.criterion(),
                    Words.side(change.before()),
                    Words.side(change.after()),
                    Words.change(change));
        }
    }

    record FindingRow(String description, String severity, String action) {
        static FindingRow of(Finding finding) {
            return new FindingRow(
                    finding.description(),
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    finding.action().name().toLowerCase(Locale.ROOT));
        }
    }

    record CheckRow(
            String light,
            String mark,
            String title,
            String path,
            String result,
            String value,
            String interval,
            String samples,
            String rule,
            String proof,
            String because,
            String coverage,
            List<String> exemplars) {
        static CheckRow of(Check check) {
            return new CheckRow(
                    check.state() == Check.State.NOT_JUDGED ? "none" : css(check.light()),
                    Words.mark(check),
                    check.title(),
                    check.criterion(),
                    Words.result(check),
                    check.shown(),
                    Words.interval(check),
                    Quantities.format(check.samples()),
                    check.rule(),
                    Words.proof(check.proof()),
                    check.because(),
                    Words.coverage(check).orElse(""),
                    check.exemplars().stream()
                            .map(exemplar -> clock(exemplar.at()) + " " + exemplar.text())
                            .toList());
        }
    }

    record ChartPart(String title, List<Legend> legend, RawString svg) {
        static ChartPart of(Chart chart, RunReport report) {
            var legend = new ArrayList<Legend>();
            if (chart.strokes().size() > 1) {
                for (int i = 0; i < chart.strokes().size(); i++) {
                    legend.add(new Legend("s" + i % 6, chart.strokes().get(i).label()));
                }
            }
            return new ChartPart(
                    chart.title(),
                    legend,
                    new RawString(SvgChart.of(
                            chart,
                            report.run().span(),
                            report.timeline().faults(),
                            report.timeline().gaps().stream().map(Gap::span).toList())));
        }
    }

    record Legend(String style, String label) {}

    record TestRow(String light, String mark, String title, List<OccurrenceRow> occurrences) {
        static TestRow of(TestPart test) {
            return new TestRow(
                    css(test.light()),
                    Words.mark(test.light()),
                    test.title(),
                    test.occurrences().stream()
                            .map(occurrence -> new OccurrenceRow(
                                    "%s, %s%s"
                                            .formatted(
                                                    span(occurrence.span()),
                                                    occurrence.status().name().toLowerCase(Locale.ROOT),
                                                    occurrence.reason().isEmpty() ? "" : ": " + occurrence.reason()),
                                    occurrence.steps().stream().map(StepRow::of).toList()))
                            .toList());
        }
    }

    record OccurrenceRow(String text, List<StepRow> steps) {}

    record StepRow(String at, String place, String action, String what, String outcome, String message, String took) {
        static StepRow of(RunReport.StepPart step) {
            return new StepRow(
                    clock(step.at()),
                    step.place(),
                    step.action(),
                    step.what(),
                    step.outcome().orElse("goes on").toLowerCase(Locale.ROOT),
                    step.message(),
                    step.millis()
                            .map(millis -> Quantities.format(millis, Unit.MILLISECONDS))
                            .orElse("–"));
        }
    }

    private static String css(Light light) {
        return light.name().toLowerCase(Locale.ROOT);
    }

    private static String clock(Instant at) {
        return Quantities.clock(at);
    }

    private static String span(Span span) {
        return "%s to %s (%s)".formatted(clock(span.from()), clock(span.to()), Quantities.format(span.length()));
    }
}
