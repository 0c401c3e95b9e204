package io.burnin.server.web;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What OpenAPI says of the API as a whole: its name, and that every call carries a token. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Burnin",
                        version = "1",
                        description =
                                "Burn-in tests of deployed systems: runs, measurements, and verdicts from stored data."
                                        + " Every refusal is application/problem+json (RFC 9457) with the remedy in its detail."),
        security = @SecurityRequirement(name = ApiDescription.TOKEN))
@SecurityScheme(
        securitySchemeName = ApiDescription.TOKEN,
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "A token from POST /tokens; the first one lies in admin.token in the server's data folder.")
public class ApiDescription extends Application {

    static final String TOKEN = "token";
}
