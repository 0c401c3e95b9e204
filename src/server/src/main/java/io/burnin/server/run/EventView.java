package io.burnin.server.run;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An event of a run's time line as clients see it.
 *
 * @param number from 1, without holes
 * @param seq the agent's record; absent for what the server added
 * @param at by the run's clock, which is the agent's
 * @param payload what is known of it
 */
public record EventView(
        long number,
        OptionalLong seq,
        Instant at,
        String kind,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String payload) {

    public static EventView of(RunEvents.Entry entry) {
        return new EventView(entry.number(), entry.seq(), entry.at(), entry.kind(), entry.payload());
    }
}
