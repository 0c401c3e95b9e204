package io.burnin.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.burnin.agent.config.AgentConfig.SecretSource;
import io.burnin.agent.config.AgentConfig.Token;
import io.burnin.agent.policy.Glob;
import io.burnin.agent.policy.Rules;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.ParameterValue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AgentFileTest {

    private static final Path FILE = Path.of("/etc/burnin/agent.yaml");

    @Test
    void readsEverythingThatCanStandThere() throws ConfigException {
        AgentConfig config = AgentFile.parse(FILE, """
                server: http://burnin.example:8080
                tokenFile: agent.token
                name: build-7
                data: /var/lib/burnin
                runs: 2
                journal: 500 MB
                keepFree: 2 GB
                targets:
                  staging:
                    labels: {pool: linux, zone: 012}
                    parameters:
                      home: /srv/app
                      startCommand: [java, -jar, app.jar]
                      port: 0012345
                      commit: 12e3456
                  empty:
                secrets:
                  apiKey: {environment: API_KEY}
                  other: {file: other.key}
                policy:
                  commands: ['java -jar app.jar']
                  read: [/srv/app, logs]
                  write: [/srv/app/in]
                  urls: ['http://localhost:9000']
                  harm: {app: '*app.jar*'}
                guard: {graceSeconds: 0, patienceSeconds: 30}
                """);

        assertThat(config.server()).contains(URI.create("http://burnin.example:8080"));
        assertThat(config.token()).contains(new Token.InFile(Path.of("/etc/burnin/agent.token")));
        assertThat(config.name()).contains("build-7");
        assertThat(config.data()).isEqualTo(Path.of("/var/lib/burnin"));
        assertThat(config.runs()).isEqualTo(2);
        assertThat(config.disk()).isEqualTo(new AgentConfig.Disk(500_000_000, 2_000_000_000));
        assertThat(config.guard()).isEqualTo(new AgentConfig.Guarding(Duration.ZERO, Duration.ofSeconds(30)));
        assertThat(config.targets().keySet()).containsExactly("staging", "empty");
        assertThat(config.targets().get("staging").labels()).isEqualTo(Map.of("pool", "linux", "zone", "012"));
        assertThat(config.targets().get("staging").parameters())
                .isEqualTo(Map.of(
                        "home", new ParameterValue.Text("/srv/app"),
                        "startCommand", new ParameterValue.Words(List.of("java", "-jar", "app.jar")),
                        "port", new ParameterValue.Text("0012345"),
                        "commit", new ParameterValue.Text("12e3456")));
        assertThat(config.secrets())
                .isEqualTo(Map.of(
                        "apiKey", new SecretSource.Environment("API_KEY"),
                        "other", new SecretSource.InFile(Path.of("/etc/burnin/other.key"))));
        assertThat(config.policy())
                .isEqualTo(new Rules(
                        List.of(new Glob("java -jar app.jar")),
                        List.of(Path.of("/srv/app"), Path.of("/etc/burnin/logs")),
                        List.of(Path.of("/srv/app/in")),
                        List.of("http://localhost:9000"),
                        Map.of("app", new Glob("*app.jar*"))));
    }

    @Test
    void needsNothingButATarget() throws ConfigException {
        AgentConfig config = AgentFile.parse(FILE, "\uFEFFtargets: {here: {}}");

        assertThat(config.data()).isEqualTo(Path.of("/etc/burnin/data"));
        assertThat(config.runs()).isEqualTo(1);
        assertThat(config.policy()).isEqualTo(Rules.NONE);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("unusable")
    void saysWhereAndWhat(String yaml, String place, String problem) {
        assertThatThrownBy(() -> AgentFile.parse(FILE, yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("agent.yaml" + place)
                .hasMessageContaining(problem);
    }

    static List<Arguments> unusable() {
        return List.of(
                Arguments.of("", "", "is empty"),
                Arguments.of("name: x", ":1:1", "names no target"),
                Arguments.of("targets: {a: {}}\nsevrer: x", ":2:1", "unknown key 'sevrer'; known here: server, token"),
                Arguments.of("targets: {a: {}}\nserver: burnin:8080", ":2:9", "http://burnin.example:8080"),
                Arguments.of("targets: {a: {}}\nruns: 0", ":2:7", "from 1 on"),
                Arguments.of("targets: {a: {}}\ntoken: a\ntokenFile: b", ":3:12", "keep one"),
                Arguments.of("targets: [a]", ":1:10", "holds keys with values"),
                Arguments.of("targets: {a: {}}\npolicy: {urls: ['localhost:1']}", ":2:16", "'localhost:1'"),
                Arguments.of("targets: {a: {}}\npolicy: {read: /srv}", ":2:16", "is a list"),
                Arguments.of("targets: {a: {}}\nsecrets: {s: {}}", ":2:14", "exactly one"),
                Arguments.of("targets: {a: {}\nname: x", ":2:", "is no YAML"),
                Arguments.of("targets: {a: {}, a: {}}", ":1:18", "twice"));
    }

    @Test
    void saysWhereASecretIsMissing(@TempDir Path folder) {
        var secrets = new ConfiguredSecrets(
                Map.of(
                        "unset", new SecretSource.Environment("UNSET"),
                        "unreadable", new SecretSource.InFile(folder.resolve("none"))),
                variable -> null);

        assertThatThrownBy(() -> secrets.require("other"))
                .isInstanceOf(StepFailed.class)
                .hasMessageContaining("under secrets");
        assertThatThrownBy(() -> secrets.require("unset")).hasMessageContaining("UNSET is not set");
        assertThatThrownBy(() -> secrets.require("unreadable")).hasMessageContaining("cannot be read");
    }
}
