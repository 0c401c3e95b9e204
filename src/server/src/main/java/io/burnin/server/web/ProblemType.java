package io.burnin.server.web;

/** Every kind of refusal. The name is published as the problem's {@code type}: a program may rely on it. */
public enum ProblemType {
    BAD_REQUEST(400, "The request cannot be read"),
    BAD_RECORD(400, "A record cannot be read"),
    UNAUTHENTICATED(401, "A token is needed"),
    FORBIDDEN(403, "The token does not allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The resource does not know this method"),
    NOT_ACCEPTABLE(406, "The resource has no such form"),
    RUN_ALREADY_ENDED(409, "The run has ended"),
    RUN_GOES_ON(409, "The run has not ended"),
    TARGET_BUSY(409, "The target has another run"),
    NO_VERDICT(409, "A rehearsal has no verdict"),
    SEQUENCE_GAP(409, "Records are missing before these"),
    FENCED(410, "The lease is another's"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The resource does not read this form"),
    INVALID(422, "The request is not valid"),
    INVALID_PLAN(422, "The plan is not valid"),
    PROTOCOL_UNKNOWN(422, "The server does not speak the agent's protocol"),
    NOT_ABLE(422, "No agent can execute the plan"),
    TOO_OLD(422, "The agent is too old for this"),
    KEY_REUSED(422, "The Idempotency-Key was used for another request"),
    TOO_MANY_REQUESTS(429, "The token asks too often"),
    DEFECT(500, "The server failed"),
    UNAVAILABLE(503, "The server cannot answer now"),
    NO_ROOM(507, "There is too little room");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** {@code urn:burnin:run-already-ended} */
    String uri() {
        return "urn:burnin:" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
