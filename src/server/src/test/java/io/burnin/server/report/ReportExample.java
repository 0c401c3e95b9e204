package io.burnin.server.report;

import io.burnin.metric.Interval;
import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion.Severity;
import io.burnin.server.report.RunReport.AlertPart;
import io.burnin.server.report.RunReport.ArtifactPart;
import io.burnin.server.report.RunReport.Chart;
import io.burnin.server.report.RunReport.Choices;
import io.burnin.server.report.RunReport.Gap;
import io.burnin.server.report.RunReport.IncidentPart;
import io.burnin.server.report.RunReport.Limit;
import io.burnin.server.report.RunReport.Line;
import io.burnin.server.report.RunReport.OccurrencePart;
import io.burnin.server.report.RunReport.OtherCriteriaPart;
import io.burnin.server.report.RunReport.RunFacts;
import io.burnin.server.report.RunReport.StepPart;
import io.burnin.server.report.RunReport.Stroke;
import io.burnin.server.report.RunReport.TestPart;
import io.burnin.server.report.RunReport.Timeline;
import io.burnin.server.verdict.DecisionEntry;
import io.burnin.verdict.Check;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Coverage;
import io.burnin.verdict.CriterionChange;
import io.burnin.verdict.CriterionChange.Side;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence.Absence;
import io.burnin.verdict.Evidence.Exemplar;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.Exclusion;
import io.burnin.verdict.Findings;
import io.burnin.verdict.Light;
import io.burnin.verdict.Trail;
import io.burnin.verdict.Verdict;
import io.burnin.verdict.Verdict.Kind;
import io.burnin.verdict.Verdict.Reason;
import io.burnin.verdict.Verdict.Recommendation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A run of three minutes that lost an order, with one check of each kind and texts that try to be markup. */
final class ReportExample {

    private static final Instant START = Instant.parse("2026-01-13T08:00:00Z");
    private static final Span RUN = span(0, 180);

    private ReportExample() {}

    static RunReport red() {
        List<Check> checks = List.of(lost(), latency(), timeouts(), memory(), trend());
        var verdict = new Verdict(
                RunOutcome.FINISHED,
                Light.RED,
                true,
                false,
                List.of(
                        reason(Kind.MEASURED, Light.RED, ErrorClass.PRODUCT, lost()),
                        reason(Kind.MEASURED, Light.YELLOW, ErrorClass.PRODUCT, latency()),
                        reason(Kind.MISSING, Light.YELLOW, ErrorClass.INFRA, memory())),
                Recommendation.ROLLBACK,
                checks,
                List.of());
        return report(verdict);
    }

    /** The same run with all that was wrong left out, and evidence missing. */
    static RunReport extend() {
        return report(new Verdict(
                RunOutcome.LOST,
                Light.YELLOW,
                false,
                false,
                List.of(
                        reason(Kind.MISSING, Light.YELLOW, ErrorClass.INFRA, memory()),
                        new Reason(
                                Kind.UNFINISHED,
                                Light.YELLOW,
                                ErrorClass.INFRA,
                                "run",
                                "the run was lost before its end",
                                Optional.of(RUN.to()))),
                Recommendation.EXTEND,
                List.of(timeouts(), memory(), trend()),
                List.of(new Exclusion(span(80, 100), Exclusion.Kind.MAINTENANCE, "ann", "the network was *down*"))));
    }

