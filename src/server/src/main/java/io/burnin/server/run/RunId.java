package io.burnin.server.run;

import com.fasterxml.jackson.annotation.JsonValue;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which run. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record RunId(@JsonValue UUID value) {

    /** Reads itself from a query. */
    public static RunId fromString(String text) {
        try {
            return new RunId(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            throw Problem.of(ProblemType.INVALID, "%s is not the id of a run; POST /runs answers it", text);
        }
    }

    public static RunId random() {
        return new RunId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
