package io.burnin.server.security;

import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a token that asks too often. */
class RateFilter {

    private final Caller caller;
    private final RateLimit limit;

    RateFilter(Caller caller, RateLimit limit) {
        this.caller = caller;
        this.limit = limit;
    }

    @ServerRequestFilter
    public void refuseTooMany() {
        if (!caller.token().map(limit::admits).orElse(true)) {
            throw Problem.of(
                    ProblemType.TOO_MANY_REQUESTS,
                    "this token asks too often: wait as long as Retry-After says, or wait for an answer with ?wait=");
        }
    }
}
