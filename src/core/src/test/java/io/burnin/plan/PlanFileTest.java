package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.metric.Unit;
import io.burnin.plan.Condition.Comparison;
import io.burnin.plan.Step.ServiceAct.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plan with every key means. */
class PlanFileTest {

    private static final Step.Options NOTHING_SAID =
            new Step.Options(Optional.empty(), Optional.empty(), false, Optional.empty());

    private static PlanFile file;
    private static Plan plan;

    @BeforeAll
    static void read() throws IOException, PlanException {
        file = PlanFile.read(EveryKey.plan());
        plan = file.plan("long", Map.of());
    }

    @Test
    void saysWhoItIs() {
        assertThat(file.name()).isEqualTo("every-key");
        assertThat(file.title()).isEqualTo("Every key");
        assertThat(file.profiles()).containsExactly("long", "short");
        assertThat(plan.goal()).isEqualTo("Leave no key out");
        assertThat(plan.timezone()).contains(ZoneId.of("Europe/Vienna"));
        assertThat(plan.stopOn()).isEqualTo(Plan.StopOn.RED);
        assertThat(plan.evidence()).isEqualTo(Plan.Burden.PROVEN);
        assertThat(plan.dashboard()).containsExactly("ratio", "orders.latency");
        assertThat(plan.report())
                .isEqualTo(new ReportLayout(
                        "Every key", List.of(new ReportLayout.Line("Ratio", "ratio")), "Go", "Mend", "Back"));
    }

    @Test
    void declaresParameters() {
        assertThat(file.parameters().get("pause"))
                .isEqualTo(new Parameter(
                        "pause",
                        Parameter.Type.DURATION,
                        Parameter.Role.LOAD,
                        Optional.of(new ParameterValue.Text("2s")),
                        Optional.of("1s"),
                        Optional.of("1min"),
                        List.of(),
                        ""));
        assertThat(file.parameters().get("mode").values()).containsExactly("calm", "wild");
        assertThat(file.parameters().get("url").type()).isEqualTo(Parameter.Type.TEXT);
    }

    @Test
    void takesWhatIsGivenBeforeTheProfileBeforeTheDefault() throws PlanException {
        var given = Map.<String, ParameterValue>of("pause", new ParameterValue.Text("7s"));

        assertThat(plan.parameters()).containsEntry("pause", new ParameterValue.Text("2s"));
        assertThat(file.plan("short", Map.of()).parameters()).containsEntry("pause", new ParameterValue.Text("1s"));
        assertThat(file.plan("short", given).parameters()).containsEntry("pause", new ParameterValue.Text("7s"));
        assertThat(((Probe.Files) file.plan("short", given).probes().get("waiting")).olderThan())
                .contains(Duration.ofSeconds(10));
    }

    @Test
    void putsGivenTextInAsText() throws PlanException {
        var given = Map.<String, ParameterValue>of(
                "url", new ParameterValue.Text("http://${n}"),
                "command", new ParameterValue.Words(List.of("run", "a b", "${home}")));

        Plan hostile = file.plan("long", given);

        Template url =
                ((Requirement.HttpAnswers) hostile.requires().get(3)).request().url();
        assertThat(url.render(name -> "42")).isEqualTo("http://${n}/health");
        assertThat(hostile.services().get("app").start()).containsExactly("run", "a b", "${home}");
    }

    @Test
    void hasAnExampleWhereSomethingMustBeGiven() throws PlanException {
        PlanFile needy = PlanFile.read(Examples.with("command: {", "command: {type: list}"));

        assertThat(needy.example("hour").services().get("shop").start()).isNotEmpty();
    }

    @Test
    void readsRequirements() {
        assertThat(plan.requires())
                .startsWith(
                        new Requirement.PortFree(9000),
                        new Requirement.PortOpen(5432),
                        new Requirement.DiskFree(Path.of("/srv/app"), 1_000_000_000L))
                .endsWith(new Requirement.ServiceReady("db"));
        Request asked = ((Requirement.HttpAnswers) plan.requires().get(3)).request();
        assertThat(asked.method()).isEqualTo("GET");
        assertThat(asked.expect())
                .isEqualTo(new Request.Expectation(Set.of(200, 204), Map.of("/mode", "calm"), Duration.ofSeconds(3)));
    }

