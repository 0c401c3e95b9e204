package io.burnin.server.report;

import io.burnin.metric.Quantities;
import io.burnin.metric.Span;
import io.burnin.metric.Unit;
import io.burnin.server.verdict.DecisionEntry;
import io.burnin.verdict.Check;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Coverage;
import io.burnin.verdict.CriterionChange;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.burnin.verdict.Exclusion;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How every form of a report says the same things. */
final class Words {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final double SECONDS_PER_HOUR = 3_600;

    private Words() {}

    static String name(Light light) {
        return switch (light) {
            case GREEN -> "Green";
            case YELLOW -> "Yellow";
            case RED -> "Red";
        };
    }

    /** A sign that is told apart without colours. */
    static String sign(Light light) {
        return switch (light) {
            case GREEN -> "✅";
            case YELLOW -> "⚠️";
            case RED -> "🔴";
        };
    }

    /** The same in signs that every font has. */
    static String mark(Light light) {
        return switch (light) {
            case GREEN -> "✔";
            case YELLOW -> "▲";
            case RED -> "✖";
        };
    }

    static String mark(Check check) {
        return check.state() == Check.State.NOT_JUDGED ? "–" : mark(check.light());
    }

    static String sign(Check check) {
        return check.state() == Check.State.NOT_JUDGED ? "–" : sign(check.light());
    }

    /** {@code Yellow}, or what stands in the way of a light. */
    static String result(Check check) {
        return switch (check.state()) {
            case EVALUATED -> name(check.light());
            case NO_DATA -> "No data";
            case INSUFFICIENT -> "Insufficient";
            case NO_BASELINE -> "No baseline";
            case ERROR -> "Not judged: defect";
            case NOT_JUDGED -> "Not judged here";
        };
    }

    static String status(Verdict verdict) {
        return name(verdict.light())
                + (verdict.provisional() ? " so far" : "")
                + (verdict.conclusive() ? "" : ", not conclusive");
    }

    /** {@code  (missing, test)}: what is not known, and whose fault that is; nothing for what was measured. */
    static String kind(Verdict.Cause cause) {
        return cause.kind() == Verdict.Kind.MEASURED
                ? ""
                : " (%s, %s)".formatted(cause.kind(), cause.errorClass()).toLowerCase(Locale.ROOT);
    }

    /** What is not green first; else as the plan has them. */
    static List<Check> worstFirst(List<Check> checks) {
        return checks.stream()
                .sorted(Comparator.comparing(Check::light)
                        .reversed()
                        .thenComparing(check -> check.state() == Check.State.NOT_JUDGED))
                .toList();
    }

    /** Whether there is more to say of it than its value and its rule. */
    static boolean saysMore(Check check) {
        return check.isEvaluated() && check.light() != Light.GREEN
                || check.state() == Check.State.ERROR
                || coverage(check).isPresent();
    }

    /** {@code jobs.lost, 08:00:00 to 08:03:00 (3 min) and 1 more stretch}; a dash where it looked at no metric. */
    static String lookedAt(Check check) {
        if (check.series().isEmpty()) {
            return "–";
        }
        int others = check.window().size() - 1;
        String when = check.window().isEmpty()
                ? "in an empty window"
                : span(check.window().getFirst())
                        + (others == 0
                                ? ""
                                : " and %d more %s".formatted(others, others == 1 ? "stretch" : "stretches"));
        return "%s, %s".formatted(String.join(", ", check.series()), when);
    }

    /** {@code 08:01:20 to 08:01:40 (20 s)} */
    static String span(Span span) {
        return "%s to %s (%s)"
                .formatted(
                        Quantities.clock(span.from()), Quantities.clock(span.to()), Quantities.format(span.length()));
    }

    /** What of its window was not measured; empty if nothing is missing. */
    static Optional<String> coverage(Check check) {
        return check.coverage().filter(coverage -> !coverage.isFull()).map(Coverage::told);
    }

    /** {@code Green by plan version 3, ann: the limit was mistyped (revision 2; looser: latency)} */
    static String otherCriteria(RunReport.OtherCriteriaPart other) {
        return "%s by %s, %s: %s (revision %d%s)"
                .formatted(
                        name(other.light()),
                        other.plan(),
                        other.by(),
                        other.reason(),
                        other.revision(),
                        other.loosened().isEmpty() ? "" : "; looser: " + String.join(", ", other.loosened()));
    }

