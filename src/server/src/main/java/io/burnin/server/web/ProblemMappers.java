package io.burnin.server.web;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.burnin.server.database.Setback;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a request early into problem+json. Nobody outside ever sees a stack trace. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response refused(Problem problem) {
        return ProblemBody.response(problem);
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException violations) {
        List<FieldError> errors = violations.getConstraintViolations().stream()
                .map(ProblemMappers::fieldError)
                .sorted()
                .toList();
        return ProblemBody.response(Problem.of(ProblemType.INVALID, "%s", FieldError.sentence(errors))
                .with("errors", errors));
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthenticated(RuntimeException unknown) {
        return ProblemBody.response(Problems.unauthenticated());
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException notAllowed) {
        return ProblemBody.response(Problems.forbidden());
    }

    /** The second is named because Quarkus has an answer of its own to it. */
    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
    public Response jsonError(JacksonException unreadable) {
        return ProblemBody.response(JsonProblems.of(unreadable));
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException refused) {
        return findCause(JacksonException.class, refused)
                .map(JsonProblems::of)
                .or(() -> findCause(Problem.class, refused))
                .or(() -> Problems.ofStatus(refused.getResponse().getStatus()))
                .map(ProblemBody::response)
                .orElseGet(refused::getResponse);
    }

    @ServerExceptionMapper
    public Response defect(Throwable defect) {
        return Setback.behind(defect)
                .map(setback -> unavailable(setback, defect))
                .orElseGet(() -> internal(defect));
    }

    private static Response unavailable(Setback setback, Throwable failure) {
        LOG.errorf("refused for a while, %s: %s", setback, failure);
        return ProblemBody.response(Problems.of(setback));
    }

    private static Response internal(Throwable defect) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(defect, "request failed, error %s", id);
        return ProblemBody.response(
                Problem.of(ProblemType.DEFECT, "a defect of the server; its log explains error %s", id)
                        .with("error", id));
    }

    private static <T> Optional<T> findCause(Class<T> type, Throwable thrown) {
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static FieldError fieldError(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        // The first two parts are the Java method and its parameter, which no caller knows.
        String[] parts = path.split("\\.", 3);
        return new FieldError(parts[parts.length - 1], violation.getMessage());
    }

    /** One thing that is wrong with a field of a body, or with a parameter. */
    record FieldError(String field, String message) implements Comparable<FieldError> {

        static String sentence(List<FieldError> errors) {
            return errors.stream()
                    .map(error -> error.field + " " + error.message)
                    .collect(joining("; "));
        }

        @Override
        public int compareTo(FieldError other) {
            return (field + message).compareTo(other.field + other.message);
        }
    }
}
