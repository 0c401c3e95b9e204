package io.burnin.agent.config;

import io.burnin.agent.policy.Rules;
import io.burnin.plan.ParameterValue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an {@code agent.yaml} says. Paths are absolute; those in the file are relative to its folder.
 *
 * @param name empty: the host's
 * @param token where it is; empty for a server on this host that asks for none
 * @param runs how many runs may go on at once on this host
 * @param disk how much of it journals may take
 */
public record AgentConfig(
        Optional<URI> server,
        Optional<Token> token,
        Optional<String> name,
        Path data,
        int runs,
        Disk disk,
        Map<String, Target> targets,
        Rules policy,
        Map<String, SecretSource> secrets,
        Guarding guard) {

    public AgentConfig {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        secrets = Map.copyOf(secrets);
    }

    /**
     * In bytes.
     *
     * @param journal what the journal of a run may grow to
     * @param keepFree what measurements leave free on the disk
     */
    public record Disk(long journal, long keepFree) {
        public static final Disk DEFAULT = new Disk(2_000_000_000, 100_000_000);
    }

    /**
     * When the guard undoes harm in place of the agent.
     *
     * @param grace how long an agent that is gone may take to come back by itself
     * @param patience how much longer than its steps may take at most a living agent may be silent about a harm
     */
    public record Guarding(Duration grace, Duration patience) {
        public static final Guarding DEFAULT = new Guarding(Duration.ofSeconds(5), Duration.ofMinutes(2));
    }

    /** A system under test on this host. */
    public record Target(Map<String, String> labels, Map<String, ParameterValue> parameters) {
        public Target {
            labels = Map.copyOf(labels);
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }

    public sealed interface Token {
        record Literal(String token) implements Token {
            @Override
            public String toString() {
                return "a token";
            }
        }

        record InFile(Path file) implements Token {}
    }

    /** Where the value of a secret is found. It is read each time, so that it can be changed while the agent runs. */
    public sealed interface SecretSource {
        record Environment(String variable) implements SecretSource {}

        record InFile(Path file) implements SecretSource {}
    }
}
