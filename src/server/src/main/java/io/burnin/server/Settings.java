package io.burnin.server;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** What the process was given, before Quarkus is there to read it: system properties first, then the environment. */
record Settings(Properties properties, Map<String, String> environment) {

    static Settings ofProcess() {
        return new Settings(System.getProperties(), System.getenv());
    }

    /** @param name as in application.properties; the environment has it in capitals with underscores */
    Optional<String> get(String name) {
        String variable = name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return Optional.ofNullable(properties.getProperty(name))
                .or(() -> Optional.ofNullable(environment.get(variable)))
                .filter(value -> !value.isBlank());
    }
}
