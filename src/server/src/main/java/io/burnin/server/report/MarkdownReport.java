package io.burnin.server.report;

import io.burnin.metric.Quantities;
import io.burnin.metric.Span;
import io.burnin.metric.Unit;
import io.burnin.server.report.RunReport.OccurrencePart;
import io.burnin.server.report.RunReport.StepPart;
import io.burnin.server.report.RunReport.TestPart;
import io.burnin.verdict.Check;
import io.burnin.verdict.CriterionChange;
import io.burnin.verdict.Evidence.Exemplar;
import io.burnin.verdict.Finding;
import io.burnin.verdict.Verdict.Awaited;
import io.burnin.verdict.Verdict.Cause;
import io.burnin.verdict.Verdict.Recommendation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report in Markdown: first what people asked for, in their own form, then all that it rests on. */
final class MarkdownReport {

    private final RunReport report;
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport(RunReport report) {
        this.report = report;
    }

    static String of(RunReport report) {
        var markdown = new MarkdownReport(report);
        markdown.head();
        markdown.findings();
        markdown.recommendation();
        markdown.reasons();
        markdown.awaited();
        markdown.otherCriteria();
        markdown.criteria();
        markdown.evidence();
        markdown.tests();
        markdown.timeline();
        markdown.environment();
        return markdown.text.toString();
    }

    private void head() {
        line("# %s", escape(report.title()));
        line("");
        line("**Duration:** %s hours  ", Words.hours(report.run().span().length()));
        var rest = new ArrayList<String>();
        rest.add("**Status:** " + Words.status(report.verdict()));
        for (String beside : Words.beside(report)) {
            String[] parts = beside.split(": ", 2);
            rest.add("**%s:** %s".formatted(parts[0], escape(parts[1])));
        }
        line("%s", String.join("  \n", rest));
        line("");
        line("## Metrics");
        report.metrics().forEach(metric -> line("- %s: %s", escape(metric.label()), escape(metric.value())));
        line("");
    }

    private void findings() {
        line("## Issues Found");
        if (report.findings().isEmpty()) {
            line("None.");
        }
        int number = 1;
        for (Finding finding : report.findings()) {
            line("%d. %s", number++, escape(finding.description()));
            line("   - Severity: %s", word(finding.severity().name()));
            line("   - Action: %s", word(finding.action().name()));
        }
        line("");
    }

    private void recommendation() {
        Recommendation recommendation = report.verdict().recommendation();
        line("## Recommendation");
        line(
                "- [%s] %s",
                box(recommendation == Recommendation.PROCEED), report.choices().proceed());
        line(
                "- [%s] %s",
                box(recommendation == Recommendation.FIX), report.choices().fix());
        line(
                "- [%s] %s",
                box(recommendation == Recommendation.ROLLBACK), report.choices().rollback());
        if (recommendation == Recommendation.EXTEND) {
            line("");
            line("%s", Words.wanting(report.verdict()));
        }
        line("");
    }

    private static String box(boolean ticked) {
        return ticked ? "x" : " ";
    }

    private void reasons() {
        List<Cause> causes = report.verdict().causes();
        line("---");
        line("");
        line("## Why %s", Words.status(report.verdict()));
        line("");
        if (causes.isEmpty()) {
            line("Every criterion is green.");
        }
        for (Cause cause : causes) {
            line("- %s %s (%s)", Words.sign(cause.light()), escape(cause.text()), Words.kind(cause));
            if (!cause.criteria().isEmpty()) {
                line("  - Not green for it: %s", codes(cause.criteria()));
            }
            line("  - What to do: %s", escape(cause.remedy()));
        }
        line("");
    }

    private void awaited() {
        List<Awaited> awaited = report.verdict().awaited();
        if (awaited.isEmpty()) {
            return;
        }
        line("## Still missing");
        line("");
        row("for", "what it takes", "when at the earliest");
        row("---", "---", "---");
        awaited.forEach(missing -> row(
                "%s (`%s`)".formatted(cell(missing.title()), cell(missing.subject())),
                cell(missing.outlook().takes()),
                cell(missing.outlook().when())));
        line("");
    }

