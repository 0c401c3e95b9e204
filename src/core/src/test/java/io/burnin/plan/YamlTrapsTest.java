package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** What YAML makes of a line that looks right, and what the author is told. */
class YamlTrapsTest {

    /** The line of the example that is replaced, by what, and words of the message and of the remedy. */
    static final List<Arguments> TRAPS = List.of(
            Arguments.of(
                    "lost: {",
                    "lost: {value: ratio(log.errors, orders.done), green: below 1 %}",
                    "comma ends the value",
                    "write: ratio: [log.errors, orders.done]"),
            Arguments.of("green: below 5 %", "green: >= 95", "not a comparison", "write: green: at least 95"),
            Arguments.of("green: below 5 %", "green: > 95", "not a comparison", "write: green: above 95"),
            Arguments.of("green: below 5 %", "green: >5", "not a comparison", "write: green: \">5\""),
            Arguments.of(
                    "lost: {",
                    "lost: {last: orders.open, green: >= 95, otherwise: red}",
                    "not a comparison",
                    "write: lost: {last: orders.open, green: at least 95, otherwise: red}"),
            Arguments.of(
                    "processes: {",
                    "processes: {commandLine: *shop*}",
                    "a reference to an anchor",
                    "write: processes: {commandLine: \"*shop*\"}"),
            Arguments.of("title:", "title: *shop*", "a reference to an anchor", "write: title: \"*shop*\""),
            Arguments.of("title:", "title: &shop", "an anchor", "write: title: \"&shop\""),
            Arguments.of("title:", "title: !shop", "a tag", "quotes"),
            Arguments.of(
                    "errors: {contains",
                    "errors: {contains: ERROR, unit: %}",
                    "cannot begin with %",
                    "write: errors: {contains: ERROR, unit: \"%\"}"),
            Arguments.of(
                    "up: {http", "up: {http: ${shop}/health}", "needs quotes", "write: up: {http: \"${shop}/health\"}"),
            Arguments.of(
                    "start: \"",
                    "start: [${home}/bin/java, -jar]",
                    "needs quotes",
                    "write: start: [\"${home}/bin/java\", -jar]"),
            Arguments.of(
                    "directory:",
                    "directory: \"C:\\Users\\shop\"",
                    "begins an escape",
                    "write: directory: 'C:\\Users\\shop'"),
            Arguments.of("directory:", "directory: \"C:\\temp\"", "holds a tab", "write: directory: 'C:\\temp'"),
            Arguments.of(
                    "home: {",
                    "home: {default: \"C:\\new\\temp\", role: place}",
                    "the control character U+000A",
                    "write: home: {default: 'C:\\new\\temp', role: place}"),
            Arguments.of("title:", "title: Phase 1: the shop", "needs quotes", "write: title: \"Phase 1: the shop\""),
            Arguments.of("directory:", "\tdirectory: x", "a tab", "spaces"),
            Arguments.of("title:", "title: one\ntitle: two", "stands here twice", "keep one"),
            Arguments.of("title:", "title: [a\nb: c", "not YAML", "brackets"),
            Arguments.of("ready: {", "ready: {http:\"x\"}", "'http:\"x\"' is one word", "a space must follow"),
            Arguments.of("start: \"", "start: npm start", "a list belongs here", "write: start: [npm, start]"));

    @ParameterizedTest(name = "{1}")
    @FieldSource("TRAPS")
    void areToldWithTheCorrectedLine(String line, String trap, String message, String remedy) {
        String plan = Examples.with(line, trap);

        PlanException refused = catchThrowableOfType(PlanException.class, () -> PlanFile.read(plan));

        assertThat(refused).as("is refused").isNotNull();
        assertThat(refused.problems()).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy()).contains(remedy);
            assertThat(problem.line())
                    .isBetween(
                            Examples.line(line),
                            Examples.line(line) + (int) trap.lines().count());
            assertThat(problem.column()).isPositive();
        });
    }

    /** Texts that YAML 1.1, or a parser that goes by looks, would turn into something else. */
    static final List<String> TEXTS = List.of(
            "12:30",
            "on",
            "off",
            "yes",
            "0012345",
            "12e3456",
            "0x1F",
            "1_000",
            "2024-01-01",
            "null",
            "~",
            "true",
            "1.0");

    @ParameterizedTest
    @FieldSource("TEXTS")
    void stayWhatTheyLookLike(String text) throws PlanException {
        Plan plan = PlanFile.read(Examples.with("title:", "title: " + text)).example("hour");

        assertThat(plan.title()).isEqualTo(text);
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void stayWhatTheyLookLikeAsTheValueOfAParameter(String text) throws PlanException {
        PlanFile file = PlanFile.read(Examples.with("home: {", "home: {default: " + text + ", role: place}"));

        assertThat(file.example("hour").parameters()).containsEntry("home", new ParameterValue.Text(text));
    }

    @Test
    void areJsonInABodyOnlyWhereJsonItselfWouldReadThemSo() throws PlanException {
        String body =
                "{a: 0012345, b: 12e3456, c: on, d: 12, e: 1.5e3, f: true, g: null, h: 12:30, i: \"12\", j: \"${perHour}\", k: \"${perHour} \", l: \"${command}\"}";
        Plan plan = PlanFile.read(Examples.with("- {post", "- {post: \"${shop}/orders\", json: %s}".formatted(body)))
                .plan("hour", Map.of());

        Step.HttpLoad load = (Step.HttpLoad) plan.tests().get("steady").steps().getFirst();
        assertThat(load.flows()
                        .getFirst()
                        .requests()
                        .getFirst()
                        .body()
                        .orElseThrow()
                        .text())
                .isEqualTo(
                        "{\"a\":\"0012345\",\"b\":\"12e3456\",\"c\":\"on\",\"d\":12,\"e\":1.5e3,\"f\":true,\"g\":null,"
                                + "\"h\":\"12:30\",\"i\":\"12\",\"j\":600,\"k\":\"600 \",\"l\":[\"java\",\"-jar\",\"shop.jar\"]}");
    }
}
