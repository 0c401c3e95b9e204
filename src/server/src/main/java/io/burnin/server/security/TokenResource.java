package io.burnin.server.security;

import io.burnin.server.web.TimeSpan;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Makes tokens, lists them and takes them back. */
@Path("/tokens")
@Tag(name = "Tokens")
class TokenResource {

    private final Tokens tokens;
    private final Caller caller;
    private final Audit audit;
    private final SecurityConfig config;
    private final Clock clock;

    TokenResource(Tokens tokens, Caller caller, Audit audit, SecurityConfig config, Clock clock) {
        this.tokens = tokens;
        this.caller = caller;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Role.MAY_ADMINISTER)
    @Transactional
    @Operation(summary = "Make a token. Its text is in this answer and nowhere else.")
    @APIResponseSchema(value = NewToken.class, responseCode = "201")
    public RestResponse<NewToken> create(@Valid @NotNull CreateToken request, UriInfo uri) {
        Instant now = clock.instant();
        TimeSpan lifetime = request.expiresIn().orElseGet(() -> new TimeSpan(config.tokenLifetime()));
        var token = new Token(
                UUID.randomUUID(),
                request.name(),
                request.role(),
                now,
                caller.name(),
                Optional.of(now.plus(lifetime.duration())));
        Secret secret = Secret.random();
        tokens.add(token, secret);
        audit.record("token.create", token.id().toString(), "%s, role %s", token.name(), token.role());
        var location = uri.getAbsolutePathBuilder().path(token.id().toString()).build();
        return RestResponse.ResponseBuilder.<NewToken>created(location)
                .entity(new NewToken(token.id(), token.name(), token.role(), token.expiresAt(), secret.text()))
                .build();
    }

    @GET
    @RolesAllowed(Role.MAY_ADMINISTER)
    @Operation(summary = "List all tokens, without their texts")
    public List<TokenView> list() {
        return tokens.all().stream().map(TokenView::of).toList();
    }

    @GET
    @Path("own")
    @Authenticated
    @Operation(summary = "Show who the caller is")
    public Own own() {
        return new Own(caller.name(), caller.role());
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Role.MAY_ADMINISTER)
    @Transactional
    @Operation(summary = "Take a token back. It is refused from now on.")
    public void delete(UUID id) {
        Token removed = tokens.remove(id);
        audit.record("token.delete", id.toString(), "%s, role %s", removed.name(), removed.role());
    }

    /** @param expiresIn else after a year */
    record CreateToken(
            @NotBlank @Size(max = 100) String name, @NotNull Role role, Optional<TimeSpan> expiresIn) {}

    /** @param token to be sent as {@code Authorization: Bearer …} */
    record NewToken(UUID id, String name, Role role, Optional<Instant> expiresAt, String token) {}

    record TokenView(
            UUID id, String name, Role role, Instant createdAt, String createdBy, Optional<Instant> expiresAt) {
        static TokenView of(Token token) {
            return new TokenView(
                    token.id(), token.name(), token.role(), token.createdAt(), token.createdBy(), token.expiresAt());
        }
    }

    record Own(String name, Role role) {}
}