    @Test
    void readsWhatIsToBeCaptured() {
        assertThat(plan.captures())
                .containsExactly(
                        new Capture(
                                new Capture.Source.Files("/srv/app/logs/*.txt", Optional.of(200_000L)),
                                1_000_000,
                                Set.of(Capture.Moment.START, Capture.Moment.END)),
                        new Capture(
                                new Capture.Source.Log(
                                        "log",
                                        "/srv/app/*.log",
                                        StandardCharsets.UTF_16LE,
                                        new Capture.Amount.Lines(500)),
                                Capture.DEFAULT_MAX,
                                Set.of(Capture.Moment.BEFORE_RESTART)),
                        new Capture(
                                new Capture.Source.Log(
                                        "/srv/app/logs/other.log",
                                        "/srv/app/logs/other.log",
                                        StandardCharsets.UTF_8,
                                        new Capture.Amount.Bytes(64_000)),
                                Capture.DEFAULT_MAX,
                                Set.of(Capture.Moment.RED, Capture.Moment.END)),
                        new Capture(
                                new Capture.Source.Processes("app"),
                                Capture.DEFAULT_MAX,
                                Set.of(Capture.Moment.RED, Capture.Moment.BEFORE_RESTART)));
    }

    @Test
    void readsServices() {
        Service app = plan.services().get("app");

        assertThat(app.start()).containsExactly("java", "-jar", "/srv/app/app.jar");
        assertThat(app.after()).contains("db");
        assertThat(app.directory()).isEqualTo(Path.of("/srv/app"));
        assertThat(app.environment())
                .containsEntry("PORT", new Template("9000"))
                .containsEntry("KEY", new Template("${secret:APP_KEY}"));
        assertThat(app.output()).contains(new Service.Output(Path.of("/srv/app/app.log"), Optional.of(20_000_000L)));
        assertThat(app.processes())
                .contains(new Service.Match(Service.Match.By.COMMAND_LINE, "*app.jar*", 1, Optional.of("app")));
        assertThat(app.stop()).contains(new Service.StopBy("TERM", Duration.ofSeconds(5)));
        assertThat(app.running()).isEqualTo(Service.Running.RESTART);
        assertThat(app.ready().orElseThrow().within()).isEqualTo(Duration.ofSeconds(20));
        assertThat(app.ready().orElseThrow().http().expect().status()).containsExactly(200);
        assertThat(plan.services().get("db").processes())
                .contains(new Service.Match(Service.Match.By.PORT, "5432", 2, Optional.empty()));
        assertThat(plan.services().get("db").ready()).isEmpty();
        assertThat(plan.services().get("other").processes().orElseThrow().by()).isEqualTo(Service.Match.By.PID_FILE);
    }

    @Test
    void readsProbes() {
        Probe.Log log = (Probe.Log) plan.probes().get("log");
        Probe.LineRule handled = log.rules().get(1);

        assertThat(log.options())
                .isEqualTo(new Probe.Options(
                        "log", Duration.ofSeconds(2), Optional.of(Duration.ofMinutes(1)), Probe.Missing.EMPTY));
        assertThat(log.encoding()).isEqualTo(StandardCharsets.UTF_16LE);
        assertThat(handled.labels()).isEqualTo(Map.of("level", "level"));
        assertThat(handled.value()).contains("ms");
        assertThat(handled.unit()).isEqualTo(Unit.MILLISECONDS);
        assertThat(handled.decimal()).isEqualTo(',');
        assertThat(handled.id()).contains("id");
        Probe.Json state = (Probe.Json) plan.probes().get("state");
        assertThat(state.oneOf()).isEqualTo(Map.of("/mode", Set.of("calm", "wild")));
        assertThat(state.tries()).isEqualTo(2);
        assertThat(state.tryEvery()).isEqualTo(Duration.ofMillis(100));
        assertThat(((Probe.Jsonl) plan.probes().get("moves")).chain()).contains(new Probe.Chain("/from", "/to"));
        assertThat(((Probe.Agree) plan.probes().get("same")).sources().getFirst())
                .isEqualTo(new Probe.Saying.OfProbe("state", "/mode"));
        assertThat(((Probe.Http) plan.probes().get("up")).take()).isEqualTo(Map.of("load", "/load"));
    }

