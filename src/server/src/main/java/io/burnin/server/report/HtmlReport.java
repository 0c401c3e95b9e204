package io.burnin.server.report;

import io.burnin.metric.Quantities;
import io.burnin.metric.Span;
import io.burnin.server.report.RunReport.Chart;
import io.burnin.server.report.RunReport.Gap;
import io.burnin.server.report.RunReport.TestPart;
import io.burnin.server.report.Troubles.Point;
import io.burnin.server.report.Troubles.Trouble;
import io.burnin.verdict.ByChance;
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

        public String length() {
            return Quantities.format(report.run().span().length());
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
                    ? Optional.of(Words.wanting(report))
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

        public Optional<String> order() {
            return new Troubles(report).order();
        }

        public List<Awaited> awaited() {
            return report.verdict().awaited();
        }

        public List<CauseRow> causes() {
            return new Troubles(report)
                    .all().stream()
                            .map(trouble -> CauseRow.of(trouble, report.findings()))
                            .toList();
        }

        /** Those that are no cause: people added them. */
        public List<FindingRow> findings() {
            List<String> told =
                    report.verdict().causes().stream().map(Cause::text).toList();
            return report.findings().stream()
                    .filter(finding -> !told.contains(finding.description()))
                    .map(FindingRow::of)
                    .toList();
        }

        public List<CheckRow> checks() {
            return Words.worstFirst(report.verdict().checks()).stream()
                    .map(CheckRow::of)
                    .toList();
        }

        public Optional<String> byChance() {
            return report.verdict().byChance().map(ByChance::text);
        }

        public List<ChartPart> charts() {
            return report.charts().stream()
                    .map(chart -> ChartPart.of(chart, report))
                    .toList();
        }

        public List<TestRow> tests() {
            return report.tests().stream().map(TestRow::of).toList();
        }

        public List<ArtifactRow> artifacts() {
            return report.artifacts().stream().map(ArtifactRow::of).toList();
        }

        public List<EntryRow> timeline() {
            return Chronicle.of(report).stream().map(EntryRow::of).toList();
        }
    }

    record ArtifactRow(String source, String address, String when, String what) {
        static ArtifactRow of(RunReport.ArtifactPart artifact) {
            return new ArtifactRow(
                    artifact.source(),
                    artifact.address().orElse(""),
                    ArtifactWords.when(artifact),
                    ArtifactWords.what(artifact));
        }
    }

    record Choice(String text, boolean chosen) {}

    /** @param finding its severity, and what is to be done; empty if it is no finding */
    record CauseRow(
            String light, String mark, String kind, String text, List<Point> points, Optional<FindingRow> finding) {
        static CauseRow of(Trouble trouble, List<Finding> findings) {
            Cause cause = trouble.cause();
            return new CauseRow(
                    css(cause.light()),
                    Words.mark(cause.light()),
                    Words.kind(cause),
                    cause.text(),
                    labelledOnce(trouble.points()),
                    findings.stream()
                            .filter(finding -> finding.description().equals(cause.text()))
                            .findFirst()
                            .map(FindingRow::of));
        }
    }

    /** The label of several points in a row stands at the first. */
    private static List<Point> labelledOnce(List<Point> points) {
        var once = new ArrayList<Point>();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            boolean again = i > 0 && points.get(i - 1).label().equals(point.label());
            once.add(again ? new Point("", point.text(), point.quoted()) : point);
        }
        return once;
    }

    record EntryRow(String at, String text, boolean bad) {
        static EntryRow of(Chronicle.Entry entry) {
            return new EntryRow(entry.clock(), entry.text(), entry.bad());
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
            String looked,
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
                    check.series().isEmpty() ? "" : Words.lookedAt(check),
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
                                    StepRow.of(occurrence.steps())))
                            .toList());
        }
    }

    record OccurrenceRow(String text, List<StepRow> steps) {}

    private static String css(Light light) {
        return light.name().toLowerCase(Locale.ROOT);
    }

    private static String clock(Instant at) {
        return Quantities.clock(at);
    }

    private static String span(Span span) {
        return Words.span(span);
    }
}
