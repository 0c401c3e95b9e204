package io.burnin.server.artifact;

import io.burnin.protocol.RunRecord.Captured;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunName;
import io.burnin.server.run.Runs;
import io.burnin.server.security.Role;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What was captured of a target: a list, and each to be fetched. */
@Path("/runs/{run}/artifacts")
@Tag(name = "Runs")
class ArtifactResource {

    private final Runs runs;
    private final Artifacts artifacts;

    ArtifactResource(Runs runs, Artifacts artifacts) {
        this.runs = runs;
        this.artifacts = artifacts;
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "List what was captured of the target",
            description = "In the order in which it was taken; what could not be taken says why.")
    public List<ArtifactView> list(RunName run) {
        return artifacts.of(runs.require(run).id()).stream()
                .map(ArtifactView::of)
                .toList();
    }

    /** It comes from a target: a browser keeps it as a file, and neither shows nor executes it. */
    @GET
    @Path("{number}")
    @Produces(MediaType.TEXT_PLAIN)
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "Fetch an artifact")
    @APIResponse(
            responseCode = "200",
            description = "Its content, as a file",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "404",
            description = "There is none of that number, or it is absent, or not all of it has come in")
    public RestResponse<byte[]> fetch(RunName run, int number) {
        Run found = runs.require(run);
        Artifact artifact = artifacts
                .find(found.id(), number)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "run %s has no artifact %d: GET /runs/%s/artifacts lists them",
                        found.name(),
                        number,
                        found.id()));
        requireWhole(artifact, found);
        return RestResponse.ResponseBuilder.ok(artifacts.content(found.id(), artifact))
                .header("Content-Disposition", "attachment; filename=\"%s\"".formatted(artifact.file()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }

    private static void requireWhole(Artifact artifact, Run run) {
        Captured captured = artifact.captured();
        if (!captured.absent().isEmpty()) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "artifact %d of run %s is absent: %s",
                    captured.number(),
                    run.name(),
                    captured.absent());
        }
        if (!artifact.isWhole()) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "of artifact %d of run %s %d of %d pieces have come in: ask again",
                    captured.number(),
                    run.name(),
                    artifact.received(),
                    captured.pieces());
        }
    }

    /**
     * @param id a number within the run, to be fetched by
     * @param when the moment, as plans name it; {@code occasion} says more
     * @param source where on the target's host it comes from
     * @param bytes its size; 0 if it is absent
     * @param truncated whether there was more before it
     * @param redacted how many secrets were taken out
     * @param whole whether all of it has come in
     * @param sha256 of its content; absent if that is
     * @param absent why there is nothing; absent if there is
     */
    @Schema(name = "Artifact")
    record ArtifactView(
            int id,
            String name,
            String source,
            String when,
            String occasion,
            Instant at,
            long bytes,
            boolean truncated,
            int redacted,
            boolean whole,
            Optional<String> sha256,
            Optional<String> absent) {

        static ArtifactView of(Artifact artifact) {
            Captured captured = artifact.captured();
            return new ArtifactView(
                    captured.number(),
                    artifact.file(),
                    captured.source(),
                    captured.moment(),
                    captured.occasion(),
                    captured.at(),
                    captured.size(),
                    captured.truncated(),
                    captured.redacted(),
                    artifact.isWhole(),
                    Optional.of(captured.sha256()).filter(sha256 -> !sha256.isEmpty()),
                    artifact.absent());
        }
    }
}
