package io.burnin.server.web;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers with an {@code ETag}, and with 304 to whom {@code If-None-Match} shows to have it already. */
public final class Tagged {

    /** @param tag another for each content that the address may have */
    public static <T> RestResponse<T> response(Request request, String tag, T body) {
        var entityTag = new EntityTag(tag);
        boolean known = request.evaluatePreconditions(entityTag) != null;
        var response = known
                ? RestResponse.ResponseBuilder.<T>create(RestResponse.Status.NOT_MODIFIED)
                : RestResponse.ResponseBuilder.ok(body);
        return response.tag(entityTag).build();
    }

    private Tagged() {}
}
