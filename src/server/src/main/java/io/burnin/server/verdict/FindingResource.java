package io.burnin.server.verdict;

import io.burnin.plan.Criterion.Severity;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunName;
import io.burnin.server.run.Runs;
import io.burnin.server.security.Role;
import io.burnin.verdict.Finding;
import io.burnin.verdict.Finding.Action;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The issues of a run. */
@Path("/runs/{run}/findings")
@Tag(name = "Verdicts")
class FindingResource {

    private final Runs runs;
    private final Judging judging;
    private final RunFindings findings;

    FindingResource(Runs runs, Judging judging, RunFindings findings) {
        this.runs = runs;
        this.judging = judging;
        this.findings = findings;
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "List the findings of a run", description = "Those of its verdict, then those of people.")
    public List<Finding> list(RunName run) {
        Run found = runs.require(run);
        return findings.of(found, judging.of(found).verdict());
    }

    @POST
    @RolesAllowed(Role.MAY_OPERATE)
    @Operation(summary = "Add a finding")
    @APIResponseSchema(value = Finding.class, responseCode = "201")
    public RestResponse<Finding> add(RunName run, @Valid NewFinding finding) {
        Finding added = findings.add(runs.require(run), finding.description(), finding.severity(), finding.action());
        return RestResponse.status(RestResponse.Status.CREATED, added);
    }

    record NewFinding(
            @NotBlank @Size(max = 4000) String description,
            @NotNull Severity severity,
            @NotNull Action action) {}
}
