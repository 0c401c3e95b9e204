package io.burnin.server.verdict;

import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunName;
import io.burnin.server.run.Runs;
import io.burnin.server.security.Caller;
import io.burnin.server.security.Role;
import io.burnin.server.verdict.Rejudging.Criteria;
import io.burnin.server.verdict.Rejudging.Rejudged;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.verdict.CriterionChange;
import io.burnin.verdict.Verdict;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Judge a run by other criteria, and look at all judgements of it. */
@Path("/verdicts/{run}")
@Tag(name = "Verdicts")
class RejudgeResource {

    private final Runs runs;
    private final Rejudging rejudging;
    private final Judging judging;
    private final StoredVerdicts stored;
    private final Caller caller;

    RejudgeResource(Runs runs, Rejudging rejudging, Judging judging, StoredVerdicts stored, Caller caller) {
        this.runs = runs;
        this.rejudging = rejudging;
        this.judging = judging;
        this.stored = stored;
        this.caller = caller;
    }

    @POST
    @Path("rejudge")
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "Judge a run by another version of its plan, or by edited criteria",
            description =
                    "Stores nothing unless `store` is true, which takes a reason and the role operator, and makes a"
                            + " revision that stands beside the verdict of the run's own plan. What the other plan"
                            + " defines otherwise than the run executed it was not measured, and is never green.")
    public RejudgedView rejudge(RunName run, @Valid Rejudge request) {
        Run found = runs.require(run);
        Criteria criteria = criteria(request);
        if (!request.store()) {
            return RejudgedView.of(found, rejudging.whatIf(found, criteria));
        }
        caller.require(Role.MAY_OPERATE, "store another judgement of a run");
        String reason = request.reason()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> Problem.of(
                        ProblemType.INVALID, "reason: say why these criteria are right, because it stays with them"));
        return RejudgedView.of(found, rejudging.store(found, criteria, reason));
    }

    private static Criteria criteria(Rejudge request) {
        if (request.planVersion().isPresent() == request.plan().isPresent()) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "give either planVersion, a stored version of the run's plan, or plan, its text with edited criteria");
        }
        return request.planVersion()
                .<Criteria>map(Criteria.OfVersion::new)
                .orElseGet(() -> new Criteria.OfText(request.plan().orElseThrow()));
    }

    @GET
    @Path("revisions")
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "List the judgements of a run, oldest first",
            description = "Of a run that goes on there is none. `GET /verdicts/{run}?revision=2` shows one whole.")
    public List<RevisionSummary> revisions(RunName run) {
        Run found = runs.require(run);
        judging.of(found);
        return stored.of(found.id()).stream().map(RevisionSummary::of).toList();
    }

    /**
     * @param planVersion a stored version of the run's plan
     * @param plan or the whole text of a plan of that name, with other criteria
     * @param store keep it as a revision
     */
    record Rejudge(
            Optional<@Min(1) Integer> planVersion,
            Optional<@Size(max = 1 << 20) String> plan,
            boolean store,
            Optional<@Size(max = 4000) String> reason) {}

    /**
     * @param before the verdict by the run's own plan
     * @param after the one by the other criteria
     * @param unmeasured what they ask for and the run did not measure
     */
    record RejudgedView(
            RunId run,
            String name,
            Optional<Integer> planVersion,
            boolean stored,
            Optional<Integer> revision,
            Optional<Integer> comparedWith,
            Verdict before,
            Verdict after,
            List<CriterionChange> changes,
            List<String> unmeasured) {
        static RejudgedView of(Run run, Rejudged rejudged) {
            return new RejudgedView(
                    run.id(),
                    run.name(),
                    rejudged.otherCriteria().version(),
                    rejudged.revision().isPresent(),
                    rejudged.revision().map(Revision::number),
                    rejudged.own().revision(),
                    rejudged.own().verdict(),
                    rejudged.verdict(),
                    rejudged.otherCriteria().changes(),
                    rejudged.otherCriteria().unmeasured());
        }
    }
}
