package io.burnin.server.report;

import io.burnin.metric.Quantities;
import io.burnin.verdict.Check;
import io.burnin.verdict.Evidence.Exemplar;
import io.burnin.verdict.Verdict.Cause;
import io.burnin.verdict.Verdict.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a report says of each cause why a run is not green. */
final class Troubles {

    private final RunReport report;
    private final Moments moments;
    private final Map<String, Check> checks;

    Troubles(RunReport report) {
        this.report = report;
        this.moments = new Moments(report.tests());
        this.checks = report.verdict().checks().stream()
                .collect(Collectors.toMap(Check::criterion, Function.identity(), (first, second) -> first));
    }

    /**
     * @param points what is said of it, below its text
     */
    record Trouble(Cause cause, List<Point> points) {}

    /** @param quoted whether the text is as it was seen, from a log or a file */
    record Point(String label, String text, boolean quoted) {}

    List<Trouble> all() {
        return report.verdict().causes().stream()
                .map(cause -> new Trouble(cause, points(cause)))
                .toList();
    }

    /** How they are ordered; empty if there are no two that were measured. */
    Optional<String> order() {
        long measured = report.verdict().causes().stream()
                .filter(cause -> cause.kind() == Kind.MEASURED)
                .count();
        return measured < 2
                ? Optional.empty()
                : Optional.of(
                        "What was seen first stands first, red before yellow: what comes later may follow from it.");
    }

    /** What it is called in few words: the title of the criterion whose words it is told in. */
    String name(Cause cause) {
        List<String> titles =
                cause.criteria().stream().map(checks::get).map(Check::title).toList();
        return titles.stream()
                .filter(title -> cause.text().startsWith(title + ": "))
                .findFirst()
                .or(() -> titles.stream().findFirst())
                .orElse(cause.text());
    }

    private List<Point> points(Cause cause) {
        var points = new ArrayList<Point>();
        cause.since()
                .ifPresent(since -> points.add(cause.began()
                        .map(began -> point(
                                "Began",
                                "%s; seen at %s, when its time was over%s"
                                        .formatted(moments.told(began), Quantities.clock(since), last(cause, since))))
                        .orElseGet(() -> point("First seen", moments.told(since) + last(cause, since)))));
        if (!cause.details().isEmpty()) {
            points.add(point("In numbers", String.join("; ", cause.details())));
        }
        for (Exemplar exemplar : cause.exemplars()) {
            points.add(new Point("For example", Quantities.clock(exemplar.at()) + " " + exemplar.text(), true));
        }
        if (!cause.criteria().isEmpty()) {
            points.add(point("Not green for it", criteria(cause)));
        }
        points.add(point("What to do", cause.remedy()));
        return points;
    }

    private static Point point(String label, String text) {
        return new Point(label, text, false);
    }

    private static String last(Cause cause, Instant since) {
        return cause.until()
                .filter(at -> !Quantities.clock(at).equals(Quantities.clock(since)))
                .map(at -> "; last seen at " + Quantities.clock(at))
                .orElse("");
    }

    /** {@code duplicate-jobs (92), watchdog-burst/no-duplicates (17)} */
    private String criteria(Cause cause) {
        return cause.criteria().stream()
                .map(criterion -> Optional.ofNullable(checks.get(criterion))
                        .filter(check -> check.value().isPresent())
                        .map(check -> "%s (%s)".formatted(criterion, check.shown()))
                        .orElse(criterion))
                .collect(Collectors.joining(", "));
    }
}
