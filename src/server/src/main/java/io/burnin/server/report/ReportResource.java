package io.burnin.server.report;

import io.burnin.server.run.RunName;
import io.burnin.server.run.Runs;
import io.burnin.server.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The report of a run, at any moment of it: in the form that {@code Accept} asks for, or the one that a suffix names. */
@Path("/runs")
@Tag(name = "Reports")
class ReportResource {

    private static final String UTF_8 = ";charset=UTF-8";
    private static final String MARKDOWN = "text/markdown" + UTF_8;
    private static final String HTML = MediaType.TEXT_HTML + UTF_8;
    private static final String XML = MediaType.APPLICATION_XML + UTF_8;
    private static final String PASSED = "passed";

    private final Runs runs;
    private final Reports reports;
    private final HtmlReport html = new HtmlReport();

    ReportResource(Runs runs, Reports reports) {
        this.runs = runs;
        this.reports = reports;
    }

    @GET
    @Path("{run}/report")
    @Produces(MARKDOWN)
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "Read the report of a run",
            description =
                    "Markdown, HTML, JSON or JUnit XML, by `Accept`, or as report.md, report.html, report.json and"
                            + " report.xml. In JUnit XML yellow is a failure unless `yellow=passed`.")
    @APIResponse(
            responseCode = "200",
            description = "The report",
            content = {
                @Content(mediaType = "text/markdown", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = MediaType.APPLICATION_XML, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RunReport.class))
            })
    public String markdown(RunName run) {
        return MarkdownReport.of(gather(run));
    }

    @GET
    @Path("{run}/report")
    @Produces(HTML)
    @RolesAllowed(Role.MAY_READ)
    @Operation(hidden = true)
    public String html(RunName run) {
        return html.of(gather(run));
    }

    @GET
    @Path("{run}/report")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.MAY_READ)
    @Operation(hidden = true)
    public RunReport json(RunName run) {
        return gather(run);
    }

    @GET
    @Path("{run}/report")
    @Produces({XML, MediaType.TEXT_XML + UTF_8})
    @RolesAllowed(Role.MAY_READ)
    @Operation(hidden = true)
    public String junit(RunName run, @QueryParam("yellow") @DefaultValue("") String yellow) {
        return JunitReport.of(gather(run), yellow.toLowerCase(Locale.ROOT).equals(PASSED));
    }

    @GET
    @Path("{run}/report.md")
    @Produces(MARKDOWN)
    @RolesAllowed(Role.MAY_READ)
    @Operation(hidden = true)
    public String markdownFile(RunName run) {
        return markdown(run);
    }

    @GET
    @Path("{run}/report.html")
    @Produces(HTML)
    @RolesAllowed(Role.MAY_READ)
    @Operation(hidden = true)
    public String htmlFile(RunName run) {
        return html(run);
    }

    @GET
    @Path("{run}/report.json")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.MAY_READ)
    @Operation(hidden = true)
    public RunReport jsonFile(RunName run) {
        return json(run);
    }

    @GET
    @Path("{run}/report.xml")
    @Produces(XML)
    @RolesAllowed(Role.MAY_READ)
    @Operation(hidden = true)
    public String junitFile(RunName run, @QueryParam("yellow") @DefaultValue("") String yellow) {
        return junit(run, yellow);
    }

    private RunReport gather(RunName run) {
        return reports.of(runs.require(run));
    }
}
