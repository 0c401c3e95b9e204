package io.burnin.server.bundle;

import io.burnin.server.run.Run;
import io.burnin.server.run.RunName;
import io.burnin.server.run.Runs;
import io.burnin.server.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The evidence bundle of a run, at any moment of it. */
@Path("/runs/{run}/bundle")
@Tag(name = "Verdicts")
class BundleResource {

    private static final String ZIP = "application/zip";

    private final Runs runs;
    private final Bundles bundles;

    BundleResource(Runs runs, Bundles bundles) {
        this.runs = runs;
        this.bundles = bundles;
    }

    @GET
    @RunOnVirtualThread
    @Produces(ZIP)
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "Fetch the evidence bundle of a run",
            description =
                    "A zip with all that the verdict rests on: plan, parameters, samples, steps, events, findings, verdicts."
                            + " `burnin judge` comes to the verdict from it without a server. Its README.md says what is what.")
    @APIResponse(
            responseCode = "200",
            description = "The bundle",
            content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public RestResponse<StreamingOutput> bundle(RunName run) {
        Run found = runs.require(run);
        Bundles.Snapshot snapshot = bundles.of(found.id());
        String file = "%s-%d.zip".formatted(found.order().plan(), found.number());
        return RestResponse.ResponseBuilder.<StreamingOutput>ok(out -> bundles.write(snapshot, out))
                .header("Content-Disposition", "attachment; filename=\"%s\"".formatted(file))
                .build();
    }
}
