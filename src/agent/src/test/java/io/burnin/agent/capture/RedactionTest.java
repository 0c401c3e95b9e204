package io.burnin.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class RedactionTest {

    private static final Map<String, String> SECRETS =
            Map.of("DB", "p\"a ss/wörd", "PART", "tango", "WHOLE", "tango-mike", "TINY", "abc");

    private final Redaction redaction = Redaction.of(SECRETS.keySet(), SECRETS::get);

    static final List<Arguments> SECRET_TEXTS = List.of(
            // of the plan
            text("login with tango-mike now", "login with *** now"),
            text("a tango b tango", "a *** b ***"),
            text("db p\"a ss/wörd!", "db ***!"),
            text("{\"x\": \"p\\\"a ss/wörd\"}", "{\"x\": \"***\"}"),
            text("GET /?p=p%22a+ss%2Fw%C3%B6rd", "GET /?p=***"),
            text("GET /?p=p%22a%20ss%2Fw%C3%B6rd", "GET /?p=***"),
            text("dGFuZ28tbWlrZQ== is it in Base64", "*** is it in Base64"),
            // headers
            text("Authorization: Digest username=x\nnext", "Authorization: ***\nnext"),
            text("> authorization:Bearer abcdefghijk", "> authorization:***"),
            text("{\"Authorization\":\"Basic QWxhZGRpbjpvcGVu\"}", "{\"Authorization\":\"***\"}"),
            text("Set-Cookie: sid=31d4d96e407aad42; Path=/", "Set-Cookie: ***"),
            text("cookie: a=b; c=d", "cookie: ***"),
            text("sent with Bearer eyabcdefgh1234", "sent with Bearer ***"),
            // pairs
            text("password=hunter2 user=joe", "password=*** user=joe"),
            text("DB_PASSWORD='correct horse' x", "DB_PASSWORD=*** x"),
            text("{\"api_key\": \"k-123\", \"n\": 5}", "{\"api_key\": ***, \"n\": 5}"),
            text("spring.datasource.password: geheim", "spring.datasource.password: ***"),
            text("java -jar x --token s3cr3t --port 80", "java -jar x --token *** --port 80"),
            text("?access_token=abc&page=2", "?access_token=***&page=2"),
            text("secret = a", "secret = ***"),
            // by its looks
            text("at postgres://joe:geheim@db/shop", "at postgres://joe:***@db/shop"),
            text("burnin_qNLiKo6SYvxlBHnYChsqz4GTMYZVDazd23-QlX_g02w\n", "***\n"),
            text("key AKIAABCDEFGHIJKLMNOP used", "key *** used"),
            text("-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----\nok", "***\nok"),
            text("-----BEGIN PRIVATE KEY-----\nMIIE\nabc=", "***"),
            text("jwt eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJ", "jwt ***"));

    static final List<String> HARMLESS = List.of(
            "2026-01-01 12:00:00 INFO tokens used, no password asked",
            "job_id=abc123 done in 12 ms",
            "http://localhost:8001/api/jobs?state=done",
            "the basic idea: abc",
            "keyboard=us passage=free");

    private static Arguments text(String text, String without) {
        return Arguments.of(text, without);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("SECRET_TEXTS")
    void takesSecretsOut(String text, String without) {
        Redaction.Result result = redaction.redact(asBytes(text));

        assertThat(result.text()).isEqualTo(asBytes(without));
        assertThat(result.count()).isPositive();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("HARMLESS")
    void leavesTheRestAsItIs(String text) {
        assertThat(redaction.redact(text)).isEqualTo(new Redaction.Result(text, 0));
    }

    @Test
    void countsWhatItTookOut() {
        assertThat(redaction.redact("tango tango password=x").count()).isEqualTo(3);
    }

    @Test
    @Timeout(10)
    void takesNoLongerForWhatLooksLikeMuchButIsNothing() {
        String hostile = "password".repeat(5_000)
                + "-----BEGIN PRIVATE KEY-----".repeat(200)
                + "a.b-".repeat(20_000)
                + "\"".repeat(100_000)
                + " ".repeat(100_000);

        assertThat(Redaction.of(Set.of(), name -> name).redact(hostile).text()).isNotEmpty();
    }

    /** As files are looked at: a character for each byte. */
    private static String asBytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