    @Test
    void readsLedgers() {
        Probe.Ledger orders = (Probe.Ledger) plan.probes().get("orders");

        assertThat(orders.submitted())
                .containsExactly(new Probe.Witness.ByStep("order"), new Probe.Witness.ByFile("/srv/app/in/<id>.json"));
        assertThat(orders.handled()).containsExactly(new Probe.Witness.ByLog("log", "handled"));
        assertThat(orders.done())
                .containsExactly(
                        new Probe.Witness.ByHttp("http://localhost:9000/orders/<id>", Map.of("/state", "done")),
                        new Probe.Witness.ByJsonl("moves", "/id"));
        assertThat(orders.delivery()).isEqualTo(Probe.Delivery.AT_LEAST_ONCE);
        assertThat(orders.lostAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(orders.settle()).contains(Duration.ofSeconds(30));
    }

    @Test
    void readsPairs() {
        Probe.Pairs receipts = (Probe.Pairs) plan.probes().get("receipts");

        assertThat(receipts.first()).isEqualTo("/srv/app/in/<id>.json");
        assertThat(receipts.second()).isEqualTo("/srv/app/out/<id>.json");
        assertThat(receipts.within()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void readsLoad() {
        Step.Parallel parallel =
                (Step.Parallel) plan.tests().get("load").steps().getFirst();
        Step.HttpLoad load = (Step.HttpLoad) parallel.steps().getFirst();
        Step.FilesWrite files = (Step.FilesWrite) parallel.steps().getLast();

        assertThat(load.options().as()).contains("order");
        assertThat(load.arrivals())
                .isEqualTo(new Step.Arrivals(10, Step.Arrivals.Shape.POISSON, Duration.ofSeconds(5)));
        assertThat(load.flows()).extracting(Step.Flow::weight).containsExactly(3, 1);
        assertThat(load.flows().getLast().requests())
                .extracting(Request::method)
                .containsExactly("GET", "HEAD", "PATCH", "DELETE");
        Request put = load.flows().getFirst().requests().getLast();
        assertThat(put.url()).isEqualTo(new Template("http://localhost:9000/carts/${cart}"));
        assertThat(put.ledger()).isEqualTo(Map.of("orders", "/order"));
        assertThat(put.json()).isFalse();
        assertThat(load.flows().getLast().requests().get(2).body())
                .contains(new Template("[1,\"two\",\"${pick(3, 4)}\"]"));
        assertThat(files.options().as()).contains("order");
        assertThat(files.pace())
                .isEqualTo(
                        new Step.Pace.Continuous(new Step.Arrivals(0.5, Step.Arrivals.Shape.CONSTANT, Duration.ZERO)));
        assertThat(files.content())
                .isEqualTo(new Step.Content.Inline(new Template("{\"id\":\"${uuid}\",\"costs\":\"$${free}\"}"), true));
        assertThat(files.stages()).contains(new Step.Stages(40, Duration.ofMillis(200), Step.Stages.Then.RENAME));
        assertThat(files.bom()).isTrue();
    }

    @Test
    void readsSteps() {
        List<Step> steps = plan.tests().get("harm").steps();

        assertThat(((Step.FilesWrite) steps.getFirst()).pace())
                .isEqualTo(new Step.Pace.Burst(5, Duration.ofMillis(50)));
        assertThat(((Step.FilesWrite) steps.get(1)).content()).isEqualTo(new Step.Content.CopyOf("/srv/app/a.txt"));
        assertThat(steps.get(2).options())
                .isEqualTo(
                        new Step.Options(Optional.empty(), Optional.of(Duration.ofSeconds(5)), true, Optional.empty()));
        assertThat(steps.get(3).options().undo()).contains(new Step.Wait(NOTHING_SAID, Duration.ofSeconds(1)));
        assertThat(steps)
                .filteredOn(Step.ServiceAct.class::isInstance)
                .extracting(step -> ((Step.ServiceAct) step).verb())
                .containsExactly(Verb.KILL, Verb.START, Verb.STOP, Verb.RESTART, Verb.PAUSE);
        assertThat(steps)
                .contains(new Step.ServiceAct(
                        NOTHING_SAID,
                        Verb.PAUSE,
                        List.of("app"),
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(3))));
        assertThat(plan.tests().get("harm").cleanup())
                .containsExactly(new Step.ServiceAct(
                        NOTHING_SAID, Verb.ENSURE, List.of("db", "app"), Optional.empty(), Optional.empty()));
        assertThat(plan.teardown()).containsExactly(new Step.Observe(NOTHING_SAID, "up"));
    }

    @Test
    void letsATestLookAtWhatItCausedItself() {
        var harm = plan.tests().get("harm");
        List<Map<String, String>> awaited = harm.steps().stream()
                .filter(Step.Await.class::isInstance)
                .map(step -> ((Step.Await) step).subject())
                .filter(Step.Subject.OfMetric.class::isInstance)
                .map(subject -> ((Step.Subject.OfMetric) subject).where())
                .toList();

        assertThat(awaited.get(0)).as("said").isEqualTo(Map.of("origin", "load"));
        assertThat(awaited.get(1)).as("origin: all").isEmpty();
        assertThat(awaited.get(2)).as("nothing said").isEqualTo(Map.of("origin", "harm"));
        assertThat(awaited.getLast()).as("a metric without origin").isEmpty();
        assertThat(harm.criteria().getFirst().where()).isEqualTo(Map.of("origin", "harm"));
        assertThat(harm.criteria().getLast().where()).isEmpty();
        assertThat(plan.criteria().get(1).where()).as("of the run").isEmpty();
    }

    @Test
    void readsCriteria() {
        Criterion ratio = plan.criteria().getFirst();

        assertThat(ratio)
                .isEqualTo(new Criterion(
                        "ratio",
                        Optional.empty(),
                        "Ratio",
                        Optional.of("Count the orders"),
                        Statistic.RATIO,
                        "orders.failed",
                        Optional.of("orders.done"),
                        Map.of("origin", "load"),
                        Optional.of("origin"),
                        Optional.empty(),
                        new Criterion.Window(
                                Optional.of("load"),
                                Criterion.Window.Faults.EXCEPT,
                                List.of(new Daily(
                                        LocalTime.of(2, 0), LocalTime.of(4, 0), ZoneId.of("Europe/Vienna"), "backup")),
                                Optional.of(new Criterion.While(
                                        "orders.open",
                                        Map.of("origin", "load"),
                                        new Condition(Comparison.AT_LEAST, 1, Unit.COUNT),
                                        Duration.ofSeconds(1))),
                                Duration.ofSeconds(10)),
                        Optional.of(new Criterion.Frame(Criterion.Frame.Kind.OVER, Duration.ofMinutes(5))),
                        new Condition(Comparison.BELOW, 1, Unit.PERCENT),
                        Optional.of(new Criterion.Yellow.When(new Condition(Comparison.AT_MOST, 5, Unit.PERCENT))),
                        Criterion.Otherwise.RED,
                        Optional.empty(),
                        Criterion.Missing.IGNORE,
                        95,
                        Criterion.About.EVIDENCE,
                        Criterion.Severity.LOW,
                        Criterion.OnRed.ROLLBACK,
                        Set.of("long"),
                        Optional.empty()));
        assertThat(plan.criteria().get(2).yellow()).contains(new Criterion.Yellow.Any());
        assertThat(plan.criteria())
                .extracting(Criterion::statistic)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Statistic.values())
                        .filter(statistic -> statistic != Statistic.INCREASE)
                        .toList());
        assertThat(plan.criteria().getLast().recovered()).contains(new Condition(Comparison.AT_LEAST, 1, Unit.COUNT));
    }

