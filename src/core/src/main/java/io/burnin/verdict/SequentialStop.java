package io.burnin.verdict;

import io.burnin.metric.Proportion;
import io.burnin.metric.SequentialTest;
import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.About;
import io.burnin.plan.Criterion.Yellow;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Plan;
import io.burnin.plan.Shares;
import io.burnin.plan.Statistic;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether a share of trials has decided a run before its end: by Wald's test between the limits of green and red, which may be
 * looked at again and again. All of this must come together, for to end a healthy run is worse than to let a bad one go on:
 * the test rejects, also when failures that come together are taken as one; the check is red, and surely so; and a twentieth
 * of the run is over.
 *
 * @param redAbove the greatest share that is not red
 */
record SequentialStop(Criterion criterion, SequentialTest test, double redAbove) {

    /** Each way: a healthy share rejected, a bad one not found. */
    private static final double ERROR = 0.05;

    /** Without a yellow, nothing lies between green and red: to be found is what is twice the limit. */
    private static final double FOUND = 2;

    /** Stricter than a proof at the end, since it is looked at after each failure. */
    private static final double SURE = 0.99;

    private static final double PERCENT = 100;

    /** Of so many equal stretches of the time so far, failures that come together fill few. */
    private static final int STRETCHES = 20;

    /** The part of a run before which nothing is decided: an outage in its first minutes would look like the rule. */
    private static final int EARLIEST = 20;

    /** Empty where no share of single trials is judged that could be red, by limits that the plan itself knows. */
    static Optional<SequentialStop> of(Plan plan, Criterion criterion) {
        boolean ofTrials = criterion.statistic() == Statistic.RATIO
                && criterion.each().isEmpty()
                && criterion
                        .per()
                        .filter(per -> new Shares(plan).areTrials(criterion.of(), per))
                        .isPresent();
        Bands bands = Bands.of(criterion);
        if (!ofTrials
                || criterion.isRelative()
                || criterion.about() == About.EVIDENCE
                || !bands.isUpperLimit()
                || bands.worst() != Light.RED) {
            return Optional.empty();
        }
        double green = criterion.green().storedLimit() / PERCENT;
        double red = criterion
                .yellow()
                .flatMap(yellow -> yellow instanceof Yellow.When(var condition)
                        ? Optional.of(condition.storedLimits().getLast() / PERCENT)
                        : Optional.empty())
                .orElse(green);
        double unacceptable = red > green ? red : FOUND * green;
        return 0 < green && green <= red && unacceptable < 1
                ? Optional.of(new SequentialStop(criterion, new SequentialTest(green, unacceptable, ERROR), red))
                : Optional.empty();
    }

    /** Why the run need not go on, in words. */
    Optional<String> decide(Plan plan, Evidence evidence) {
        Duration earliest = plan.profile().duration().dividedBy(EARLIEST);
        boolean tooEarly = evidence.run().length().compareTo(earliest) < 0;
        if (tooEarly || !evidence.reboots().isEmpty()) {
            return Optional.empty();
        }
        return rejects(plan, evidence) ? ofRed(plan, evidence) : Optional.empty();
    }

    private Optional<String> ofRed(Plan plan, Evidence evidence) {
        return new CriterionChecks(plan, evidence)
                .of(criterion).stream()
                        .filter(check -> check.isEvaluated() && check.light() == Light.RED)
                        .findFirst()
                        .map(check ->
                                "%s: %s; a sequential test is sure".formatted(check.criterion(), check.because()));
    }

    private boolean rejects(Plan plan, Evidence evidence) {
        var digests = new Digests(plan, evidence);
        var estimates = new Estimates(plan, MetricCatalogue.of(plan), evidence, digests);
        Observed failures = estimates.observed(criterion);
        Observed trials = estimates.denominator(criterion).orElseThrow();
        Window window = new Windows(evidence, digests).of(criterion);
        long failed = failures.count(window).events();
        long tried = trials.count(window).events();
        if (failed < 0 || failed > tried || tried == 0) {
            return false;
        }
        var seen = new Proportion(failed, tried);
        return test.rejects(seen, 1)
                && seen.lower(SURE) > redAbove
                && dispersion(failures, trials, window).stream().anyMatch(more -> test.rejects(seen, more));
    }

    private static OptionalDouble dispersion(Observed failures, Observed trials, Window window) {
        Optional<Span> hull = window.spans().hull();
        if (hull.isEmpty()) {
            return OptionalDouble.empty();
        }
        long[] failed = new long[STRETCHES];
        long[] tried = new long[STRETCHES];
        Duration length = hull.get().length();
        for (int i = 0; i < STRETCHES; i++) {
            Span stretch = new Span(
                    hull.get().from().plus(length.multipliedBy(i).dividedBy(STRETCHES)),
                    hull.get().from().plus(length.multipliedBy(i + 1L).dividedBy(STRETCHES)));
            Window part = new Window(
                    window.stretches(),
                    window.spans().intersection(Spans.of(stretch)),
                    window.untouchable(),
                    window.run());
            failed[i] = failures.count(part).events();
            tried[i] = trials.count(part).events();
        }
        return SequentialTest.dispersion(failed, tried);
    }
}
