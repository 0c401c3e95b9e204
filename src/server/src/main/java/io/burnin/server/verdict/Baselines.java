package io.burnin.server.verdict;

import io.burnin.plan.BaselineChoice;
import io.burnin.plan.BaselineChoice.LastGreen;
import io.burnin.plan.BaselineChoice.Median;
import io.burnin.plan.BaselineChoice.OfRun;
import io.burnin.plan.BaselineChoice.Pinned;
import io.burnin.plan.Criterion;
import io.burnin.protocol.Mode;
import io.burnin.server.run.Lease;
import io.burnin.server.run.Pins;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunPlans;
import io.burnin.server.run.RunState.Finished;
import io.burnin.server.run.Runs;
import io.burnin.server.verdict.EarlierVerdicts.Standing;
import io.burnin.verdict.Baseline;
import io.burnin.verdict.Baseline.Earlier;
import io.burnin.verdict.Baseline.Reading;
import io.burnin.verdict.Light;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The runs that a run is compared with, and what they came to. That is fixed by the moment in which the run began: what ends, is
 * pinned or judged anew later changes no verdict on it, so that a live one and all later ones agree.
 */
@ApplicationScoped
class Baselines {

    private final Runs runs;
    private final RunPlans plans;
    private final Pins pins;
    private final EarlierVerdicts verdicts;

    Baselines(Runs runs, RunPlans plans, Pins pins, EarlierVerdicts verdicts) {
        this.runs = runs;
        this.plans = plans;
        this.pins = pins;
        this.verdicts = verdicts;
    }

    @Transactional
    Baseline of(Run run, BaselineChoice choice) {
        Optional<Instant> began = run.state().began();
        if (began.isEmpty()) {
            return Baseline.none(choice, "the run has not begun");
        }
        return switch (choice) {
            case OfRun(String name) ->
                named(run, began.get(), choice, verdicts.find(name), "there is no run %s".formatted(name));
            case Pinned pinned -> {
                String plan = run.order().plan();
                String profile = run.order().profile();
                yield named(
                        run,
                        began.get(),
                        choice,
                        pins.newest(plan, profile, began.get()),
                        "no run of %s in profile %s was pinned when this one began".formatted(plan, profile));
            }
            case LastGreen green -> last(run, began.get(), choice, Standing::isAsGood, "was green");
            case Median median ->
                last(run, began.get(), choice, standing -> standing.light() != Light.RED, "was not red");
        };
    }

    /** By somebody's word, wherever it ran. */
    private Baseline named(Run run, Instant began, BaselineChoice choice, Optional<RunId> id, String none) {
        Optional<Run> found =
                id.flatMap(known -> Optional.ofNullable(runs.all(List.of(known)).get(known)));
        if (found.isEmpty()) {
            return Baseline.none(choice, none);
        }
        Run other = found.get();
        return objection(run, began, other)
                .map(why -> Baseline.none(choice, why))
                .orElseGet(() -> verdicts.of(other.id(), began)
                        .map(standing -> Baseline.of(choice, List.of(earlier(other, standing))))
                        .orElseGet(() -> Baseline.none(choice, "%s has no verdict yet".formatted(other.name()))));
    }

    private static Optional<String> objection(Run run, Instant began, Run other) {
        if (other.id().equals(run.id())) {
            return Optional.of("%s is this run itself".formatted(other.name()));
        }
        boolean alike = other.order().plan().equals(run.order().plan())
                && other.order().profile().equals(run.order().profile());
        if (!alike) {
            return Optional.of("%s is of plan %s in profile %s, and only runs of the same plan and profile compare"
                    .formatted(other.name(), other.order().plan(), other.order().profile()));
        }
        if (other.order().mode() == Mode.REHEARSAL) {
            return Optional.of("%s is a rehearsal".formatted(other.name()));
        }
        if (!other.order().tests().isEmpty()) {
            return Optional.of("%s executed only a part of the plan".formatted(other.name()));
        }
        if (!(other.state() instanceof Finished finished)) {
            return Optional.of("%s is %s, and only a run that went through to its end compares"
                    .formatted(other.name(), other.state().label()));
        }
        return finished.at().isAfter(began)
                ? Optional.of("%s had not ended when this run began".formatted(other.name()))
                : Optional.empty();
    }

    /** Found by the server: only where target and load are the same, too. */
    private Baseline last(Run run, Instant began, BaselineChoice choice, Predicate<Standing> isFit, String what) {
        String target = run.lease().map(Lease::target).orElse("");
        List<Earlier> found = verdicts.before(run, target, began).stream()
                .filter(isFit)
                .flatMap(standing -> runs.all(List.of(standing.run())).values().stream()
                        .filter(other -> haveOneLoad(run, other))
                        .map(other -> earlier(other, standing)))
                .limit(lookedAt(choice))
                .toList();
        return found.isEmpty()
                ? Baseline.none(
                        choice,
                        "no whole run of %s in profile %s on %s, under the same load, had ended and %s when this one began"
                                .formatted(run.order().plan(), run.order().profile(), target, what))
                : Baseline.of(choice, found);
    }

    /** Of several runs, some may lack the value. */
    private static int lookedAt(BaselineChoice choice) {
        return choice.needed() == 1 ? 1 : 2 * choice.needed();
    }

    private boolean haveOneLoad(Run run, Run other) {
        return plans.load(run).equals(plans.load(other));
    }

    private Earlier earlier(Run run, Standing standing) {
        Map<String, String> measured =
                plans.of(run).allCriteria().collect(Collectors.toMap(Criterion::path, Criterion::measured));
        List<Reading> readings = verdicts.readings(standing).stream()
                .flatMap(reading ->
                        Optional.ofNullable(measured.get(reading.criterion().split("\\[", 2)[0]))
                                .map(what -> new Reading(reading.criterion(), what, reading.value(), reading.unit()))
                                .stream())
                .toList();
        return new Earlier(
                run.id().toString(),
                run.name(),
                run.lease().map(Lease::target).orElse(""),
                ((Finished) run.state()).at(),
                readings);
    }
}