    /** The same run, judged by criteria that somebody made looser, and after that by nobody's. */
    static RunReport rejudged() {
        Check gone = timeouts();
        var looser = new Side(
                Light.GREEN,
                State.EVALUATED,
                Optional.of(612.34),
                "612.3 ms",
                "green below 700 ms, otherwise red",
                "p95 of 812 orders.latency is 612.3 ms, below 700 ms is green");
        return report(
                red().verdict(),
                Optional.of(new OtherCriteriaPart(
                        2,
                        Light.YELLOW,
                        "plan version 4",
                        "ann | <b>ops</b>",
                        "the limit was mistyped",
                        START.plusSeconds(400),
                        List.of("order-latency", gone.criterion()),
                        List.of(
                                new CriterionChange(
                                        "order-latency",
                                        "Order latency (p95)",
                                        CriterionChange.Kind.CHANGED,
                                        Optional.of(new Side(
                                                Light.YELLOW,
                                                State.EVALUATED,
                                                Optional.of(612.34),
                                                "612.3 ms",
                                                latency().rule(),
                                                latency().because())),
                                        Optional.of(looser),
                                        true,
                                        List.of("its limits are looser")),
                                new CriterionChange(
                                        gone.criterion(),
                                        gone.title(),
                                        CriterionChange.Kind.GONE,
                                        Optional.of(new Side(
                                                gone.light(),
                                                gone.state(),
                                                gone.value(),
                                                gone.shown(),
                                                gone.rule(),
                                                gone.because())),
                                        Optional.empty(),
                                        true,
                                        List.of())),
                        List.of("probe core_log was another one, or there was none"))));
    }

    private static RunReport report(Verdict verdict) {
        return report(verdict, Optional.empty());
    }

    private static RunReport report(Verdict verdict, Optional<OtherCriteriaPart> other) {
        return new RunReport(
                "Shop Burn-In Results",
                new RunFacts(
                        "0b7c2f0e-8f4e-4d7a-9d51-3f6a4f0c2b11",
                        "shop#7",
                        "shop",
                        3,
                        "The shop may open",
                        "smoke",
                        "FINISHED",
                        "",
                        Optional.of("stage"),
                        Optional.of("stage-agent"),
                        Map.of("commit", "12e3456"),
                        Map.of("ordersPerHour", "18000"),
                        RUN),
                verdict,
                other,
                decisions(other.isPresent()),
                verdict.light(),
                List.of(new Line("Lost orders", "1"), new Line("Order latency (p95)", "612.3ms")),
                Findings.of(verdict),
                new Choices("Open the shop", "Fix issues first", "Roll back"),
                List.of(new TestPart("outage", "Test 2: Outage | <b>core</b>", Light.RED, List.of(outage()))),
                new Timeline(
                        List.of(span(80, 100)),
                        List.of(new Gap(span(120, 126), "the agent was killed")),
                        List.of(new Absence("worker", span(121, 125), "no process matches *worker*")),
                        List.of(
                                new AlertPart(
                                        "probe-silent",
                                        span(130, 150),
                                        false,
                                        "probe core_log has not read for 30 s, and should every 1 s"),
                                new AlertPart(
                                        "load-below-plan",
                                        span(160, 180),
                                        true,
                                        "load orders: 400 of 500 planned arrivals of the last 60 s are done")),
                        List.of(new IncidentPart(
                                START.plusSeconds(140),
                                "clock-jumped",
                                "the wall clock was set back by 10800 s; the run keeps its own time"))),
                List.of("line 40: 0.1 % cannot be proven: needs 2,995 results, this profile yields about 800"),
                Map.of("os", "Linux 6.1"),
                List.of(latencyChart(), memoryChart()),
                List.of(
                        artifact(1, "/srv/shop/logs/shop <1>.log", Optional.empty()),
                        artifact(2, "/srv/shop/state|*.json", Optional.of("no file of that name is there"))),
                START.plusSeconds(181));
    }

    private static ArtifactPart artifact(int id, String source, Optional<String> absent) {
        return new ArtifactPart(
                id,
                source.substring(source.lastIndexOf('/') + 1),
                source,
                "beforeRestart",
                "outage 1: service.kill shop",
                START.plusSeconds(80),
                absent.isPresent() ? 0 : 1_234,
                absent.isEmpty(),
                absent.isPresent() ? Optional.empty() : Optional.of("/runs/0b7c2f0e/artifacts/" + id),
                absent);
    }

    private static List<DecisionEntry> decisions(boolean any) {
        return any
                ? List.of(
                        decision(DecisionEntry.Kind.ACCEPT, "order-latency"), decision(DecisionEntry.Kind.OVERRIDE, ""))
                : List.of();
    }

