package io.burnin.server.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a refused caller reads (RFC 9457). */
@Schema(name = "Problem")
@JsonPropertyOrder({"type", "title", "status", "detail"})
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        @Schema(hidden = true) @JsonAnyGetter Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemBody of(Problem problem) {
        return new ProblemBody(
                problem.type().uri(),
                problem.type().title(),
                problem.type().status(),
                problem.getMessage(),
                problem.members());
    }

    static Response response(Problem problem) {
        var response = Response.status(problem.type().status())
                .type(MediaType.valueOf(MEDIA_TYPE))
                .entity(of(problem));
        headers(problem.type()).forEach(response::header);
        return response.build();
    }

    /** What a program reads besides. */
    static Map<String, String> headers(ProblemType type) {
        return switch (type) {
            case UNAUTHENTICATED -> Map.of("WWW-Authenticate", "Bearer");
            case TOO_MANY_REQUESTS, UNAVAILABLE -> Map.of("Retry-After", "1");
            default -> Map.of();
        };
    }
}
