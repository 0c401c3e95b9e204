package io.burnin.server.ingest;

import io.burnin.protocol.Batch;
import io.burnin.server.fleet.AgentId;
import io.burnin.server.fleet.Enrolment;
import io.burnin.server.run.Lease;
import io.burnin.server.run.RunId;
import io.burnin.server.run.Runs;
import io.burnin.server.security.Role;
import io.burnin.server.web.BodyLimit;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Agents hand in their records here. */
@Path("/runs/{run}/batches")
@Tag(name = "Agent protocol")
class BatchResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final int BUFFER = 1 << 16;

    private final BatchReader reader;
    private final Intake intake;
    private final Runs runs;
    private final Enrolment enrolment;
    private final IngestConfig config;
    private final RecordCounts counts;

    BatchResource(
            BatchReader reader,
            Intake intake,
            Runs runs,
            Enrolment enrolment,
            IngestConfig config,
            RecordCounts counts) {
        this.reader = reader;
        this.intake = intake;
        this.runs = runs;
        this.enrolment = enrolment;
        this.config = config;
        this.counts = counts;
    }

    @POST
    @Consumes(NDJSON)
    @RolesAllowed(Role.MAY_WORK)
    @Operation(
            summary = "Hand in records of a run",
            description = "NDJSON, gzipped or not: {\"fence\": 1, \"firstSeq\": 1}, then a record a line."
                    + " Records that are known are skipped. A batch without records asks what is stored.")
    @RequestBody(required = true, content = @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description = "All up to that number are stored",
            content = @Content(schema = @Schema(implementation = Batch.Acknowledged.class)))
    @APIResponse(responseCode = "400", description = "A line is not a record; nothing is stored")
    @APIResponse(responseCode = "404", description = "There is no such run: keep what there is of it")
    @APIResponse(responseCode = "409", description = "Records before these are missing; expectedSeq must come next")
    @APIResponse(responseCode = "410", description = "The lease is over: undo, and send no more")
    @APIResponse(responseCode = "413", description = "Too large: halve it")
    public Batch.Acknowledged store(String run, InputStream body, @Context HttpHeaders headers) throws IOException {
        RunId id = idOf(run);
        AgentId agent = runs.find(id)
                .orElseThrow(() -> unknown(run))
                .lease()
                .map(Lease::agent)
                .orElseThrow(() -> nobodys(run));
        enrolment.requireOwn(agent);
        byte[] bytes = isPacked(headers) ? unpacked(body) : limited(body);
        Intake.Outcome outcome = intake.store(id, agent, reader.read(bytes));
        counts.add(outcome);
        return switch (outcome) {
            case Intake.Outcome.Stored stored -> stored.answer();
            case Intake.Outcome.Late late -> throw late.problem();
        };
    }

    private static boolean isPacked(HttpHeaders headers) {
        return "gzip".equalsIgnoreCase(headers.getHeaderString(HttpHeaders.CONTENT_ENCODING));
    }

    /** Here and not in the HTTP layer, which hands each few kilobytes of what it unpacks from one thread to another. */
    private byte[] unpacked(InputStream body) throws IOException {
        try (var unpacking = new GZIPInputStream(body, BUFFER)) {
            return limited(unpacking);
        } catch (ZipException | EOFException broken) {
            throw Problem.of(ProblemType.BAD_RECORD, "the batch is not gzip as it says: %s", broken.getMessage());
        }
    }

    private byte[] limited(InputStream body) throws IOException {
        return BodyLimit.read(body, config.largestBatch(), "a batch");
    }

    private static RunId idOf(String run) {
        try {
            return new RunId(UUID.fromString(run));
        } catch (IllegalArgumentException notAnId) {
            throw unknown(run);
        }
    }

    /** 404 and not 410: a backup that is older than the run may have been restored, and a newer one may follow. */
    private static Problem unknown(String run) {
        return Problem.of(ProblemType.NOT_FOUND, "there is no run %s: keep what there is of it", run);
    }

    private static Problem nobodys(String run) {
        return Problem.of(ProblemType.FENCED, "no agent works on run %s: undo, and send no more", run);
    }
}
