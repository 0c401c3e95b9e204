package io.burnin.agent.config;

import io.burnin.agent.config.AgentConfig.SecretSource;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.record.StepFailed;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The secrets that an {@code agent.yaml} names. */
public final class ConfiguredSecrets implements Secrets {

    private final Map<String, SecretSource> sources;
    private final UnaryOperator<String> environment;

    /** @param environment the value of a variable, null if it is not set; {@code System::getenv} */
    public ConfiguredSecrets(Map<String, SecretSource> sources, UnaryOperator<String> environment) {
        this.sources = Map.copyOf(sources);
        this.environment = environment;
    }

    @Override
    public String require(String name) throws StepFailed {
        return switch (Optional.ofNullable(sources.get(name))
                .orElseThrow(() -> missing(name, "add it under secrets"))) {
            case SecretSource.Environment(String variable) ->
                Optional.ofNullable(environment.apply(variable))
                        .orElseThrow(() -> missing(name, "the variable %s is not set".formatted(variable)));
            case SecretSource.InFile(var file) -> {
                try {
                    yield Files.readString(file).strip();
                } catch (IOException unreadable) {
                    throw missing(name, "%s cannot be read".formatted(file));
                }
            }
        };
    }

    private static StepFailed missing(String name, String why) {
        return new StepFailed(ErrorClass.CONFIG, "no secret '%s' in agent.yaml: %s".formatted(name, why));
    }
}
