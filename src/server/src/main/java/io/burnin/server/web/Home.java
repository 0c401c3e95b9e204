package io.burnin.server.web;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code /} leads to where people can see something. */
@ApplicationScoped
class Home {

    void install(@Observes Router router) {
        router.get("/").order(0).handler(context -> context.redirect("/q/swagger-ui"));
    }
}