    private static DecisionEntry decision(DecisionEntry.Kind kind, String subject) {
        return new DecisionEntry(
                UUID.fromString("0b7c2f0e-8f4e-4d7a-9d51-3f6a4f0c2b12"),
                kind,
                subject,
                kind == DecisionEntry.Kind.OVERRIDE ? Optional.of(Light.YELLOW) : Optional.empty(),
                Optional.of(Light.RED),
                "bob",
                "order 7 was ours <b>",
                START.plusSeconds(500),
                START.plusSeconds(86_400),
                Optional.empty());
    }

    private static Span span(int from, int to) {
        return new Span(START.plusSeconds(from), START.plusSeconds(to));
    }

    private static Reason reason(Kind kind, Light light, ErrorClass errorClass, Check check) {
        return new Reason(
                kind,
                light,
                errorClass,
                check.criterion(),
                "%s: %s".formatted(check.title(), check.because()),
                check.trail().flatMap(Trail::since));
    }

    private static Check lost() {
        var series = SeriesKey.of("orders.lost").with("origin", "outage");
        return new Check(
                "outage/no-loss",
                "No lost orders",
                Optional.of("outage"),
                Light.RED,
                State.EVALUATED,
                Optional.of(1.0),
                Unit.COUNT,
                Optional.of(new Interval(0.0253, 5.572, 0.95, "exact Poisson")),
                180,
                new Proof.NotApplicable(),
                "green exactly 0, otherwise red",
                "1 orders.lost in 3 min, exactly 0 is green, else it is red",
                List.of(RUN),
                Optional.of(ErrorClass.PRODUCT),
                false,
                true,
                Severity.HIGH,
                List.of(new Exemplar(START.plusSeconds(93), series, "order 7 <script>alert(1)</script> | `x`")),
                List.of("orders.lost"),
                Optional.of(new Coverage(96.6667, List.of(new Coverage.Missing(span(120, 126), "nobody measured")))),
                Optional.of(new Trail(
                        Optional.of(START.plusSeconds(93)),
                        Optional.of(START.plusSeconds(93)),
                        Optional.of(START.plusSeconds(83)),
                        List.of("1 orders.lost (outage)"),
                        List.of("unfinished ids of orders"),
                        "follow one of these ids through the logs")),
                Optional.empty());
    }

    private static Check latency() {
        return new Check(
                "order-latency",
                "Order latency (p95)",
                Optional.empty(),
                Light.YELLOW,
                State.EVALUATED,
                Optional.of(612.34),
                Unit.MILLISECONDS,
                Optional.of(new Interval(590, 655.2, 0.95, "order statistics")),
                812,
                new Proof.Proven(),
                "green below 500 ms, yellow at most 1000 ms, otherwise red",
                "p95 of 812 orders.latency is 612.3 ms, at most 1000 ms is yellow; proven (95 %: between 594 ms and 650 ms)",
                List.of(span(12, 80), span(100, 155)),
                Optional.of(ErrorClass.PRODUCT),
                false,
                false,
                Severity.MEDIUM,
                List.of(),
                List.of("orders.latency"),
                Optional.of(new Coverage(100, List.of())),
                Optional.of(new Trail(
                        Optional.of(START.plusSeconds(14)),
                        Optional.of(START.plusSeconds(150)),
                        Optional.empty(),
                        List.of(
                                "122 of 812 were not below 500 ms (15.02 %); the median is 210 ms, the greatest 744 ms"),
                        List.of("orders.latency"),
                        "ask <b>ops</b>")),
                Optional.empty());
    }

