package io.burnin.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.server.database.Setback;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.ForbiddenException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refusals that no resource worded: those of HTTP itself. */
@ApplicationScoped
public class Problems {

    /** Before Quarkus looks at a request: what it refuses itself, it refuses without a word. */
    private static final int FIRST = Integer.MIN_VALUE;

    private final ObjectMapper json;
    private final long largestBody;

    Problems(ObjectMapper json, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.json = json;
        this.largestBody = largestBody.asLongValue();
    }

    /** Paths that no resource, page or file answers; bodies beyond every limit; pages of others that a role may not see. */
    void install(@Observes Router router) {
        router.errorHandler(404, context -> send(context, notFound()));
        router.route().order(FIRST).handler(this::refuseLargest).failureHandler(this::explain);
    }

    private void refuseLargest(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        if (length == null || !length.matches("\\d{1,18}") || Long.parseLong(length) <= largestBody) {
            context.next();
            return;
        }
        // What is still on its way is not read.
        context.response().putHeader("Connection", "close");
        context.response().endHandler(ended -> context.request().connection().close());
        send(context, tooLarge(length));
    }

    private void explain(RoutingContext context) {
        Optional<Problem> explained = context.failure() instanceof ForbiddenException
                ? Optional.of(forbidden())
                : Setback.behind(context.failure()).map(Problems::of);
        if (explained.isPresent() && !context.response().headWritten()) {
            send(context, explained.get());
        } else {
            context.next();
        }
    }

    /** A commit whose answer was lost may have been made: nobody is told that nothing was changed. */
    static Problem of(Setback setback) {
        String why = switch (setback) {
            case OUTAGE -> "the database does not answer now";
            case COLLISION -> "another request did the same at the same moment";
        };
        return Problem.of(ProblemType.UNAVAILABLE, "%s: try again; what carries an Idempotency-Key is done once", why);
    }

    public static Problem unauthenticated() {
        return Problem.of(
                ProblemType.UNAUTHENTICATED,
                "send a valid token as `Authorization: Bearer …`; an administrator makes one with POST /tokens");
    }

    static Problem forbidden() {
        return Problem.of(
                ProblemType.FORBIDDEN, "the role of this token does not allow it; GET /tokens/own shows the role");
    }

    static Optional<Problem> ofStatus(int status) {
        return switch (status) {
            case 400 -> Optional.of(Problem.of(ProblemType.BAD_REQUEST, "the request cannot be read"));
            case 401 -> Optional.of(unauthenticated());
            case 403 -> Optional.of(forbidden());
            case 404 -> Optional.of(notFound());
            case 405 ->
                Optional.of(Problem.of(
                        ProblemType.METHOD_NOT_ALLOWED,
                        "the resource is there, but not for this method; see /q/swagger-ui"));
            case 406 ->
                Optional.of(Problem.of(
                        ProblemType.NOT_ACCEPTABLE, "the resource cannot be had in the form that Accept asks for"));
            case 413 -> Optional.of(Problem.of(ProblemType.TOO_LARGE, "the body is too large: send it in parts"));
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

    private Problem tooLarge(String length) {
        return Problem.of(
                ProblemType.TOO_LARGE,
                "the body has %s bytes, and the server reads %d at most: send it in parts",
                length,
                largestBody);
    }

    /** Answers a request that reaches no resource. */
    public void send(RoutingContext context, Problem problem) {
        String body;
        try {
            body = json.writeValueAsString(ProblemBody.of(problem));
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException(defect);
        }
        HttpServerResponse response = context.response()
                .setStatusCode(problem.type().status())
                .putHeader("Content-Type", ProblemBody.MEDIA_TYPE);
        ProblemBody.headers(problem.type()).forEach(response::putHeader);
        response.end(body);
    }
}
