package io.burnin.server.bundle;

import io.burnin.bundle.BundleWriter;
import io.burnin.bundle.BundledArtifact;
import io.burnin.bundle.BundledRun;
import io.burnin.bundle.BundledVerdict;
import io.burnin.bundle.Part;
import io.burnin.plan.Plan;
import io.burnin.protocol.RunRecord.Captured;
import io.burnin.server.artifact.Artifact;
import io.burnin.server.artifact.Artifacts;
import io.burnin.server.fleet.Agents;
import io.burnin.server.measure.Evidences;
import io.burnin.server.plan.Plans;
import io.burnin.server.plan.StoredPlan;
import io.burnin.server.run.EventView;
import io.burnin.server.run.Lease;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunEvents;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunPlans;
import io.burnin.server.run.RunState;
import io.burnin.server.run.Runs;
import io.burnin.server.run.Steps;
import io.burnin.server.verdict.Judging;
import io.burnin.server.verdict.RunEvidence;
import io.burnin.server.verdict.RunFindings;
import io.burnin.server.verdict.StoredVerdicts;
import io.burnin.server.web.Json;
import io.burnin.verdict.Evidence;
import io.burnin.verdict.Judge;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts together what is stored of a run. Nothing of it is held while whoever fetches it reads slowly. */
@ApplicationScoped
class Bundles {

    private static final int AT_A_TIME = 500;

    private final Runs runs;
    private final Plans plans;
    private final RunPlans runPlans;
    private final Evidences evidences;
    private final RunEvidence runEvidence;
    private final Judging judging;
    private final StoredVerdicts verdicts;
    private final RunFindings findings;
    private final RunEvents events;
    private final Steps steps;
    private final Artifacts artifacts;
    private final Agents agents;
    private final Json json;
    private final Clock clock;
    private final String version;

    Bundles(
            Runs runs,
            Plans plans,
            RunPlans runPlans,
            Evidences evidences,
            RunEvidence runEvidence,
            Judging judging,
            StoredVerdicts verdicts,
            RunFindings findings,
            RunEvents events,
            Steps steps,
            Artifacts artifacts,
            Agents agents,
            Json json,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.runs = runs;
        this.plans = plans;
        this.runPlans = runPlans;
        this.evidences = evidences;
        this.runEvidence = runEvidence;
        this.judging = judging;
        this.verdicts = verdicts;
        this.findings = findings;
        this.events = events;
        this.steps = steps;
        this.artifacts = artifacts;
        this.agents = agents;
        this.json = json;
        this.clock = clock;
        this.version = version;
    }

    /** A run as it stood at one moment, its evidence, and the verdict on that. */
    record Snapshot(Run run, Evidence evidence, BundledVerdict verdict) {}

    /** A run that was lost may come back between two looks at it: then it is looked at again. */
    Snapshot of(RunId id) {
        while (true) {
            Run run = runs.require(id);
            Evidence evidence = runEvidence.of(run);
            BundledVerdict verdict = verdict(run, evidence);
            if (evidence.isComplete() == run.state().hasEnded() && isUnchanged(run)) {
                return new Snapshot(run, evidence, verdict);
            }
        }
    }

    private boolean isUnchanged(Run run) {
        Run now = runs.require(run.id());
        boolean same = now.state().label() == run.state().label()
                && now.progress().stored() == run.progress().stored();
        return same || !run.state().hasEnded();
    }

    private BundledVerdict verdict(Run run, Evidence evidence) {
        if (!evidence.isComplete()) {
            return new BundledVerdict(Optional.empty(), clock.instant(), Judge.judge(runPlans.of(run), evidence));
        }
        Optional<Integer> latest = judging.of(run).revision();
        return revisions(run).stream()
                .filter(kept -> kept.revision().equals(latest))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the verdict of %s is not kept".formatted(run.name())));
    }

    private List<BundledVerdict> revisions(Run run) {
        return verdicts.of(run.id()).stream()
                .map(kept -> new BundledVerdict(Optional.of(kept.number()), kept.judgedAt(), kept.verdict()))
                .toList();
    }