    @Test
    void excusesACriterionThatLooksAtNothingButProbesThatMayBeMissing() throws PlanException {
        PlanFile optional = PlanFile.read(Examples.with(
                        "up: {http",
                        "up: {http: \"${shop}/health\", missing: ignore}\ntoo: {files: /x, missing: ignore}")
                .replace("criteria:\n  lost:", """
                                metrics: {all: {sum: [up.failures, too.created]}, some: {sum: [up.failures, orders.lost]}}
                                criteria:
                                  excused: {ratio: [up.failures, up.requests], green: below 1 %}
                                  derived: {increase: all, green: exactly 0}
                                  half: {ratio: [up.failures, orders.done], green: below 1 %}
                                  half-derived: {increase: some, green: exactly 0}
                                  lost:"""));

        assertThat(optional.example("hour").criteria())
                .filteredOn(criterion -> criterion.missing() == Criterion.Missing.IGNORE)
                .extracting(Criterion::name)
                .containsExactly("excused", "derived");
    }

    @Test
    void readsProfiles() throws PlanException {
        assertThat(plan.profile().duration()).isEqualTo(Duration.ofMinutes(90));
        assertThat(plan.profile().timetable())
                .containsExactly(
                        new Profile.Planned(Duration.ZERO, "load", Optional.of(Duration.ofHours(1))),
                        new Profile.Planned(Duration.ofMinutes(10), "harm", Optional.empty()),
                        new Profile.Planned(Duration.ofMinutes(30), "harm", Optional.empty()),
                        new Profile.Planned(Duration.ofMinutes(50), "harm", Optional.empty()));
        assertThat(file.plan("short", Map.of()).stopOn()).isEqualTo(Plan.StopOn.NEVER);
        assertThat(file.plan("short", Map.of()).evidence()).isEqualTo(Plan.Burden.POINT);
    }

