package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** What the parser refuses, and what it says. */
class PlanProblemsTest {

    /** A line of the example, what stands there instead, where that is wrong, the message and the remedy. */
    static final List<Arguments> MISTAKES = List.of(
            // two limits
            mistake(
                    "green: below 5 %",
                    "green: between 1 and 5 %",
                    "criteria/errors/green",
                    "two limits are written in one way",
                    "write: green: in 1 .. 5 %"),
            mistake(
                    "green: below 5 %",
                    "green: in 1 - 5 %",
                    "criteria/errors/green",
                    "two limits are written in one way",
                    "write: green: in 1 .. 5 %"),
            mistake(
                    "green: below 5 %",
                    "green: in 1 to 5 %",
                    "criteria/errors/green",
                    "two limits are written in one way",
                    "write: green: in 1 .. 5 %"),
            mistake(
                    "green: below 5 %",
                    "green: 1 % .. 5 %",
                    "criteria/errors/green",
                    "two limits are written in one way",
                    "write: green: in 1 .. 5 %"),
            mistake(
                    "green: below 5 %",
                    "green: in 1% .. 5%",
                    "criteria/errors/green",
                    "two limits are written in one way",
                    "write: green: in 1 .. 5 %"),
            mistake(
                    "green: below 5 %",
                    "green: in (1, 5) %",
                    "criteria/errors/green",
                    "two limits are written in one way",
                    "write: green: in 1 .. 5 %"),
            mistake(
                    "green: below 5 %",
                    "green: from 1 to 5 %",
                    "criteria/errors/green",
                    "two limits are written in one way",
                    "write: green: in 1 .. 5 %"),
            mistake(
                    "green: below 5 %",
                    "green: in 5 .. 1 %",
                    "criteria/errors/green",
                    "no value is 'in 5 .. 1 %'",
                    "write: green: in 1 .. 5 %"),
            mistake(
                    "green: below 5 %",
                    "green: in 5 .. 5 %", "criteria/errors/green", "has one limit twice", "write: green: exactly 5 %"),
            mistake(
                    "green: below 5 %",
                    "green: in 5 %",
                    "criteria/errors/green",
                    "does not have two limits",
                    "in 10 .. 20 ms, or at most 20 ms"),
            mistake(
                    "green: below 5 %",
                    "green: in 500 ms .. 2 s", "criteria/errors/green", "is not a condition", "one unit for both"),
            mistake(
                    "green: below 5 %",
                    "green: in 1 .. 5 parsecs", "criteria/errors/green", "is not a condition", "one unit for both"),
            // baselines
            mistake(
                    "green: below 5 %",
                    "green: at most 1.1 * baseline",
                    "criteria/errors/green",
                    "is not a condition on a baseline",
                    "write: green: at most baseline + 10 %"),
            mistake(
                    "green: below 5 %",
                    "green: at most baseline * 1.25",
                    "criteria/errors/green",
                    "is not a condition on a baseline",
                    "write: green: at most baseline + 25 %"),
            mistake(
                    "green: below 5 %",
                    "green: at least 90 % of baseline",
                    "criteria/errors/green",
                    "is not a condition on a baseline",
                    "write: green: at least baseline - 10 %"),
            mistake(
                    "green: below 5 %",
                    "green: at most 110 % of the baseline",
                    "criteria/errors/green",
                    "is not a condition on a baseline",
                    "write: green: at most baseline + 10 %"),
            mistake(
                    "green: below 5 %",
                    "green: at most baseline ± 10 %",
                    "criteria/errors/green",
                    "is not a condition on a baseline",
                    "write: green: within baseline ± 10 %"),
            mistake(
                    "green: below 5 %",
                    "green: exactly baseline",
                    "criteria/errors/green",
                    "is not a condition on a baseline",
                    "write: green: within baseline ± 1 %"),
            mistake(
                    "green: below 5 %",
                    "green: within baseline + 10 %",
                    "criteria/errors/green",
                    "is not a condition on a baseline",
                    "write: green: within baseline ± 10 %"),
            mistake(
                    "green: below 5 %",
                    "green: within baseline",
                    "criteria/errors/green",
                    "is not a condition on a baseline",
                    "write: green: within baseline ± 1 %"),
            mistake(
                    "green: below 5 %",
                    "green: baseline + 10 %",
                    "criteria/errors/green",
                    "does not begin with a comparison",
                    "at most baseline + 10 %"),
            mistake(
                    "green: below 5 %",
                    "green: at most baseline + 10 parsec", "criteria/errors/green", "'parsec' is not a unit", "ms"),
            mistake(
                    "green: below 5 %",
                    "green: at least baseline - 100 %",
                    "criteria/errors/green",
                    "leaves nothing of the baseline",
                    "less than 100 %"),
            mistake(
                    "green: below 5 %",
                    "green: at most baseline plus 5",
                    "criteria/errors/green",
                    "is not a condition on a baseline",
                    "at most baseline + 10 %, below baseline + 5 ms"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: at most baseline + 1, baseline: last}",
                    "criteria/lost/baseline",
                    "does not say which runs",
                    "lastGreen, pinned, median(5)"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: at most baseline + 1, baseline: run:42}",
                    "criteria/lost/baseline",
                    "does not say which runs",
                    "id or name of a run"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: at most baseline + 1, baseline: median(0)}",
                    "criteria/lost/baseline",
                    "a median of 0 runs",
                    "median(1) to median(50)"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, green: at most baseline + 1, baseline: median(51)}",
                    "criteria/lost/baseline",
                    "a median of 51 runs",
                    "median(1) to median(50)"),
            mistake(
                    "- await:",
                    "- await: {last: up.ok, is: at least baseline - 10 %, within: 30s}",
                    "tests/crash/steps/3/await/is",
                    "a baseline is for green and yellow, and not here",
                    "compare with a number"),
            // keys
            mistake(
                    "settle: 10s",
                    "settel: 10s",
                    "tests/crash/settel",
                    "'settel' is not a key of a test",
                    "write: settle: 10s"),
            mistake(
                    "- service.kill: shop",
                    "- service.kil: shop",
                    "tests/crash/steps/0/service.kil",
                    "is not a key of a step",
                    "write: - service.kill: shop"),
            mistake(
                    "- wait: 5s",
                    "- {wait: 5s, observe: up}",
                    "tests/crash/steps/1/observe",
                    "either 'wait' or 'observe', not both",
                    "make two of it"),
            mistake("- wait: 5s", "- {as: pause}", "tests/crash/steps/1", "a step needs one of these keys", "wait"),
            mistake("- wait: 5s", "- pause", "tests/crash/steps/1", "a step belongs here, not a text", "colon"),
            mistake(
                    "shop: {process",
                    "shop: {process: shop, olderThan: 3s}",
                    "probes/shop/olderThan",
                    "'olderThan' does not go with 'process'",
                    "it goes with files"),
            mistake(
                    "lostAfter:",
                    "delivery: exactly-once",
                    "probes/orders/ledger",
                    "a ledger needs 'lostAfter'",
                    "lost"),
            mistake(
                    "- {at: 30min",
                    "- {test: crash}",
                    "profiles/hour/schedule/1",
                    "needs one of these keys",
                    "at, every"),
            mistake("settle: 10s", "settle:", "tests/crash/settle", "the value is missing", "write one"),
            mistake(
                    "duration: 1h",
                    "duration: [1h]",
                    "profiles/hour/duration",
                    "a single value belongs here, not a list",
                    "remove"),
            mistake(
                    "duration: 1h",
                    "duration: {a: b}",
                    "profiles/hour/duration",
                    "a single value belongs here, not a map",
                    "remove"),
            mistake(
                    "disturbs:",
                    "disturbs: {shop: true}",
                    "tests/crash/disturbs",
                    "a single value belongs here, not a map",
                    "remove"),
            mistake("settle: 10s", "9lives: {}", "tests/crash/9lives", "is not a key of a test", "known are"),
            mistake(
                    "plan: shop",
                    "plan: shop\nmetrics: {a.b: {sum: [orders.lost]}}",
                    "metrics",
                    "'a.b' cannot be a key here",
                    "begins with a letter"),
            // reserved
            mistake("report:", "identity: {}\nreport:", "identity", "`identity` is not supported yet", "remove it"),
            mistake(
                    "- wait: 5s",
                    "- exec: {run: [ls]}",
                    "tests/crash/steps/1/exec",
                    "`exec` is not supported yet",
                    "known are"),
            mistake("up: {http", "up: {tcp: 9000}", "probes/up/tcp", "`tcp` is not supported yet", "log, json"),
            mistake("ready: {", "ready: {tcp: 9000}", "services/shop/ready/tcp", "`tcp` is not supported yet", "http"),
            mistake(
                    "- {at: 30min",
                    "- {daily: \"04:00\", test: crash}",
                    "profiles/hour/schedule/1/daily",
                    "`daily` is not supported yet",
                    "at"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, across: each, green: exactly 0}",
                    "criteria/lost/across",
                    "'each' is not known here",
                    "sum"),
            mistake(
                    "window: {during",
                    "window: {except: [{daily: 02:00-04:00, why: backup}]}",
                    "criteria/errors/window/except/0/daily",
                    "nobody knows whose 02:00",
                    "timezone: Europe/Vienna"),
            mistake(
                    "window: {during",
                    "window: {except: [{daily: nightly, why: backup}]}",
                    "criteria/errors/window/except/0/daily",
                    "'nightly' is no part of a day",
                    "02:00-04:00"),
            // values
            mistake("settle: 10s", "settle: 10", "tests/crash/settle", "'10' has no unit", "write 10s"),
            mistake("settle: 10s", "settle: ten", "tests/crash/settle", "'ten' is not a duration", "30s"),
            mistake("settle: 10s", "settle: 9999999h", "tests/crash/settle", "longer than ten years", "less"),
            mistake("duration: 1h", "duration: 0", "profiles/hour/duration", "no time at all", "1s"),
            mistake(
                    "- {at: 30min",
                    "- {every: 1ms, test: crash}",
                    "profiles/hour/schedule/1",
                    "more than 10,000 times",
                    "less often"),
            mistake(
                    "arrivals:",
                    "arrivals: {rate: \"${perHour}\"}",
                    "tests/steady/steps/0/http.load/arrivals/rate",
                    "'600' is not a rate",
                    "15/h"),
            mistake(
                    "arrivals:",
                    "arrivals: {rate: 3 apples}",
                    "tests/steady/steps/0/http.load/arrivals/rate",
                    "'3 apples' is not a rate",
                    "15/h"),
            mistake(
                    "processes:",
                    "processes: {port: 99999}",
                    "services/shop/processes/port",
                    "99999 is not between 1 and 65,535",
                    "write"),
            mistake(
                    "processes:",
                    "processes: {port: http}",
                    "services/shop/processes/port",
                    "'http' is not a whole number",
                    "write"),
            mistake(
                    "processes:",
                    "processes: {commandLine: a, count: 0}",
                    "services/shop/processes/count",
                    "0 is not between 1",
                    "write"),
            mistake(
                    "ready: {",
                    "running: rastart",
                    "services/shop/running",
                    "'rastart' is not known here",
                    "did you mean 'restart'"),
            mistake(
                    "handled: {m",
                    "handled: {matches: '(order'}",
                    "probes/log/lines/handled/matches",
                    "is not a regular expression",
                    "backslash"),
            mistake(
                    "handled: {m",
                    "handled: {matches: 'order (?<id>.*)', id: ident}",
                    "probes/log/lines/handled/id",
                    "has no group 'ident'",
                    "there are: id"),
            mistake(
                    "handled: {m",
                    "handled: {contains: order, id: id}",
                    "probes/log/lines/handled/id",
                    "has no group 'id'",
                    "(?<id>…)"),
            mistake(
                    "handled: {m",
                    "handled: {contains: order, unit: ms}",
                    "probes/log/lines/handled/unit",
                    "'unit' goes with 'value'",
                    "group"),
            mistake(
                    "handled: {m",
                    "handled: {matches: '(?<a>.)', value: a, unit: msec}",
                    "probes/log/lines/handled/unit",
                    "'msec' is not a unit",
                    "us, ms"),
            mistake(
                    "done: {http",
                    "done: {http: \"${shop}/orders\", is: {/state: done}}",
                    "probes/orders/ledger/done/http",
                    "does not say where the id stands",
                    "<id>"),
            mistake(
                    "done: {http",
                    "done: {http: \"${shop}/<id>\", is: {state: done}}",
                    "probes/orders/ledger/done/is",
                    "'state' cannot be a key here",
                    "/state"),
            mistake(
                    "up: {http",
                    "up: {jsonl: x, chain: [/a]}",
                    "probes/up/chain",
                    "a chain is two places",
                    "chain: [/previous, /next]"),
            mistake(
                    "up: {http",
                    "up: {pairs: [\"/a/<id>\"], within: 5s}",
                    "probes/up/pairs",
                    "a pair is of two different files",
                    "pairs: [in/<id>.json, out/<id>.json]"),
            mistake(
                    "up: {http",
                    "up: {pairs: [\"/a/<id>\", /b/x], within: 5s}",
                    "probes/up/pairs/1",
                    "does not say where the id stands",
                    "<id>"),
            mistake(
                    "up: {http",
                    "up: {pairs: [\"/a/<id>\", \"/b/<id>\"]}",
                    "probes/up",
                    "a probe needs 'within'",
                    "lost"),
            mistake(
                    "up: {http",
                    "up: {jsonl: x, unique: a.b}",
                    "probes/up/unique",
                    "'a.b' is not a place in JSON",
                    "/a/b"),
            mistake(
                    "up: {http",
                    "up: {http: \"${shop}/health\", missing: empty}",
                    "probes/up/missing",
                    "'missing: empty' goes with log and jsonl",
                    "missing: ignore"),
            mistake(
                    "up: {http",
                    "up: {log: x, encoding: utf-9}",
                    "probes/up/encoding",
                    "'utf-9' is not an encoding",
                    "utf-8"),
            mistake(
                    "title:",
                    "timezone: Europe/Viena",
                    "timezone",
                    "'Europe/Viena' is not a time zone",
                    "Europe/Vienna"),
            mistake("burnin: 1", "burnin: 2", "burnin", "newer format", "burnin: 1"),
            mistake(
                    "title:",
                    "requires: [{disk: /, free: 5 min}]",
                    "requires/0/free",
                    "'5 min' is not a size",
                    "100 MB"),
            mistake(
                    "directory:",
                    "directory: \"a\\0b\"",
                    "services/shop/directory",
                    "control character U+0000",
                    "write: directory: 'a\\0b'"),
            // conditions
            mistake(
                    "green: below 5 %",
                    "green: 95", "criteria/errors/green", "'95' does not begin with a comparison", "at least 5"),
            mistake(
                    "green: below 5 %",
                    "green: less than 5 %",
                    "criteria/errors/green",
                    "does not begin with a comparison",
                    "below, at most"),
            mistake(
                    "green: below 5 %",
                    "green: below five", "criteria/errors/green", "'five' is not a number", "below 5"),
            mistake(
                    "green: below 5 %",
                    "green: below 5 percent", "criteria/errors/green", "'percent' is not a unit", "%"),
            mistake(
                    "fast: {",
                    "fast: {p95: orders.latency, green: below 1 s, yellow: below 2 s}",
                    "tests/steady/criteria/fast",
                    "values without a light",
                    "otherwise: red"),
            mistake(
                    "ratio:",
                    "ratio: [log.errors]",
                    "criteria/errors/ratio",
                    "a ratio is of two metrics",
                    "ratio: [failures, attempts]"),
            mistake(
                    "window:",
                    "window: {except: faults, only: faults}",
                    "criteria/errors/window/only",
                    "either 'except' or 'only'",
                    "remove one"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, to: at least 1, green: exactly 0}",
                    "criteria/lost/to",
                    "goes with recovery",
                    "remove"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, over: 1min, within: 1min, green: exactly 0}",
                    "criteria/lost/over",
                    "has one of 'over', 'within' and 'for'",
                    "remove all but one"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, for: 1min, green: exactly 0}",
                    "criteria/lost/for",
                    "'for' does not go with increase",
                    "max and min"),
            mistake(
                    "lost: {",
                    "lost: {last: orders.open, over: 1min, green: exactly 0}",
                    "criteria/lost/over",
                    "'over' does not go with last",
                    "as a whole"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, over: 100ms, green: exactly 0}",
                    "criteria/lost/over",
                    "too short",
                    "at least 1s"),
            mistake(
                    "lost: {",
                    "lost: {increase: orders.lost, coverage: 101 %, green: exactly 0}",
                    "criteria/lost/coverage",
                    "not a share from 0 % to 100 %",
                    "40 %"),
            // parameters
            mistake(
                    "directory:",
                    "directory: \"${hom}\"",
                    "services/shop/directory",
                    "there is no parameter 'hom'",
                    "did you mean 'home'"),
            mistake(
                    "directory:",
                    "directory: \"${uuid}\"",
                    "services/shop/directory",
                    "only known while the run goes on",
                    "parameter"),
            mistake(
                    "directory:",
                    "directory: \"${command}\"",
                    "services/shop/directory",
                    "'command' is a list",
                    "alone"),
            mistake("directory:", "directory: \"${home\"", "services/shop/directory", "no closing }", "close"),
            mistake(
                    "- {post",
                    "- {post: \"${shop}/${order}\"}",
                    "tests/steady/steps/0/http.load/flows/buy/requests/0/post",
                    "no parameter 'order'",
                    "there are"),
            mistake(
                    "perHour: {",
                    "perHour: {default: 0, min: 1}",
                    "parameters/perHour/default",
                    "0 is less than the 1",
                    "more"),
            mistake(
                    "perHour: {",
                    "perHour: {type: number, default: many}",
                    "parameters/perHour/default",
                    "'many' is not a number",
                    "number"),
            mistake(
                    "perHour: {",
                    "perHour: {default: 5, values: [10, 20]}",
                    "parameters/perHour/default",
                    "'5' is not allowed",
                    "10, 20"),
            mistake(
                    "home: {",
                    "home: {default: \"${shop}\"}\nshop2: {default: \"${shop3}\"}\nshop3: {default: \"${shop2}\"}",
                    "parameters/shop2",
                    "needs itself",
                    "value"),
            mistake(
                    "command: {",
                    "command: {type: list, default: java}",
                    "parameters/command/default",
                    "is a list",
                    "[ ]"),
            mistake(
                    "parameters: {perHour",
                    "parameters: {perHours: 1}",
                    "profiles/minute/parameters/perHours",
                    "no parameter 'perHours'",
                    "did you mean 'perHour'"));

    private static Arguments mistake(String line, String by, String path, String message, String remedy) {
        return Arguments.of(line, by, path, message, remedy);
    }

    @ParameterizedTest(name = "{1}")
    @FieldSource("MISTAKES")
    void isToldWithItsPlaceAndRemedy(String line, String by, String path, String message, String remedy) {
        PlanException refused = catchThrowableOfType(PlanException.class, () -> PlanFile.read(Examples.with(line, by)));

        assertThat(refused).as("is refused").isNotNull();
        assertThat(refused.problems()).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy()).contains(remedy);
            assertThat(problem.severity()).isEqualTo(Problem.Severity.ERROR);
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
        });
    }

    @Test
    void areAllToldAtOnceAndEachOnce() {
        String plan = Examples.with("settle: 10s", "settle: 10")
                .replace("green: below 5 %", "green: 5")
                .replace("directory:", "directry:")
                .replace("duration: 1min", "duration: 1");

        PlanException refused = catchThrowableOfType(PlanException.class, () -> PlanFile.read(plan));

        assertThat(refused.problems())
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "tests/crash/settle",
                        "criteria/errors/green",
                        "services/shop/directry",
                        "profiles/minute/duration");
        assertThat(refused.problems())
                .filteredOn(problem -> problem.path().equals("services/shop/directry"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(Examples.line("directory:"));
                    assertThat(problem.column()).isEqualTo(5);
                    assertThat(problem.remedy()).isEqualTo("write: directory: \"${home}\"");
                });
        assertThat(refused).hasMessageContaining("'5' does not begin with a comparison");
    }

    @Test
    void ofGivenParametersAreToldWhenARunStarts() throws PlanException {
        PlanFile file = PlanFile.read(Examples.with("home: {", "home: {role: place}"));

        assertThat(problems(file, "hour", Map.of())).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("the parameter 'home' has no default and was not given");
            assertThat(problem.line()).isEqualTo(Examples.line("home: {"));
        });
        assertThat(problems(file, "hour", Map.of("home", text("/a"), "hame", text("/b"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy()).contains("did you mean 'home'"));
        assertThat(problems(file, "hour", Map.of("home", text("/a"), "perHour", text("many"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("'many' is not a number"));
        assertThat(problems(file, "day", Map.of("home", text("/a"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy()).contains("hour"));
        assertThat(problems(file, "hour", Map.of("home", text("/a")))).isEmpty();
    }

    private static List<Problem> problems(PlanFile file, String profile, Map<String, ParameterValue> given) {
        try {
            file.plan(profile, given);
            return List.of();
        } catch (PlanException refused) {
            return refused.problems();
        }
    }

    private static ParameterValue text(String text) {
        return new ParameterValue.Text(text);
    }
}