    void write(Snapshot snapshot, OutputStream out) throws IOException {
        Run run = snapshot.run();
        StoredPlan plan = plans.require(run.order().plan(), run.order().planVersion());
        var bundle = new BundleWriter(out, json::write);
        bundle.text(Part.PLAN, plan.source());
        bundle.json(Part.RUN, facts(run, plan, runPlans.of(run)));
        bundle.json(
                Part.ENVIRONMENT, new TreeMap<>(evidences.environment(run.id().value())));
        bundle.evidence(
                snapshot.evidence(),
                runPlans.of(run).baselines(),
                evidences.metrics(run.id().value()));
        bundle.json(Part.VERDICT, snapshot.verdict());
        bundle.lines(Part.REVISIONS, sink -> {
            for (BundledVerdict kept : revisions(run)) {
                sink.add(kept);
            }
        });
        bundle.json(Part.FINDINGS, findings.of(run, snapshot.verdict().verdict()));
        bundle.lines(Part.STEPS, sink -> steps(run, sink));
        bundle.lines(Part.EVENTS, sink -> events(run, sink));
        artifacts(run, bundle);
        bundle.finish(version, run.id().toString(), clock.instant());
    }

    private void artifacts(Run run, BundleWriter bundle) throws IOException {
        List<Artifact> all = artifacts.of(run.id());
        bundle.lines(Part.ARTIFACTS, sink -> {
            for (Artifact artifact : all) {
                sink.add(entry(artifact));
            }
        });
        for (Artifact artifact : all) {
            if (artifact.isWhole()) {
                bundle.file(fileOf(artifact), artifacts.content(run.id(), artifact));
            }
        }
    }

    private static BundledArtifact entry(Artifact artifact) {
        Captured captured = artifact.captured();
        return new BundledArtifact(
                captured.number(),
                artifact.isWhole() ? Optional.of(fileOf(artifact)) : Optional.empty(),
                captured.source(),
                captured.moment(),
                captured.occasion(),
                captured.at(),
                captured.truncated(),
                captured.redacted(),
                artifact.absent());
    }

    private static String fileOf(Artifact artifact) {
        return "artifacts/" + artifact.file();
    }

    private BundledRun facts(Run run, StoredPlan stored, Plan plan) {
        return new BundledRun(
                run.id().toString(),
                run.name(),
                plan.name(),
                run.order().planVersion(),
                stored.hash(),
                run.number(),
                plan.profile().name(),
                run.lease().map(Lease::target).or(() -> run.order().target()),
                run.lease().map(lease -> agents.require(lease.agent()).name()),
                new TreeMap<>(run.order().labels()),
                run.lease().map(lease -> new TreeMap<>(lease.parameters())),
                plan.parameters(),
                run.order().tests(),
                run.state().label().name(),
                run.origin().queuedAt(),
                run.origin().createdBy(),
                endedAt(run.state()),
                run.progress().stored(),
                run.wish().extension().taken().toSeconds());
    }

    private static Optional<Instant> endedAt(RunState state) {
        return state instanceof RunState.Ended ended ? Optional.of(ended.at()) : Optional.empty();
    }

    private void steps(Run run, BundleWriter.Sink sink) throws IOException {
        List<Steps.Step> some;
        for (long last = 0; ; last = some.getLast().seq()) {
            some = steps.after(run.id(), last, AT_A_TIME);
            for (Steps.Step step : some) {
                sink.add(step);
            }
            if (some.size() < AT_A_TIME) {
                return;
            }
        }
    }

    private void events(Run run, BundleWriter.Sink sink) throws IOException {
        List<RunEvents.Entry> some;
        for (long last = 0; ; last = some.getLast().number()) {
            some = events.after(run.id(), last, AT_A_TIME);
            for (RunEvents.Entry event : some) {
                sink.add(EventView.of(event));
            }
            if (some.size() < AT_A_TIME) {
                return;
            }
        }
    }
}
