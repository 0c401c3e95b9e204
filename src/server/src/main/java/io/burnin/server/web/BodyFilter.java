package io.burnin.server.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses JSON that nobody needs to be so long, before it is read. Plans and batches count their bytes themselves. */
class BodyFilter {

    private static final int LARGEST_JSON = 1 << 20;

    @ServerRequestFilter
    public void check(ContainerRequestContext request) {
        boolean json = request.getMediaType() != null
                && request.getMediaType().getSubtype().equals("json");
        if (json && request.getLength() > LARGEST_JSON) {
            throw Problem.of(
                    ProblemType.TOO_LARGE,
                    "the body has %d bytes, and JSON may have %d here",
                    request.getLength(),
                    LARGEST_JSON);
        }
    }
}
