package io.burnin.plan;

import static io.burnin.plan.Problem.Severity.ERROR;
import static io.burnin.plan.Problem.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class LinterTest {

    /** A line of the example, what stands there instead, and what is said about it. */
    static final List<Arguments> MISTAKES = List.of(
            // names
            mistake(
                    "- service.ensure: shop",
                    "- service.ensure: shpo",
                    ERROR,
                    "name",
                    "no service 'shpo'",
                    "write: - service.ensure: shop"),
            mistake(
                    "ready: {",
                    "ready: {http: \"${shop}/health\", within: 20s}\nafter: relay",
                    ERROR,
                    "name",
                    "no service 'relay'",
                    "there are: shop"),
            mistake("ready: {", "after: shop", ERROR, "name", "wait for each other", "remove one"),
            mistake(
                    "shop: {process",
                    "shop: {process: shops}",
                    ERROR,
                    "name",
                    "no service 'shops'",
                    "write: shop: {process: shop}"),
            mistake("shop: {process", "shop: {service: other}", ERROR, "name", "no service 'other'", "there are: shop"),
            mistake("- wait: 5s", "- observe: upp", ERROR, "name", "no probe 'upp'", "write: - observe: up"),
            mistake(
                    "- {at: 30min",
                    "- {at: 30min, test: crsh}",
                    ERROR,
                    "name",
                    "no test 'crsh'",
                    "write: - {at: 30min, test: crash}"),
            mistake(
                    "window: {during",
                    "window: {during: stedy}",
                    ERROR,
                    "name",
                    "no test 'stedy'",
                    "write: window: {during: steady}"),
            mistake(
                    "lost: {",
                    "lost: {rate: orders.lost, green: below 1 /h, only: [hours]}",
                    ERROR,
                    "name",
                    "no profile 'hours'",
                    "hour"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: exactly 0, where: {origin: stedy}}",
                    ERROR,
                    "name",
                    "no test 'stedy'",
                    "steady"),
            mistake("disturbs:", "disturbs: [shop, cache]", ERROR, "name", "no service 'cache'", "there are: shop"),
            mistake(
                    "- {label",
                    "- {label: Errors, value: erors}",
                    ERROR,
                    "name",
                    "no criterion 'erors'",
                    "write: - {label: Errors, value: errors}"),
            // metrics and units
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lots, green: exactly 0}",
                    ERROR,
                    "metric",
                    "nothing emits the metric 'orders.lots'",
                    "write: lost: {increase: orders.lost, green: exactly 0}"),
            mistake(
                    "- {label",
                    "- {label: Errors, value: mean orders.latenzy}",
                    ERROR,
                    "metric",
                    "nothing emits",
                    "orders.latency"),
            mistake(
                    "- await: {",
                    "- await: {last: up.okay, is: exactly 1, within: 30s}",
                    ERROR,
                    "metric",
                    "'up.okay'",
                    "up.ok"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.open, green: exactly 0}",
                    ERROR,
                    "metric",
                    "gauge, which has no increase",
                    "last"),
            mistake(
                    "lost: {",
                    "lost: {p95: orders.lost, green: below 3}",
                    ERROR,
                    "metric",
                    "counter, which has no p95",
                    "increase"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: exactly 0, where: {shop: a}}",
                    ERROR,
                    "metric",
                    "no label 'shop'",
                    "origin"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: exactly 0, each: orgin}",
                    ERROR,
                    "metric",
                    "no label 'orgin'",
                    "did you mean 'origin'"),
            mistake(
                    "fast: {",
                    "fast: {p95: orders.latency, green: below 5 %}",
                    ERROR,
                    "unit",
                    "is a time",
                    "write: fast: {p95: orders.latency, green: below 5 ms}"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, across: sum, green: exactly 0}",
                    ERROR,
                    "unit",
                    "takes the series of one gauge",
                    "remove it"),
            mistake("green: below 5 %", "green: below 5 ms", ERROR, "unit", "is in %", "write: green: below 5 %"),
            mistake("green: below 5 %", "green: below 5", ERROR, "unit", "is in %", "write: green: below 5 %"),
            mistake("lost: {", "lost: {max: shop.rss, green: below 5 min}", ERROR, "unit", "is a size", "5 B"),
            mistake("lost: {", "lost: {trend: shop.rss, green: below 5 MB}", ERROR, "unit", "in %/h", "5 %/h"),
            mistake(
                    "lost: {",
                    "lost: {rate: orders.done, green: at least 5}",
                    ERROR,
                    "unit",
                    "is a rate",
                    "at least 5 /s"),
            mistake(
                    "lost: {",
                    "lost: {recovery: up.ok, to: at least 1 s, green: below 5 s}",
                    ERROR,
                    "unit",
                    "a number without a unit",
                    "at least 1"),
            mistake(
                    "report:",
                    "metrics:\n  mix: {sum: [orders.lost, orders.latency]}\nreport:",
                    ERROR,
                    "unit",
                    "cannot be put together",
                    "one kind"),
            mistake(
                    "report:",
                    "metrics:\n  a: {sum: [orders.lost]}\n  b: {sum: [a]}\nreport:",
                    ERROR,
                    "metric",
                    "itself derived",
                    "made of"),
            // bands
            mistake("yellow: below 10 %", "yellow: below 4 %", ERROR, "band", "yellow can never be", "wider"),
            mistake(
                    "yellow: below 10 %",
                    "yellow: above 10 %", ERROR, "band", "what lies between is red", "wider 'below'"),
            mistake("green: below 5 %", "green: below 0 %", ERROR, "band", "no value is", "room"),
            mistake(
                    "lost: {",
                    "lost: {recovery: up.ok, green: below 5 s}",
                    ERROR,
                    "band",
                    "when it has recovered",
                    "to:"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: exactly 0, only: [hour]}",
                    ERROR,
                    "band",
                    "must hold in every profile",
                    "remove"),
            mistake(
                    "fast: {",
                    "fast: {p95: orders.latency, green: below 500 ms, yellow: at most 1 s, otherwise: yellow}",
                    WARNING,
                    "band",
                    "yellow says nothing",
                    "any"),
            mistake(
                    "lost: {",
                    "lost: {max: orders.open, for: 10s, green: at least 5}",
                    ERROR,
                    "band",
                    "what lasts above a limit is a max",
                    "at most"),
            mistake(
                    "lost: {",
                    "lost: {rate: orders.lost, over: 10min, green: below 5 /min}",
                    WARNING,
                    "band",
                    "the profile minute is shorter than that",
                    "only"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: exactly 0, yellow: at least 5, otherwise: red}",
                    ERROR,
                    "band",
                    "leave a hole, and what lies between is red",
                    "reaches to green"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: exactly 0, yellow: below 1, otherwise: red}",
                    ERROR,
                    "band",
                    "yellow can never be: every value 'below 1' is green already",
                    "wider"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: exactly 0.5}",
                    ERROR,
                    "band",
                    "no value is 'exactly 0.5'",
                    "room"),
            mistake(
                    "lost: {",
                    "lost: {availability: up.ok, green: above 100 %}",
                    ERROR,
                    "band",
                    "no value is 'above 100 %'",
                    "room"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: at least 0}",
                    WARNING,
                    "band",
                    "never be anything but green",
                    "can be broken"),
            mistake(
                    "yellow: below 10 %",
                    "yellow: at least 5 %", WARNING, "band", "never be worse than yellow", "yellow: any"),
            mistake("green: below 5 %", "green: in 0 .. 5 ms", ERROR, "unit", "is in %", "write: green: in 0 .. 5 %"),
            mistake(
                    "lost: {",
                    "lost: {max: orders.open, for: 10s, green: in 5 .. 9}",
                    ERROR,
                    "band",
                    "what lasts above a limit is a max",
                    "at most"),
            mistake(
                    "fast: {",
                    "fast: {p95: orders.latency, green: in 10 .. 20 ms, yellow: in 12 .. 18 ms, otherwise: red}",
                    ERROR,
                    "band",
                    "yellow can never be",
                    "wider"),
            mistake(
                    "fast: {",
                    "fast: {p95: orders.latency, green: in 10 .. 20 ms, yellow: in 30 .. 40 ms, otherwise: red}",
                    ERROR,
                    "band",
                    "leave a hole",
                    "reaches to green"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: in 0.2 .. 0.8}",
                    ERROR,
                    "band",
                    "no value is 'in 0.2 .. 0.8'",
                    "room"),
            mistake(
                    "lost: {",
                    "lost: {availability: up.ok, green: in 0 .. 100 %}",
                    WARNING,
                    "band",
                    "never be anything but green",
                    "can be broken"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: exactly 0, window: {while: {last: orders.open, is: in -3 .. -1}}}",
                    ERROR,
                    "reach",
                    "'in -3 .. -1' can never hold",
                    "can be kept"),
            mistake(
                    "fast: {",
                    "fast: {p95: orders.latency, baseline: pinned, green: at most baseline + 20 %, yellow: at most baseline + 10 %, otherwise: red}",
                    ERROR,
                    "band",
                    "yellow can never be: every value 'at most baseline + 10 %' is green already",
                    "wider"),
            mistake(
                    "fast: {",
                    "fast: {p95: orders.latency, baseline: pinned, green: at most baseline + 20 MB}",
                    ERROR,
                    "unit",
                    "is a time (ms, s, min, h), and 'at most baseline + 20 MB' is not",
                    "green: at most baseline + 20 ms}"),
            mistake(
                    "fast: {",
                    "fast: {p95: orders.latency, baseline: pinned, green: at most baseline + 2 points}",
                    ERROR,
                    "unit",
                    "'at most baseline + 2 points' is not",
                    "green: at most baseline + 2 ms}"),
            // baselines
            mistake(
                    "fast: {",
                    "fast: {p95: orders.latency, green: at most baseline + 20 %}",
                    ERROR,
                    "baseline",
                    "it is not said with which runs 'fast' compares",
                    "baseline: lastGreen"),
            mistake(
                    "fast: {",
                    "fast: {p95: orders.latency, green: at most 1 s, yellow: at most baseline + 20 %, otherwise: red}",
                    ERROR,
                    "baseline",
                    "it is not said with which runs 'fast' compares",
                    "baseline: lastGreen"),
            mistake(
                    "fast: {",
                    "fast: {p95: orders.latency, green: at most 1 s, baseline: lastGreen}",
                    ERROR,
                    "baseline",
                    "neither green nor yellow of 'fast' compares with a baseline",
                    "or remove 'baseline'"),
            mistake(
                    "fast: {",
                    "fast: {p95: orders.latency, green: at most baseline + 5 ms, baseline: run:cart#3}",
                    ERROR,
                    "baseline",
                    "a baseline is a run of the same plan, and run:cart#3 is one of cart",
                    "name a run of shop"),
            mistake(
                    "plan: shop",
                    "plan: shop\nbaseline: lastGreen",
                    WARNING,
                    "baseline",
                    "no criterion compares with a baseline",
                    "or remove 'baseline'"),
            // reach
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: exactly 0, window: {while: {last: orders.open, is: below 0}}}",
                    ERROR,
                    "reach",
                    "'below 0' can never hold: no value of orders.open is that",
                    "can be kept"),
            mistake(
                    "- await: {",
                    "- await: {last: up.ok, is: exactly 2, within: 30s}",
                    ERROR,
                    "reach",
                    "'exactly 2' can never hold",
                    "can be kept"),
            mistake(
                    "lost: {",
                    "lost: {recovery: up.ok, to: at least 2, green: below 5 s}",
                    ERROR,
                    "reach",
                    "'at least 2' can never hold",
                    "can be kept"),
            mistake(
                    "- await: {",
                    "- await: {last: orders.open, is: exactly 0, within: 30s}",
                    WARNING,
                    "reach",
                    "no step of 'crash' feeds orders",
                    "origin: all"),
            mistake(
                    "window: {during",
                    "window: {during: steady, except: faults, warmup: 2h}",
                    WARNING,
                    "reach",
                    "the profile hour is over before a warm-up of 2h is",
                    "shorten"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: exactly 0, window: {while: {last: orders.open, is: exactly 0, for: 2min}}}",
                    WARNING,
                    "reach",
                    "the profile minute has no stretch of 2m",
                    "only"),
            mistake(
                    "lost: {",
                    "lost: {increase: services.not_recovered, where: {service: shpo}, green: exactly 0}",
                    ERROR,
                    "name",
                    "no service 'shpo'",
                    "shop"),
            // ledgers
            mistake(
                    "submitted:",
                    "submitted: {step: ordr}",
                    ERROR,
                    "ledger",
                    "no step 'as: ordr' feeds 'orders'",
                    "did you mean 'order'"),
            mistake(
                    "as: order",
                    "as: shopping",
                    ERROR,
                    "ledger",
                    "'shopping' feeds 'orders', which does not count it",
                    "as: order"),
            mistake(
                    "handled: {log",
                    "handled: {log: logs, line: handled}",
                    ERROR,
                    "name",
                    "no log probe 'logs'",
                    "log"),
            mistake(
                    "handled: {log",
                    "handled: {log: log, line: errors}",
                    ERROR,
                    "name",
                    "no rule with an 'id' in log 'errors'",
                    "handled"),
            // harm and faults
            mistake(
                    "disturbs:",
                    "disturbs: []",
                    ERROR,
                    "harm",
                    "harms 'shop', which the test does not say",
                    "disturbs: [shop]"),
            mistake(
                    "- service.ensure: shop",
                    "- wait: 1s",
                    ERROR,
                    "harm",
                    "nothing takes back",
                    "finally: [{service.ensure: shop}]"),
            mistake("tests:", "setup:\n  - service.stop: shop\ntests:", ERROR, "harm", "outside a test", "disturbs"),
            mistake(
                    "- service.kill: shop",
                    "- service.kill: shop\n  undo: {wait: 1s}",
                    ERROR,
                    "harm",
                    "the undo of 'service.kill' does not bring 'shop' back",
                    "undo: {service.ensure: shop}"),
            mistake(
                    "- service.ensure: shop",
                    "- service.ensure: shop\n- service.stop: shop",
                    ERROR,
                    "harm",
                    "'finally' leaves 'shop' down",
                    "add behind it: - service.ensure: shop"),
            mistake("- service.kill: shop", "- wait: 1s", WARNING, "harm", "harms nothing", "remove"),
            mistake("- {at: 30min", "- {every: 12s, test: crash}", ERROR, "fault", "'crash' already at 12s", "later"),
            mistake(
                    "lostAfter:",
                    "lostAfter: 90s\nsettle: 2min",
                    WARNING,
                    "ledger",
                    "'orders' waits for longer than any id stays open",
                    "no longer than 'lostAfter'"),
            mistake("settle: 10s", "settle: 0", WARNING, "fault", "no time to settle", "settle: 30s"),
            // schedule and parameters
            mistake(
                    "- {at: 30min",
                    "- {at: 90min, test: crash}",
                    ERROR,
                    "schedule",
                    "when the run of 1h is over",
                    "earlier"),
            mistake(
                    "- {at: 0s, test: steady, for: 1h}",
                    "- {at: 30min, test: steady, for: 1h}",
                    WARNING,
                    "schedule",
                    "is cut off",
                    "shorten"),
            mistake(
                    "- {at: 0s, test: steady, for: 1min}",
                    "- {at: 1s, test: crash}",
                    WARNING,
                    "schedule",
                    "the profile minute never runs 'steady'",
                    "only"),
            mistake(
                    "tests:",
                    "tests:\n  idle:\n    steps: [wait: 1s]",
                    WARNING,
                    "schedule",
                    "no profile runs 'idle'",
                    "remove"),
            mistake(
                    "home: {",
                    "home: {default: /srv/shop, role: place}\nspare: {default: 1}",
                    WARNING,
                    "parameter",
                    "nothing uses the parameter 'spare'",
                    "${spare}"),
            mistake(
                    "ready: {",
                    "environment: {DB_PASSWORD: hunter22}",
                    WARNING,
                    "secret",
                    "looks like a secret",
                    "${secret:NAME}"),
            mistake(
                    "up: {http",
                    "up: {http: \"http://joe:geheim@localhost/health\"}",
                    WARNING,
                    "secret",
                    "looks like a secret",
                    "${secret:NAME}"),
            // capture
            mistake(
                    "report:",
                    "capture: [{processes: shpo}]\nreport:",
                    ERROR,
                    "name",
                    "no service 'shpo'",
                    "write: capture: [{processes: shop}]"),
            mistake(
                    "report:",
                    "capture: [{log: lgo}]\nreport:",
                    ERROR,
                    "name",
                    "no log or jsonl probe 'lgo'",
                    "write: capture: [{log: log}]"),
            mistake(
                    "report:",
                    "capture: [{files: \"/**/*.log\"}]\nreport:",
                    ERROR,
                    "capture",
                    "would look through the whole disk",
                    "write the folder"),
            mistake(
                    "report:",
                    "capture: [{files: /etc/shadow}]\nreport:",
                    WARNING,
                    "capture",
                    "nothing else of the plan lies in /etc",
                    "the policy of the agent must allow"),
            mistake(
                    "report:",
                    "capture: [{log: log, last: 2 MB}]\nreport:",
                    WARNING,
                    "capture",
                    "2,000,000 bytes of each file are wanted, and 1,000,000 may be kept",
                    "larger max"),
            mistake(
                    "report:",
                    "capture: [{log: log, max: 20 MB}]\nreport:",
                    ERROR,
                    "value",
                    "1 B to 8 MB",
                    "e.g. 200 kB"),
            mistake(
                    "report:",
                    "capture: [{log: log, lines: 5, last: 2 kB}]\nreport:",
                    ERROR,
                    "value",
                    "lines and last both",
                    "one of them"),
            // proof
            mistake(
                    "lost: {",
                    "lost: {rate: orders.lost, green: below 1 /h}",
                    WARNING,
                    "proof",
                    "'below 1 /h' needs 2h59m45s without one to be proven, the profile hour looks for 1h",
                    "longer run"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.done, green: at least 1000}",
                    WARNING,
                    "proof",
                    "'at least 1000' will not be reached: the profile hour yields about 600 orders.done",
                    "order at 1,000/h would do"),
            mistake(
                    "green: below 5 %",
                    "green: below 0.1 %",
                    WARNING,
                    "proof",
                    "needs 2,996 orders.done to be proven, the profile hour yields about 598",
                    "order at"),
            mistake(
                    "lost: {",
                    "lost: {ratio: [orders.lost, orders.submitted], green: below 0.1 %}",
                    WARNING,
                    "proof",
                    "needs 2,995 orders.submitted to be proven",
                    "order at"),
            mistake(
                    "lost: {",
                    "lost: {ratio: [orders.duplicated, orders.done], green: below 0.1 %}",
                    WARNING,
                    "proof",
                    "needs 2,996 orders.done to be proven",
                    "order at"));

    private static Arguments mistake(
            String line, String by, Problem.Severity severity, String rule, String message, String remedy) {
        return Arguments.of(line, by, severity, rule, message, remedy);
    }

    @ParameterizedTest(name = "{1}")
    @FieldSource("MISTAKES")
    void tells(String line, String by, Problem.Severity severity, String rule, String message, String remedy) {
        List<Problem> problems = problems(Examples.with(line, by));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.severity()).isEqualTo(severity);
            assertThat(problem.rule()).isEqualTo(rule);
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy()).contains(remedy);
            assertThat(problem.path()).isNotNull();
            assertThat(problem.line()).isPositive();
        });
    }

    @Test
    void hasNothingToSayAboutAPlanThatIsRight() throws PlanException {
        assertThat(Examples.read().lint()).isEmpty();
    }

    @Test
    void hasNothingToSayAboutTheExampleOfTheReadme() throws IOException, PlanException {
        byte[] example = Files.readAllBytes(Path.of("../../docs/examples/greeter/greeter.yaml"));

        assertThat(PlanFile.read(example).lint()).isEmpty();
    }

    @Test
    void namesThePlaceOfWhatItTells() {
        Problem problem =
                problems(Examples.with("green: below 5 %", "green: below 5 ms")).getFirst();

        assertThat(problem.path()).isEqualTo("criteria/errors/green");
        assertThat(problem.line()).isEqualTo(Examples.line("green: below 5 %"));
        assertThat(problem.column()).isEqualTo(5);
    }

    @Test
    void tellsOfOneProfileAlone() throws PlanException {
        PlanFile plan = PlanFile.read(Examples.with("green: below 5 %", "green: below 0.1 %"));

        assertThat(plan.lint("minute")).extracting(Problem::message).allMatch(message -> message.contains("minute"));
        assertThat(plan.lint("hour")).extracting(Problem::message).allMatch(message -> message.contains("hour"));
        assertThat(plan.lint())
                .hasSize(plan.lint("hour").size() + plan.lint("minute").size());
    }

    @Test
    void seesThatAProfileHasNoFaultToRecoverFrom() {
        String calm = Examples.PLAN
                .replace("      - {at: 20s, test: crash}\n", "")
                .replace(
                        "lost: {increase: orders.lost, green: exactly 0}",
                        "back: {recovery: up.ok, to: at least 1, green: below 5 s}");

        assertThat(problems(calm))
                .anySatisfy(problem -> assertThat(problem.message())
                        .contains("the profile minute disturbs nothing, so there will be nothing to judge"));
    }

    @Test
    void seesThatADisturbingTestWithALoadLastsAsLongAsTheLoad() {
        String longer = Examples.with(
                        "- wait: 5s",
                        "- http.load: {as: more, arrivals: {rate: 1/s}, flows: {a: {requests: [{get: \"${shop}/x\"}]}}}")
                .replace(
                        "{at: 30min, test: crash}",
                        "{at: 30min, test: crash, for: 20min}\n      - {at: 40min, test: crash, for: 1min}");

        assertThat(problems(longer))
                .anySatisfy(
                        problem -> assertThat(problem.message())
                                .contains(
                                        "'crash' at 30m disturbs shop until 50m10s at the earliest, and 'crash' already at 40m"));
    }

    @Test
    void seesThatNothingIsEverRestarted() {
        String calm = Examples.PLAN
                .replace("- service.kill: shop", "- service.pause: {service: shop, for: 2s}")
                .replace("report:", "capture: [{log: log, when: [beforeRestart, end]}]\nreport:");

        assertThat(problems(calm)).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo("capture/0/when");
            assertThat(problem.message()).contains("beforeRestart never comes");
        });
    }

    @Test
    void hasATestForEachRule() {
        Set<String> tested =
                MISTAKES.stream().map(mistake -> (String) mistake.get()[3]).collect(Collectors.toSet());

        assertThat(tested)
                .contains(
                        "name",
                        "ledger",
                        "metric",
                        "unit",
                        "band",
                        "baseline",
                        "proof",
                        "harm",
                        "fault",
                        "reach",
                        "schedule",
                        "capture",
                        "parameter",
                        "secret");
        assertThat(Linter.Rule.class.getPermittedSubclasses()).hasSize(13);
    }

    private static List<Problem> problems(String plan) {
        try {
            return PlanFile.read(plan).lint();
        } catch (PlanException refused) {
            return refused.problems();
        }
    }
}
