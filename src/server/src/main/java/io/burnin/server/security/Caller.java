package io.burnin.server.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;

/** Whoever makes this request. */
@RequestScoped
public class Caller {

    static final String ROLE = "role";
    static final String TOKEN = "token";

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

    public Optional<UUID> token() {
        return Optional.ofNullable(identity.getAttribute(TOKEN));
    }
}
