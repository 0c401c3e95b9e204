package io.burnin.server.security;

import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;

/** Whoever makes this request. */
@RequestScoped
public class Caller {

    static final String ROLE = "role";
    static final String TOKEN = "token";
    static final String EXPIRED = "expired";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The name of the token. */
    public String name() {
        return identity.getPrincipal().getName();
    }

    public Role role() {
        return identity.getAttribute(ROLE);
    }

    /** Whether the token has expired. Only an agent's gets as far as to be asked. */
    public boolean isExpired() {
        return Boolean.TRUE.equals(identity.getAttribute(EXPIRED));
    }

    /** For what is new work, and not the rest of a run that was begun in time. */
    public void requireUnexpired() {
        if (isExpired()) {
            throw Problem.of(
                    ProblemType.UNAUTHENTICATED,
                    "the token %s has expired: what was begun with it may be ended, but new work needs a new token."
                            + " An administrator makes one with POST /tokens, and takes this one back when its runs are over",
                    name());
        }
    }

    /** For what only some of those may do who may call the resource. */
    public void require(String role, String what) {
        if (!identity.hasRole(role)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN, "the token %s may not %s: that takes the role %s", name(), what, role);
        }
    }

    public Optional<UUID> token() {
        return Optional.ofNullable(identity.getAttribute(TOKEN));
    }
}
