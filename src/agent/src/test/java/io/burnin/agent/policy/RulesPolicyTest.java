package io.burnin.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.burnin.agent.record.StepFailed;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesPolicyTest {

    @TempDir
    Path home;

    @Test
    void withoutRulesRefusesEverything() {
        var policy = new RulesPolicy(Rules.NONE);

        assertThatThrownBy(() -> policy.requireCommand(List.of("true"), home)).isInstanceOf(StepFailed.class);
        assertThatThrownBy(() -> policy.requireHarm("app", "app")).isInstanceOf(StepFailed.class);
        assertThatThrownBy(() -> policy.requireRead(home)).isInstanceOf(StepFailed.class);
        assertThatThrownBy(() -> policy.requireWrite(home)).isInstanceOf(StepFailed.class);
        assertThatThrownBy(() -> policy.requireUrl(URI.create("http://localhost:1/")))
                .isInstanceOf(StepFailed.class);
    }

    @Test
    void saysWhichRuleWouldAllowIt() {
        assertThatThrownBy(() -> new RulesPolicy(Rules.NONE).requireHarm("app", "java -jar app.jar"))
                .hasMessageContaining("'app: java -jar app.jar' under policy/harm")
                .extracting(failed -> ((StepFailed) failed).errorClass())
                .isEqualTo(ErrorClass.CONFIG);
    }

    @Test
    void allowsACommandThatARuleMatchesInAListedDirectory() {
        var policy = new RulesPolicy(
                new Rules(List.of(new Glob("java -jar *.jar")), List.of(home), List.of(), List.of(), Map.of()));

        assertThatCode(() -> policy.requireCommand(List.of("java", "-jar", "a.jar"), home))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> policy.requireCommand(List.of("java", "-jar", "a.jar"), home.getParent()))
                .hasMessageContaining("policy/read");
        assertThatThrownBy(() -> policy.requireCommand(List.of("sh", "-c", "java -jar a.jar"), home))
                .hasMessageContaining("policy/commands");
    }

    @Test
    void letsWritableFoldersBeReadAndNoOthersBeWritten() {
        var policy = new RulesPolicy(
                new Rules(List.of(), List.of(home.resolve("logs")), List.of(home.resolve("in")), List.of(), Map.of()));

        assertThatCode(() -> policy.requireRead(home.resolve("in/a"))).doesNotThrowAnyException();
        assertThatCode(() -> policy.requireRead(home.resolve("logs/deep/a"))).doesNotThrowAnyException();
        assertThatCode(() -> policy.requireWrite(home.resolve("in/a"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> policy.requireWrite(home.resolve("logs/a"))).isInstanceOf(StepFailed.class);
        assertThatThrownBy(() -> policy.requireWrite(home.resolve("in/../logs/a")))
                .isInstanceOf(StepFailed.class);
        assertThatThrownBy(() -> policy.requireRead(home.resolve("logs-of-others/a")))
                .isInstanceOf(StepFailed.class);
    }

    @Test
    void followsLinksBeforeItDecides() throws IOException {
        Path inside = Files.createDirectory(home.resolve("inside"));
        Path outside = Files.createDirectory(home.resolve("outside"));
        Files.createSymbolicLink(inside.resolve("link"), outside);
        var policy = new RulesPolicy(new Rules(List.of(), List.of(), List.of(inside), List.of(), Map.of()));

        assertThatThrownBy(() -> policy.requireWrite(inside.resolve("link/new")))
                .isInstanceOf(StepFailed.class);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "http://localhost:8001, http://localhost:8001/any/path?q=1, true",
        "http://localhost:8001/, http://localhost:8001/any, true",
        "http://localhost:8001, http://localhost:80010/, false",
        "http://localhost:8001, http://localhost:8001@evil.example/, false",
        "http://localhost:8001, https://localhost:8001/, false",
        "http://localhost:8001, http://LOCALHOST:8001/, true",
        "http://localhost, http://localhost:80/, true",
        "https://api.example, https://api.example/v1, true",
        "https://*.example, https://api.example/v1, true",
        "https://*.example, https://evil.com/x.example, false",
        "http://localhost:8001/api/*, http://localhost:8001/api/jobs, true",
        "http://localhost:8001/api/*, http://localhost:8001/admin, false",
    })
    void comparesAddressesPartByPart(String rule, URI url, boolean allowed) {
        var policy = new RulesPolicy(new Rules(List.of(), List.of(), List.of(), List.of(rule), Map.of()));
        boolean passed = true;

        try {
            policy.requireUrl(url);
        } catch (StepFailed refused) {
            passed = false;
        }

        assertThat(passed).isEqualTo(allowed);
    }
}
