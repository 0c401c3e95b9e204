package io.burnin.server.verdict;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunName;
import io.burnin.server.security.Role;
import io.burnin.server.verdict.Judging.Judged;
import io.burnin.server.verdict.Revision.OtherCriteria;
import io.burnin.server.verdict.Standings.Answer;
import io.burnin.server.verdict.Standings.Standing;
import io.burnin.server.web.Cursor;
import io.burnin.server.web.Page;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.server.web.Tagged;
import io.burnin.server.web.TimeSpan;
import io.burnin.verdict.ByChance;
import io.burnin.verdict.CriterionChange;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Verdicts: of a run, at once or when it is final, and of all runs. */
@Path("/verdicts")
@Tag(name = "Verdicts")
class VerdictResource {

    private final Judging judging;
    private final Patience patience;
    private final VerdictList list;
    private final StoredVerdicts stored;
    private final Standings standings;

    VerdictResource(Judging judging, Patience patience, VerdictList list, StoredVerdicts stored, Standings standings) {
        this.judging = judging;
        this.patience = patience;
        this.list = list;
        this.stored = stored;
        this.standings = standings;
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
                            + " or when the time (at most 5min) is over. With `If-None-Match` 304 if it is the same."
                            + " With `revision` an earlier judgement, or one by other criteria, with what it changed.")
    public RestResponse<VerdictView> byRun(
            RunName run,
            @QueryParam("wait") Optional<TimeSpan> wait,
            @QueryParam("revision") Optional<@Min(1) Integer> revision,
            @Context Request request)
            throws InterruptedException {
        Duration time = wait.map(TimeSpan::duration).orElse(Duration.ZERO);
        Judged judged = judging.of(patience.untilEnd(run, time));
        if (revision.isPresent()) {
            Revision asked = require(judged, revision.get());
            return Tagged.response(request, "revision-" + asked.number(), VerdictView.of(judged.run(), asked));
        }
        Standing standing = standings.of(judged);
        return Tagged.response(request, tag(standing), VerdictView.of(standing));
    }

    private Revision require(Judged judged, int revision) {
        return stored.find(judged.run().id(), revision)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "run %s has no revision %d; GET /verdicts/%s/revisions lists them",
                        judged.run().name(),
                        revision,
                        judged.run().id()));
    }

    /** Judged on the same records, a run that goes on has the same verdict. */
    private static String tag(Standing standing) {
        Judged judged = standing.judged();
        return judged.revision()
                        .map(revision -> "revision-" + revision)
                        .orElseGet(() -> "records-%d-%x"
                                .formatted(
                                        judged.run().progress().stored(),
                                        judged.verdict().exclusions().toString().hashCode()))
                + standing.byOtherCriteria()
                        .map(other -> "-beside-" + other.number())
                        .orElse("")
                + standing.decisions().stream().map(entry -> "-" + entry.id()).collect(joining());
    }

    /**
     * @param revision counts the judgements of the run; absent while the verdict is provisional
     * @param byOtherCriteria the newest judgement by other criteria, which stands beside this verdict
     * @param decisions what people decided and is in effect
     * @param withDecisions the light and exit code where that, and the judgement by other criteria, is honoured
     * @param unasked where it is not: the worst of all
     * @param judgement what an asked-for revision is; absent where the run's verdict was asked for
     * @param changes what that revision changed, if it is by other criteria
     * @param unmeasured what its criteria ask for and the run did not measure
     */
    @Schema(
            properties = {
                @SchemaProperty(name = "exitCode", type = SchemaType.INTEGER, format = "int32"),
                @SchemaProperty(name = "causes", type = SchemaType.ARRAY, implementation = Verdict.Cause.class),
                @SchemaProperty(name = "byChance", implementation = ByChance.class)
            })
    record VerdictView(
            RunId run,
            String name,
            Optional<Integer> revision,
            Optional<RevisionSummary> byOtherCriteria,
            List<DecisionEntry> decisions,
            Optional<Answer> withDecisions,
            Optional<Answer> unasked,
            Optional<RevisionSummary> judgement,
            Optional<List<CriterionChange>> changes,
            Optional<List<String>> unmeasured,
            @JsonUnwrapped Verdict verdict) {

        static VerdictView of(Standing standing) {
            Judged judged = standing.judged();
            return new VerdictView(
                    judged.run().id(),
                    judged.run().name(),
                    judged.revision(),
                    standing.byOtherCriteria().map(RevisionSummary::of),
                    standing.decisions(),
                    Optional.of(standing.withDecisions()),
                    Optional.of(standing.unasked()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    judged.verdict());
        }

        static VerdictView of(Run run, Revision revision) {
            return new VerdictView(
                    run.id(),
                    run.name(),
                    Optional.of(revision.number()),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(RevisionSummary.of(revision)),
                    revision.otherCriteria().map(OtherCriteria::changes),
                    revision.otherCriteria().map(OtherCriteria::unmeasured),
                    revision.verdict());
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
