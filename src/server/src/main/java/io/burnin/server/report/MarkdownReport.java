package io.burnin.server.report;

import io.burnin.metric.Quantities;
import io.burnin.metric.Span;
import io.burnin.server.report.RunReport.ArtifactPart;
import io.burnin.server.report.RunReport.OccurrencePart;
import io.burnin.server.report.RunReport.StepPart;
import io.burnin.server.report.RunReport.TestPart;
import io.burnin.server.report.Troubles.Point;
import io.burnin.server.report.Troubles.Trouble;
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
        markdown.artifacts();
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
            line("%s", Words.wanting(report));
        }
        line("");
    }

    private static String box(boolean ticked) {
        return ticked ? "x" : " ";
    }

    private void reasons() {
        var troubles = new Troubles(report);
        line("---");
        line("");
        line("## Why %s", Words.status(report.verdict()));
        line("");
        if (report.verdict().causes().isEmpty()) {
            line("Every criterion is green.");
        }
        troubles.order().ifPresent(order -> line("%s%n", order));
        for (Trouble trouble : troubles.all()) {
            Cause cause = trouble.cause();
            line("- %s %s%s", Words.sign(cause.light()), escape(cause.text()), Words.kind(cause));
            for (Point point : trouble.points()) {
                line("  - %s: %s", point.label(), point.quoted() ? code(point.text()) : escape(point.text()));
            }
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
        row("", "criterion", "result", "value", "95 % interval", "n", "rule", "proof", "looked at");
        row("---", "---", "---", "---:", "---", "---:", "---", "---", "---");
        for (Check check : Words.worstFirst(report.verdict().checks())) {
            row(
                    Words.sign(check),
                    "%s (`%s`)".formatted(cell(check.title()), cell(check.criterion())),
                    Words.result(check),
                    check.shown(),
                    Words.interval(check),
                    Quantities.format(check.samples()),
                    cell(check.rule()),
                    cell(Words.proof(check.proof())),
                    cell(Words.lookedAt(check)));
        }
        line("");
        report.verdict().byChance().ifPresent(chance -> {
            line("%s", escape(chance.text()));
            line("");
        });
    }

    /** Of what is green the table says all that there is to say. */
    private void evidence() {
        line("## Evidence");
        line("");
        List<Check> checks = Words.worstFirst(report.verdict().checks()).stream()
                .filter(Words::saysMore)
                .toList();
        if (checks.isEmpty()) {
            line("Nothing beyond the table of criteria.");
            line("");
        }
        for (Check check : checks) {
            line("### %s %s (%s)", Words.sign(check), escape(check.title()), code(check.criterion()));
            line("");
            line("- Found: %s", escape(check.because()));
            Words.coverage(check).ifPresent(told -> line("- Coverage: %s", escape(told)));
            for (Exemplar exemplar : check.exemplars()) {
                line("- At %s: %s", Quantities.clock(exemplar.at()), code(exemplar.text()));
            }
            line("");
        }
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
        for (StepRow step : StepRow.of(steps)) {
            row(
                    step.at(),
                    "%s `%s`".formatted(cell(step.place()), cell(step.action())),
                    cell(step.what()),
                    step.outcome() + (step.message().isEmpty() ? "" : ": " + cell(step.message())),
                    step.took());
        }
        line("");
    }

    private void timeline() {
        line("## Time line");
        line("");
        for (Chronicle.Entry entry : Chronicle.of(report)) {
            line(
                    "- %s %s",
                    entry.clock(), entry.bad() ? "**%s**".formatted(escape(entry.text())) : escape(entry.text()));
        }
        line("");
    }

    private void artifacts() {
        if (report.artifacts().isEmpty()) {
            return;
        }
        line("## Captured");
        line("");
        row("of", "when", "what");
        row("---", "---", "---");
        for (ArtifactPart artifact : report.artifacts()) {
            String source = cell(artifact.source());
            row(
                    artifact.address()
                            .map(address -> "[%s](%s)".formatted(source, address))
                            .orElse(source),
                    cell(ArtifactWords.when(artifact)),
                    cell(ArtifactWords.what(artifact)));
        }
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
        return Words.span(span);
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