    @ParameterizedTest
    @CsvSource({
        "below 1 %, BELOW, 1, PERCENT",
        "'< 1%', BELOW, 1, PERCENT",
        "at most 500 ms, AT_MOST, 500, MILLISECONDS",
        "<=500ms, AT_MOST, 500, MILLISECONDS",
        "≤ 500 ms, AT_MOST, 500, MILLISECONDS",
        "above 2.5 GB, ABOVE, 2.5, GIGABYTES",
        "> 0, ABOVE, 0, COUNT",
        "at least 48 /s, AT_LEAST, 48, PER_SECOND",
        ">= 3 min, AT_LEAST, 3, MINUTES",
        "exactly 0, EXACTLY, 0, COUNT",
        "== 0, EXACTLY, 0, COUNT",
        "= -1, EXACTLY, -1, COUNT",
        "at most 2 %/day, AT_MOST, 2, PERCENT_PER_DAY"
    })
    void comparesInWordsAndInSymbols(String written, Comparison comparison, double limit, Unit unit)
            throws Literals.Malformed {
        assertThat(ConditionText.read(written)).isEqualTo(new Condition(comparison, limit, unit));
    }

    @ParameterizedTest
    @CsvSource({
        "in 10 .. 20 ms, 10, 20, MILLISECONDS, in 10 .. 20 ms",
        "in 10..20ms, 10, 20, MILLISECONDS, in 10 .. 20 ms",
        "in 0.5 .. 1.5, 0.5, 1.5, COUNT, in 0.5 .. 1.5",
        "in -5 .. 5 %, -5, 5, PERCENT, in -5 .. 5 %",
        "in 48 .. 52 /s, 48, 52, PER_SECOND, in 48 .. 52 /s"
    })
    void comparesWithTwoLimits(String written, double low, double high, Unit unit, String told)
            throws Literals.Malformed {
        Condition condition = ConditionText.read(written);

        assertThat(condition).isEqualTo(new Condition(Comparison.IN, low, high, unit));
        assertThat(condition).hasToString(told);
    }

