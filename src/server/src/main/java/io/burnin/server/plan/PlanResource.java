package io.burnin.server.plan;

import io.burnin.plan.Parameter;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.plan.PlanSchema;
import io.burnin.plan.Problem;
import io.burnin.server.security.Caller;
import io.burnin.server.security.Role;
import io.burnin.server.web.BodyLimit;
import io.burnin.server.web.ProblemType;
import io.burnin.server.web.Tagged;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Upload plans, and look at them. */
@Path("/plans")
@Tag(name = "Plans")
class PlanResource {

    static final int LARGEST_PLAN = 1 << 20;
    private static final String YAML = "application/yaml";
    private static final String TEXT_YAML = "text/yaml";

    private final PlanUpload upload;
    private final Plans plans;
    private final Caller caller;

    PlanResource(PlanUpload upload, Plans plans, Caller caller) {
        this.upload = upload;
        this.plans = plans;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Role.MAY_WRITE_PLANS)
    @Consumes({YAML, TEXT_YAML, "application/x-yaml", "text/x-yaml"})
    @Operation(summary = "Upload a plan", description = "Content that is known already answers its version.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = YAML, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = TEXT_YAML, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "200",
            description = "The content is known",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    @APIResponse(
            responseCode = "201",
            description = "A new version",
            content = @Content(schema = @Schema(implementation = PlanView.class)))
    @APIResponse(responseCode = "422", description = "Everything that is wrong with it, with line, column and remedy")
    public RestResponse<PlanView> add(InputStream body, UriInfo uri) throws IOException {
        byte[] text = BodyLimit.read(body, LARGEST_PLAN, "a plan");
        PlanUpload.Taken taken = upload.take(text, caller.name());
        PlanView view = PlanView.of(taken.plan());
        if (!taken.isNew()) {
            return RestResponse.ok(view);
        }
        URI location =
                uri.getBaseUriBuilder().path("plans/{name}/versions/{version}").build(view.name(), view.version());
        return RestResponse.ResponseBuilder.<PlanView>created(location)
                .entity(view)
                .build();
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "List the newest version of every plan")
    public PlanList list() {
        return new PlanList(plans.newest().stream().map(PlanSummary::of).toList());
    }

    @GET
    @Path("schema")
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "Show the JSON Schema of plans, for completion in editors")
    public RestResponse<String> schema() {
        return RestResponse.ResponseBuilder.ok(PlanSchema.json())
                .type("application/schema+json")
                .build();
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "Show the newest version of a plan")
    public RestResponse<PlanView> newest(String name, @Context Request request) {
        return view(plans.require(name), request);
    }

    @GET
    @Path("{name}/versions")
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "List all versions of a plan, newest first")
    public PlanList versions(String name) {
        plans.require(name);
        return new PlanList(plans.versions(name).stream().map(PlanSummary::of).toList());
    }

    @GET
    @Path("{name}/versions/{version}")
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "Show a version of a plan; its text with Accept: text/yaml")
    public RestResponse<PlanView> version(String name, int version, @Context Request request) {
        return view(plans.require(name, version), request);
    }

    private static RestResponse<PlanView> view(StoredPlan plan, Request request) {
        return Tagged.response(request, "view-%d-%s".formatted(plan.version(), plan.hash()), PlanView.of(plan));
    }

    @GET
    @Path("{name}/versions/{version}")
    @RolesAllowed(Role.MAY_READ)
    @Produces({TEXT_YAML, YAML})
    @Operation(hidden = true)
    public RestResponse<String> source(String name, int version, @Context Request request) {
        StoredPlan plan = plans.require(name, version);
        return Tagged.response(request, plan.hash(), plan.source());
    }

    @GET
    @Path("{name}/lint")
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "Show what the linter says of the newest version",
            description = "With `profile` only what a run of that one has to know.")
    public List<Problem> lint(String name, @QueryParam("profile") Optional<String> profile) {
        PlanFile file = plans.require(name).file();
        if (profile.isEmpty()) {
            return file.lint();
        }
        try {
            return file.lint(profile.get());
        } catch (PlanException unknown) {
            throw io.burnin.server.web.Problem.of(
                    ProblemType.INVALID,
                    "profile: %s is not a profile of plan %s; it has %s",
                    profile.get(),
                    name,
                    String.join(", ", file.profiles()));
        }
    }

    /** So that there can be more than the list one day. */
    record PlanList(List<PlanSummary> items) {}

    record PlanSummary(
            String name, int version, String title, String hash, int warnings, Instant createdAt, String createdBy) {
        static PlanSummary of(StoredPlan plan) {
            return new PlanSummary(
                    plan.name(),
                    plan.version(),
                    plan.title(),
                    plan.hash(),
                    plan.lint().size(),
                    plan.createdAt(),
                    plan.createdBy());
        }
    }

    record PlanView(
            String name,
            int version,
            String title,
            String hash,
            List<String> profiles,
            Map<String, Parameter> parameters,
            List<Problem> lint,
            Instant createdAt,
            String createdBy) {
        static PlanView of(StoredPlan plan) {
            PlanFile file = plan.file();
            return new PlanView(
                    plan.name(),
                    plan.version(),
                    plan.title(),
                    plan.hash(),
                    file.profiles(),
                    file.parameters(),
                    plan.lint(),
                    plan.createdAt(),
                    plan.createdBy());
        }
    }
}
