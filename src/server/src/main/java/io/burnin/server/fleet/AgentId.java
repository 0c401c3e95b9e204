package io.burnin.server.fleet;

import com.fasterxml.jackson.annotation.JsonValue;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which agent. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record AgentId(@JsonValue UUID value) {

    /** Reads itself from a path. */
    public static AgentId fromString(String text) {
        try {
            return new AgentId(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            throw Problem.of(ProblemType.NOT_FOUND, "%s is not the id of an agent; POST /agents answers it", text);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