    @ParameterizedTest
    @CsvSource({
        "at most baseline + 10 %, at most baseline + 10 %, 550",
        "<=baseline+10%, at most baseline + 10 %, 550",
        "below baseline + 5 ms, below baseline + 5 ms, 505",
        "above baseline - 0.5 s, above baseline - 0.5 s, 0",
        "at least baseline - 10 %, at least baseline - 10 %, 450",
        "at most baseline, at most baseline, 500",
        "at most baseline + 0.5 points, at most baseline + 0.5 points, 500.5"
    })
    void countsALimitFromABaseline(String written, String told, double limit) throws Literals.Malformed {
        Condition condition = ConditionText.read(written);

        assertThat(condition).hasToString(told);
        assertThat(condition.isRelative()).isTrue();
        assertThat(condition.against(500, Unit.MILLISECONDS).storedLimits()).containsExactly(limit);
    }

    @ParameterizedTest
    @CsvSource({
        "within baseline ± 10 %, within baseline ± 10 %, 450, 550",
        "within baseline +/- 10 %, within baseline ± 10 %, 450, 550",
        "within baseline ± 0.1 s, within baseline ± 0.1 s, 400, 600"
    })
    void countsTwoLimitsFromABaseline(String written, String told, double low, double high) throws Literals.Malformed {
        Condition condition = ConditionText.read(written);

        assertThat(condition).hasToString(told);
        assertThat(condition.against(500, Unit.MILLISECONDS).storedLimits()).containsExactly(low, high);
    }

    /** In binary, 10 % more than 500 is 550.0000000000001, and of what is below nothing 10 % more is not less. */
    @Test
    void countsFromABaselineAsPeopleDo() throws Literals.Malformed {
        Condition more = ConditionText.read("at most baseline + 10 %");

        assertThat(more.against(0.7, Unit.PERCENT).storedLimit()).isEqualTo(0.77);
        assertThat(more.against(0, Unit.PERCENT).storedLimit()).isZero();
        assertThat(more.against(-10, Unit.PERCENT_PER_HOUR).storedLimit()).isEqualTo(-9);
        assertThat(more.against(500, Unit.MILLISECONDS)).hasToString("at most 550 ms (baseline + 10 %)");
        assertThat(ConditionText.read("within baseline ± 10 %").against(0, Unit.COUNT))
                .hasToString("exactly 0 (baseline ± 10 %)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lastGreen", "pinned", "median(5)", "run:shop#42", "run:0b8f6d3e-7a43-4c1f-9a5e-0d6f2b1c9e11"})
    void saysWithWhichRunsToCompare(String written) throws Literals.Malformed {
        assertThat(BaselineText.choice(written)).hasToString(written);
    }

    @Test
    void givesEveryCriterionItsOwnBaselineOrThatOfThePlan() throws PlanException {
        String plan = Examples.with("plan: shop", "plan: shop\nbaseline: median(5)")
                .replace(
                        "p95: orders.latency, green: below 500 ms, yellow: at most 1 s",
                        "p95: orders.latency, green: at most baseline + 10 %, yellow: at most 1 s")
                .replace("green: below 5 %", "baseline: pinned\n    green: below baseline + 1 points");

        Plan read = PlanFile.read(plan).example("hour");

        assertThat(read.tests().get("steady").criteria().getFirst().baseline()).contains(new BaselineChoice.Median(5));
        assertThat(read.criteria().getLast().baseline()).contains(new BaselineChoice.Pinned());
        assertThat(read.criteria().getFirst().baseline()).isEmpty();
        assertThat(read.baselines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "300s, PT5M",
        "15min, PT15M",
        "2m, PT2M",
        "72h, PT72H",
        "3d, PT72H",
        "250ms, PT0.25S",
        "10us, PT0.00001S",
        "1h 30min, PT1H30M",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        "300s + 10s, PT5M10S",
        "0, PT0S",
        "5 s, PT5S"
    })
    void readsDurations(String written, Duration duration) throws Literals.Malformed {
        assertThat(Literals.duration(written)).isEqualTo(duration);
    }

    @Test
    void survivesNumbersBeyondReason() throws PlanException {
        String huge = "- repeat: {times: 1000000000, steps: [{repeat: {times: 1000000000, steps: [{wait: 3000d}]}}]}";

        assertThat(PlanFile.read(Examples.with("- wait: 5s", huge)).lint()).isNotNull();
    }
}
