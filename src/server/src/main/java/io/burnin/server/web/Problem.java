package io.burnin.server.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal that the caller can act on; answered as problem+json (RFC 9457). Its message is a full sentence with the remedy. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Map<String, Object> members;

    private Problem(ProblemType type, String detail, Map<String, Object> members) {
        super(detail);
        this.type = type;
        this.members = members;
    }

    public static Problem of(ProblemType type, String detail, Object... values) {
        return new Problem(type, values.length == 0 ? detail : detail.formatted(values), Map.of());
    }

    /** The same with a further member for programs, e.g. the number that was expected. */
    public Problem with(String member, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, getMessage(), more);
    }

    public ProblemType type() {
        return type;
    }

    Map<String, Object> members() {
        return members;
    }
}
