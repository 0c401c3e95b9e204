package io.burnin.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/** Refusals that no resource worded: those of HTTP itself. */
@ApplicationScoped
class Problems {

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    /** Paths that no resource, page or file answers. */
    void install(@Observes Router router) {
        router.errorHandler(404, context -> send(context, notFound()));
    }

    static Optional<Problem> ofStatus(int status) {
        return switch (status) {
            case 400 -> Optional.of(Problem.of(ProblemType.BAD_REQUEST, "the request cannot be read"));
            case 401 ->
                Optional.of(Problem.of(ProblemType.UNAUTHENTICATED, "send a token as `Authorization: Bearer …`"));
            case 403 -> Optional.of(Problem.of(ProblemType.FORBIDDEN, "the role of this token does not allow it"));
            case 404 -> Optional.of(notFound());
            case 405 ->
                Optional.of(Problem.of(
                        ProblemType.METHOD_NOT_ALLOWED,
                        "the resource is there, but not for this method; see /q/swagger-ui"));
            case 406 ->
                Optional.of(Problem.of(
                        ProblemType.NOT_ACCEPTABLE, "the resource cannot be had in the form that Accept asks for"));
            case 413 -> Optional.of(Problem.of(ProblemType.TOO_LARGE, "the body is larger than the server accepts"));
            case 415 ->
                Optional.of(Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "the resource does not read the form that Content-Type names"));
            default -> Optional.empty();
        };
    }

    private static Problem notFound() {
        return Problem.of(ProblemType.NOT_FOUND, "there is nothing at this address; /q/swagger-ui shows what there is");
    }

    private void send(RoutingContext context, Problem problem) {
        String body;
        try {
            body = json.writeValueAsString(ProblemBody.of(problem));
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException(defect);
        }
        context.response()
                .setStatusCode(problem.type().status())
                .putHeader("Content-Type", ProblemBody.MEDIA_TYPE)
                .end(body);
    }
}
