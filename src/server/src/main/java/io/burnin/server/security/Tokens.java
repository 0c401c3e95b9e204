package io.burnin.server.security;

import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Every token that was made and not deleted. Keeps their hashes only. */
@ApplicationScoped
@Transactional
class Tokens {

    private final Table table = new Table();
    private final Clock clock;

    Tokens(Clock clock) {
        this.clock = clock;
    }

    /** Whose this is or was, if anybody's. */
    Optional<Token> find(Secret secret) {
        return table.find("hash", secret.hash()).firstResultOptional().map(Tokens::toToken);
    }

    List<Token> all() {
        return table.listAll(Sort.by("createdAt")).stream().map(Tokens::toToken).toList();
    }

    boolean hasAdmin() {
        return table.find("role", Role.ADMIN).stream()
                .map(Tokens::toToken)
                .anyMatch(token -> token.isValid(clock.instant()));
    }

    void add(Token token, Secret secret) {
        TokenEntity row = new TokenEntity();
        row.id = token.id();
        row.name = token.name();
        row.role = token.role();
        row.hash = secret.hash();
        row.createdAt = token.createdAt();
        row.createdBy = token.createdBy();
        row.expiresAt = token.expiresAt().orElse(null);
        table.persist(row);
    }

    /** @return the token as it was */
    Token remove(UUID id) {
        TokenEntity row = table.findByIdOptional(id)
                .orElseThrow(
                        () -> Problem.of(ProblemType.NOT_FOUND, "there is no token %s; GET /tokens lists them", id));
        table.delete(row);
        return toToken(row);
    }

    private static Token toToken(TokenEntity row) {
        return new Token(row.id, row.name, row.role, row.createdAt, row.createdBy, Optional.ofNullable(row.expiresAt));
    }

    /** Panache's methods, kept private. */
    private static final class Table implements PanacheRepositoryBase<TokenEntity, UUID> {}
}
