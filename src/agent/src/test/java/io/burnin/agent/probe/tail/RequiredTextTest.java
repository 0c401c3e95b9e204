package io.burnin.agent.probe.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredTextTest {

    @ParameterizedTest(name = "{0} needs \"{1}\"")
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Processing job file .*\\(job_id=(?<id>[^)\\s]+)\\);Processing job file ",
                "Done job (?<id>\\S+);Done job ",
                "\\b(ERROR|FATAL)\\b: disk;: disk",
                "abc?def;def",
                "abcd{0,3}ef;abc",
                "ab+cdef;cdef",
                "[abc]+xyz[^]]*long enough;long enough",
                "took \\d+ ms \\(slow\\);ms (slow)",
                "\\p{Lu}name \\x41bc\\u0041d;name ",
            })
    void isTheLongestThatEveryMatchHas(String pattern, String text) {
        assertThat(RequiredText.of(Pattern.compile(pattern))).map(String::strip).contains(text.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"one|two", "(?i)error", "\\d+", ".*", "\\Qa|b\\E", "x?"})
    void isMissingWhereNothingIsSure(String pattern) {
        assertThat(RequiredText.of(Pattern.compile(pattern))).isEmpty();
    }

    @Test
    void isMissingIfCaseDoesNotMatter() {
        assertThat(RequiredText.of(Pattern.compile("error", Pattern.CASE_INSENSITIVE)))
                .isEqualTo(Optional.empty());
    }
}