    /** {@code Overridden: Green instead of Yellow by ann, until 2026-12-31 …: the supplier was down} */
    static String decision(DecisionEntry entry) {
        String what = switch (entry.kind()) {
            case ACCEPT -> "Accepted: %s".formatted(entry.subject());
            case MUTE -> "Muted: %s".formatted(entry.subject());
            case OVERRIDE ->
                "Overridden: %s instead of %s"
                        .formatted(
                                name(entry.light().orElseThrow()),
                                name(entry.seen().orElseThrow()));
        };
        return "%s by %s, until %s: %s".formatted(what, entry.by(), instant(entry.until()), entry.reason());
    }

    /** What is said of a run in the head of its report, apart from its status. */
    static List<String> beside(RunReport report) {
        var lines = new ArrayList<String>();
        report.verdict().exclusions().forEach(excluded -> lines.add("Excluded: " + exclusion(excluded)));
        report.byOtherCriteria().ifPresent(other -> lines.add("By other criteria: " + otherCriteria(other)));
        report.decisions().forEach(entry -> lines.add(decision(entry)));
        if (report.byOtherCriteria().isPresent() || !report.decisions().isEmpty()) {
            lines.add("With what people decided: %s; computed: %s"
                    .formatted(
                            name(report.withDecisions()), name(report.verdict().light())));
        }
        return lines;
    }

    /** {@code 08:01:20 to 08:01:40 (20 s), maintenance, ann: the network was down} */
    static String exclusion(Exclusion exclusion) {
        return "%s to %s (%s), %s, %s: %s"
                .formatted(
                        Quantities.clock(exclusion.span().from()),
                        Quantities.clock(exclusion.span().to()),
                        Quantities.format(exclusion.span().length()),
                        exclusion.kind().name().toLowerCase(Locale.ROOT),
                        exclusion.by(),
                        exclusion.reason());
    }

    /** {@code Red, 612 ms; green below 500 ms, otherwise red} */
    static String side(Optional<CriterionChange.Side> side) {
        return side.map(found -> "%s, %s; %s"
                        .formatted(
                                found.state() == Check.State.EVALUATED
                                        ? name(found.light())
                                        : found.state()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' '),
                                found.shown(),
                                found.rule()))
                .orElse("–");
    }

    /** {@code looser: its limits are looser}, {@code new}, {@code gone} */
    static String change(CriterionChange change) {
        String what = switch (change.kind()) {
            case NEW -> "new";
            case GONE -> "gone";
            case CHANGED -> String.join("; ", change.what());
        };
        return (change.loosened() ? "looser: " : "") + what;
    }

    static String interval(Check check) {
        return check.interval()
                .map(both -> Quantities.format(both.low(), check.unit()) + " … "
                        + Quantities.format(both.high(), check.unit()))
                .orElse("–");
    }

    static String proof(Proof proof) {
        return switch (proof) {
            case Proof.Proven proven -> "proven";
            case Proof.Unproven(String needed) -> needed.isEmpty() ? "not proven" : "not proven: needs " + needed;
            case Proof.NotApplicable none -> "–";
        };
    }

    /** @param until when it was over, as it is told */
    static String alert(RunReport.AlertPart alert, String until) {
        return "alert %s%s: %s".formatted(alert.kind(), alert.open() ? ", still open" : until, alert.text());
    }

    static String instant(Instant at) {
        return MINUTE.format(at);
    }

    /** {@code 72}, {@code 0.05} */
    static String hours(Duration duration) {
        double hours = duration.toSeconds() / SECONDS_PER_HOUR;
        return Quantities.format(Math.round(hours * 100) / 100.0);
    }

    /** Number and unit in one word, as the report template has them: {@code 0.2%}, {@code 23.5ms}. */
    static String tight(double value, Unit unit) {
        return Quantities.format(value, unit).replace(" ", "");
    }

    /** Why a run is not green though nothing was measured to be wrong. */
    static String wanting(RunReport report) {
        List<String> endedEarly = report.tests().stream()
                .filter(test -> test.occurrences().stream()
                        .anyMatch(occurrence -> occurrence.status() == OccurrenceStatus.ERROR))
                .map(RunReport.TestPart::title)
                .toList();
        if (!endedEarly.isEmpty()) {
            return "Nothing was measured to be wrong, but %s could not be carried out: find out why (see below) and repeat the run; more time alone does not help."
                    .formatted(String.join(", ", endedEarly));
        }
        long missing = report.verdict().causes().stream()
                .filter(cause -> cause.kind() != Verdict.Kind.MEASURED)
                .count();
        return "Nothing was measured to be wrong, but evidence is missing (%d %s, see below): extend or repeat the run."
                .formatted(missing, missing == 1 ? "reason" : "reasons");
    }
}
