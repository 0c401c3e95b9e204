package io.burnin.agent.config;

/** An {@code agent.yaml} that cannot be used. The message says where, what and what to write instead. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
