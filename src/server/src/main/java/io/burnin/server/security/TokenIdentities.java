package io.burnin.server.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Turns a token into who the caller is and what they may do. */
@ApplicationScoped
class TokenIdentities implements IdentityProvider<BearerTokens.BySecret> {

    private final Tokens tokens;

    TokenIdentities(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<BearerTokens.BySecret> getRequestType() {
        return BearerTokens.BySecret.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(BearerTokens.BySecret request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> tokens.find(request.secret())
                .map(TokenIdentities::identityOf)
                .orElseThrow(() -> new AuthenticationFailedException("unknown or expired token")));
    }

    private static SecurityIdentity identityOf(Token token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(token.name()))
                .addRoles(token.role().allowed())
                .addAttribute(Caller.ROLE, token.role())
                .addAttribute(Caller.TOKEN, token.id())
                .build();
    }
}
