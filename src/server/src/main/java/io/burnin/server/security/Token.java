package io.burnin.server.security;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What is known of a token; not the token itself. */
record Token(UUID id, String name, Role role, Instant createdAt, String createdBy, Optional<Instant> expiresAt) {

    boolean isValid(Instant now) {
        return expiresAt.map(now::isBefore).orElse(true);
    }
}
