package io.burnin.server.web;

import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A part of a list.
 *
 * @param next where the list goes on, to be given as {@code cursor}; empty at its end
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public static final int DEFAULT_SIZE = 50;
    public static final int LARGEST_SIZE = 500;

    public Page {
        items = List.copyOf(items);
    }

    /** With the address of the next page in {@code Link}. */
    public RestResponse<Page<T>> response(UriInfo uri) {
        var response = RestResponse.ResponseBuilder.ok(this);
        next.map(cursor -> uri.getRequestUriBuilder().replaceQueryParam("cursor", cursor))
                .map(address -> Link.fromUriBuilder(address).rel("next").build())
                .ifPresent(response::links);
        return response.build();
    }
}
