package io.burnin.server.verdict;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunName;
import io.burnin.server.security.Role;
import io.burnin.server.verdict.Judging.Judged;
import io.burnin.server.web.Cursor;
import io.burnin.server.web.Page;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.server.web.Tagged;
import io.burnin.server.web.TimeSpan;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Verdicts: of a run, at once or when it is final, and of all runs. */
@Path("/verdicts")
@Tag(name = "Verdicts")
class VerdictResource {

    private final Judging judging;
    private final Patience patience;
    private final VerdictList list;

    VerdictResource(Judging judging, Patience patience, VerdictList list) {
        this.judging = judging;
        this.patience = patience;
        this.list = list;
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "List the verdicts of runs that have ended, newest first",
            description = "Link holds the address of the next page.")
    public RestResponse<Page<VerdictList.Entry>> list(
            @QueryParam("plan") Optional<String> plan,
            @QueryParam("profile") Optional<String> profile,
            @QueryParam("target") Optional<String> target,
            @QueryParam("light") Optional<String> light,
            @QueryParam("cursor") Optional<Cursor> cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LARGEST_SIZE) int limit,
            UriInfo uri) {
        var filter = new VerdictList.Filter(plan, profile, target, light.map(VerdictResource::light));
        return list.page(filter, cursor, limit).response(uri);
    }

    @GET
    @Path("{run}")
    @RunOnVirtualThread
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "Show the verdict of a run",
            description =
                    "Of a run that goes on it is provisional. With `wait` the answer comes when the run has ended,"
                            + " or when the time (at most 5min) is over. With `If-None-Match` 304 if it is the same.")
    public RestResponse<VerdictView> byRun(
            RunName run, @QueryParam("wait") Optional<TimeSpan> wait, @Context Request request)
            throws InterruptedException {
        Duration time = wait.map(TimeSpan::duration).orElse(Duration.ZERO);
        Judged judged = judging.of(patience.untilEnd(run, time));
        return Tagged.response(request, tag(judged), VerdictView.of(judged));
    }

    /** Judged on the same records, a run that goes on has the same verdict. */
    private static String tag(Judged judged) {
        return judged.revision()
                .map(revision -> "revision-" + revision)
                .orElseGet(() -> "records-" + judged.run().progress().stored());
    }

    /** @param revision counts the judgements of the run; absent while the verdict is provisional */
    record VerdictView(
            RunId run,
            String name,
            Optional<Integer> revision,
            @JsonUnwrapped Verdict verdict) {
        static VerdictView of(Judged judged) {
            return new VerdictView(judged.run().id(), judged.run().name(), judged.revision(), judged.verdict());
        }
    }

    static Light light(String word) {
        return Arrays.stream(Light.values())
                .filter(light -> light.name().equals(word.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        ProblemType.INVALID, "light: %s is none of %s", word, Arrays.toString(Light.values())));
    }
}