    private static String codes(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private void otherCriteria() {
        report.byOtherCriteria().ifPresent(other -> {
            line("## By other criteria");
            line("");
            line("%s, %s.", escape(Words.otherCriteria(other)), Words.instant(other.at()));
            line("");
            other.unmeasured().forEach(what -> line("- Not measured: %s", escape(what)));
            if (!other.unmeasured().isEmpty()) {
                line("");
            }
            row("criterion", "by the run's plan", "by the other criteria", "what is another");
            row("---", "---", "---", "---");
            for (CriterionChange change : other.changes()) {
                row(
                        "%s (`%s`)".formatted(cell(change.title()), cell(change.criterion())),
                        cell(Words.side(change.before())),
                        cell(Words.side(change.after())),
                        cell(Words.change(change)));
            }
            line("");
        });
    }

    private void criteria() {
        line("## Criteria");
        line("");
        row("", "criterion", "result", "value", "95 % interval", "n", "rule", "proof");
        row("---", "---", "---", "---:", "---", "---:", "---", "---");
        for (Check check : report.verdict().checks()) {
            row(
                    Words.sign(check),
                    "%s (`%s`)".formatted(cell(check.title()), cell(check.criterion())),
                    Words.result(check),
                    check.shown(),
                    Words.interval(check),
                    Quantities.format(check.samples()),
                    cell(check.rule()),
                    cell(Words.proof(check.proof())));
        }
        line("");
    }

    private void evidence() {
        line("## Evidence");
        line("");
        for (Check check : report.verdict().checks()) {
            line("### %s %s", Words.sign(check), escape(check.title()));
            line("");
            if (!check.series().isEmpty()) {
                line("- Looked at: %s, %s", code(String.join(", ", check.series())), windows(check.window()));
            }
            line("- Found: %s", escape(check.because()));
            Words.coverage(check).ifPresent(told -> line("- Coverage: %s", escape(told)));
            for (Exemplar exemplar : check.exemplars()) {
                line("- At %s: %s", Quantities.clock(exemplar.at()), code(exemplar.text()));
            }
            line("");
        }
    }

    private static String windows(List<Span> window) {
        if (window.isEmpty()) {
            return "in an empty window";
        }
        String first = span(window.getFirst());
        int others = window.size() - 1;
        return others == 0
                ? first
                : "%s and %d more %s".formatted(first, others, others == 1 ? "stretch" : "stretches");
    }

    private void tests() {
        line("## Tests");
        line("");
        for (TestPart test : report.tests()) {
            line("### %s %s", Words.sign(test.light()), escape(test.title()));
            line("");
            for (OccurrencePart occurrence : test.occurrences()) {
                line(
                        "%s, %s%s",
                        span(occurrence.span()),
                        occurrence.status().name().toLowerCase(Locale.ROOT),
                        occurrence.reason().isEmpty() ? "" : ": " + escape(occurrence.reason()));
                line("");
                steps(occurrence.steps());
            }
        }
    }

    private void steps(List<StepPart> steps) {
        if (steps.isEmpty()) {
            return;
        }
        row("at", "step", "what", "outcome", "took");
        row("---", "---", "---", "---", "---:");
        for (StepPart step : steps) {
            row(
                    Quantities.clock(step.at()),
                    "%s `%s`".formatted(cell(step.place()), cell(step.action())),
                    cell(step.what()),
                    step.outcome().orElse("goes on").toLowerCase(Locale.ROOT)
                            + (step.message().isEmpty() ? "" : ": " + cell(step.message())),
                    step.millis()
                            .map(millis -> Quantities.format(millis, Unit.MILLISECONDS))
                            .orElse("–"));
        }
        line("");
    }

    private void timeline() {
        line("## Time line");
        line("");
        report.timeline().faults().forEach(fault -> line("- Fault: %s", span(fault)));
        report.timeline()
                .gaps()
                .forEach(gap -> line("- Gap, nobody measured: %s, %s", span(gap.span()), escape(gap.reason())));
        report.timeline()
                .absences()
                .forEach(absent -> line(
                        "- %s could not read: %s, %s",
                        code(absent.probe()), span(absent.span()), escape(absent.reason())));
        report.timeline().alerts().forEach(alert -> line("- %s", escape(Words.alert(alert, span(alert.span())))));
        report.timeline().incidents().forEach(incident -> line("- %s", escape(Words.incident(incident))));
        line("");
    }

    private void environment() {
        var run = report.run();
        line("## Run");
        line("");
        line("- Run: %s (`%s`), %s%s", escape(run.name()), run.id(), run.state(), reason(run.reason()));
        line("- Plan: %s version %d, profile %s", escape(run.plan()), run.planVersion(), escape(run.profile()));
        line(
                "- Target: %s, agent: %s",
                escape(run.target().orElse("–")), escape(run.agent().orElse("–")));
        line(
                "- Time: %s to %s",
                Words.instant(run.span().from()), Words.instant(run.span().to()));
        run.labels().forEach((name, value) -> line("- Label %s: %s", escape(name), escape(value)));
        run.parameters().forEach((name, value) -> line("- Parameter %s: %s", escape(name), escape(value)));
        report.environment().forEach((name, value) -> line("- %s: %s", escape(name), escape(value)));
        if (!report.warnings().isEmpty()) {
            line("");
            line("Warnings of the plan's linter:");
            line("");
            report.warnings().forEach(warning -> line("- %s", escape(warning)));
        }
        line("");
        line("Written %s from stored data.", Words.instant(report.writtenAt()));
    }

    private static String reason(String reason) {
        return reason.isEmpty() ? "" : ": " + escape(reason);
    }

    private static String span(Span span) {
        return "%s to %s (%s)"
                .formatted(
                        Quantities.clock(span.from()), Quantities.clock(span.to()), Quantities.format(span.length()));
    }

    private static String word(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String code(String text) {
        return "`" + text.replace('`', '\'').replace("\n", " ") + "`";
    }

    private static String cell(String text) {
        return escape(text).replace("|", "\\|");
    }

    /** What would be markup in Markdown or HTML is text here: it comes from logs and plans. */
    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("*", "\\*")
                .replace("`", "\\`")
                .replace("[", "\\[")
                .replace("<", "&lt;")
                .replaceAll("\\R", " ");
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void line(String format, Object... values) {
        text.append(format.formatted(values)).append('\n');
    }
}
