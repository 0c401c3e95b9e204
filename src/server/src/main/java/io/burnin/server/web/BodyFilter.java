package io.burnin.server.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Refuses bodies longer than anybody needs. Resources that take a stream, of a plan or of a batch, count its bytes themselves. */
class BodyFilter {

    private static final int LARGEST = 1 << 20;

    @ServerRequestFilter
    public void limit(ContainerRequestContext request, SimpleResourceInfo resource) throws IOException {
        boolean countsItself = Arrays.asList(resource.parameterTypes()).contains(InputStream.class);
        if (request.hasEntity() && !countsItself) {
            byte[] body = BodyLimit.read(request.getEntityStream(), LARGEST, "a body");
            request.setEntityStream(new ByteArrayInputStream(body));
        }
    }
}
