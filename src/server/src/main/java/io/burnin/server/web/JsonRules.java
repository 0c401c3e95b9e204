package io.burnin.server.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.plan.Abilities;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Registration;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/** How the API reads and writes JSON: what a person mistyped is refused, what a newer agent adds is not. */
@Singleton
class JsonRules implements ObjectMapperCustomizer {

    private static final List<Class<?>> OF_AGENTS = List.of(
            Registration.class,
            Registration.Target.class,
            Abilities.class,
            Heartbeat.class,
            Heartbeat.Clock.class,
            Heartbeat.Progress.class);

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);
        for (Class<?> type : OF_AGENTS) {
            mapper.configOverride(type).setIgnorals(JsonIgnoreProperties.Value.forIgnoreUnknown(true));
        }
    }
}
