package io.burnin.server.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Turns a token into who the caller is and what they may do. An agent's token that has expired still tells whose it is: what it
 * is good for then is up to {@link Caller#requireUnexpired}.
 */
@ApplicationScoped
class TokenIdentities implements IdentityProvider<BearerTokens.BySecret> {

    private final Tokens tokens;
    private final Clock clock;

    TokenIdentities(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Class<BearerTokens.BySecret> getRequestType() {
        return BearerTokens.BySecret.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(BearerTokens.BySecret request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> tokens.find(request.secret())
                .filter(token -> token.role() == Role.AGENT || token.isValid(clock.instant()))
                .map(this::identityOf)
                .orElseThrow(() -> new AuthenticationFailedException("unknown or expired token")));
    }

    private SecurityIdentity identityOf(Token token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(token.name()))
                .addRoles(token.role().allowed())
                .addAttribute(Caller.ROLE, token.role())
                .addAttribute(Caller.TOKEN, token.id())
                .addAttribute(Caller.EXPIRED, !token.isValid(clock.instant()))
                .build();
    }
}