    private static Check timeouts() {
        return new Check(
                "timeout-rate",
                "Timeout rate",
                Optional.empty(),
                Light.GREEN,
                State.EVALUATED,
                Optional.of(0.0),
                Unit.PERCENT,
                Optional.of(new Interval(0, 1.248, 0.95, "exact Poisson")),
                240,
                new Proof.Unproven("300 events.lines with no more than these 0; 240 seen"),
                "green below 1 %, yellow at most 5 %, otherwise red",
                "0 app_log.timeouts of 240 events.lines: 0 %, below 1 % is green; not proven (95 %: at most 1.248 %)",
                List.of(RUN),
                Optional.empty(),
                false,
                false,
                Severity.HIGH,
                List.of(),
                List.of("app_log.timeouts", "events.lines"),
                Optional.of(new Coverage(100, List.of())),
                Optional.empty(),
                Optional.empty());
    }

    private static Check memory() {
        return without(
                "memory-growth",
                "Memory growth",
                State.NO_DATA,
                Light.YELLOW,
                Optional.of(ErrorClass.INFRA),
                "no sample of worker.rss in the window; worker could not read: no process matches *worker*");
    }

    private static Check trend() {
        return without(
                "memory-trend",
                "Memory trend",
                State.NOT_JUDGED,
                Light.GREEN,
                Optional.empty(),
                "not judged in profile smoke");
    }

    private static Check without(
            String path, String title, State state, Light light, Optional<ErrorClass> errorClass, String because) {
        return new Check(
                path,
                title,
                Optional.empty(),
                light,
                state,
                Optional.empty(),
                Unit.COUNT,
                Optional.empty(),
                0,
                new Proof.NotApplicable(),
                "green at most 10 %, otherwise red",
                because,
                List.of(),
                errorClass,
                false,
                false,
                Severity.MEDIUM,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static OccurrencePart outage() {
        Stream<StepPart> loop = IntStream.range(0, 6)
                .mapToObj(round ->
                        step(81 + round, "steps/1/%d/0".formatted(round), "http.request", "GET /orders", "OK", "", 10));
        return new OccurrencePart(
                1,
                OccurrenceStatus.FINISHED,
                span(80, 100),
                "",
                Stream.of(
                                Stream.of(step(80, "steps/0", "service.kill", "kill core", "OK", "", 212.4)),
                                loop,
                                Stream.of(
                                        step(
                                                90,
                                                "steps/2",
                                                "service.start",
                                                "start core",
                                                "FAILED",
                                                "port 8080 is | taken",
                                                5_012),
                                        goesOn(95, "finally/0", "service.ensure", "core")))
                        .flatMap(Function.identity())
                        .toList());
    }

    private static StepPart step(
            int second, String place, String action, String what, String outcome, String message, double millis) {
        return new StepPart(
                START.plusSeconds(second), place, action, what, Optional.of(outcome), message, Optional.of(millis));
    }

    private static StepPart goesOn(int second, String place, String action, String what) {
        return new StepPart(START.plusSeconds(second), place, action, what, Optional.empty(), "", Optional.empty());
    }

    private static Chart latencyChart() {
        long[] times = IntStream.range(12, 155)
                .mapToLong(second -> START.plusSeconds(second).toEpochMilli())
                .toArray();
        double[] values = IntStream.range(12, 155)
                .mapToDouble(second -> 380 + 150 * Math.sin(second / 9.0) + second * 37 % 83)
                .toArray();
        return new Chart(
                "orders.latency",
                "ms",
                Chart.Shape.DOTS,
                List.of(new Stroke("orders.latency", times, values)),
                List.of(
                        new Limit("green below 500 ms", 500, Light.GREEN),
                        new Limit("yellow at most 1000 ms", 1_000, Light.YELLOW)));
    }

    private static Chart memoryChart() {
        long[] times = IntStream.range(0, 36)
                .mapToLong(i -> START.plusSeconds(i * 5L).toEpochMilli())
                .toArray();
        double[] core = IntStream.range(0, 36).mapToDouble(i -> 90e6 + i * 4e5).toArray();
        double[] worker =
                IntStream.range(0, 36).mapToDouble(i -> 60e6 + i % 7 * 1e6).toArray();
        return new Chart(
                "worker.rss",
                "B",
                Chart.Shape.LINE,
                List.of(new Stroke("instance=core", times, core), new Stroke("instance=worker", times, worker)),
                List.of());
    }
}
