package io.burnin.verdict;

import static io.burnin.metric.Quantities.format;

import io.burnin.metric.Kind;
import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion;
import io.burnin.plan.Plan;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.burnin.verdict.Forecast.Growth;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What would make checks green that are not, or prove those that are, and when at the earliest. */
final class Outlooks {

    private static final Set<OccurrenceStatus> BROKEN =
            Set.of(OccurrenceStatus.SKIPPED, OccurrenceStatus.ERROR, OccurrenceStatus.ABORTED);
    private static final String ENDED = "it has ended";
    private static final double PERCENT = 100;

    private final Plan plan;
    private final Evidence evidence;
    private final Digests digests;
    private final Forecast forecast;
    private final Map<String, Criterion> criteria = new HashMap<>();

    Outlooks(Plan plan, Evidence evidence) {
        this.plan = plan;
        this.evidence = evidence;
        this.digests = new Digests(plan, evidence);
        this.forecast = new Forecast(plan, evidence);
        plan.criteria().forEach(criterion -> criteria.put(criterion.path(), criterion));
        plan.tests()
                .values()
                .forEach(test -> test.criteria().forEach(criterion -> criteria.put(criterion.path(), criterion)));
    }

    /** Of the run itself, which is not green before its end. */
    Outlook ofEnd() {
        return evidence.isComplete()
                ? Outlook.never("a run that comes to its end", ENDED)
                : Outlook.at("the run to come to its end", forecast.end(), "planned for ");
    }

    /** Of a run in which no criterion has a value. */
    Outlook ofAnything() {
        return evidence.isComplete()
                ? Outlook.never("a value of any criterion", ENDED)
                : Outlook.unsaid("a value of any criterion", "none has one so far");
    }

    /** Empty for one that is green and needs no proof, or is not judged at all. */
    Optional<Outlook> of(Check check) {
        if (check.state() == State.NOT_JUDGED || check.state() == State.ERROR) {
            return Optional.empty();
        }
        Criterion written = criteria.get(check.criterion().replaceFirst("\\[.*", ""));
        if (written == null) {
            return check.light() == Light.GREEN ? Optional.empty() : Optional.of(ofExpectation(check));
        }
        if (check.state() == State.NO_BASELINE) {
            return Optional.of(Outlook.never("a run to compare with", "its baseline was fixed when it began"));
        }
        Criterion criterion = check.baseline()
                .map(with -> written.against(with.value(), with.unit()))
                .orElseGet(() -> written.isRelative() ? written.open() : written);
        if (!check.isEvaluated()) {
            return check.light() == Light.GREEN ? Optional.empty() : Optional.of(ofMissing(check, criterion));
        }
        if (check.light() != Light.GREEN) {
            return Optional.of(ofMeasured(check, criterion));
        }
        return check.proof() instanceof Proof.Unproven unproven
                ? Optional.of(ofUnproven(check, criterion, unproven))
                : Optional.empty();
    }

    private Outlook ofExpectation(Check check) {
        return check.isEvaluated()
                ? Outlook.never("every occurrence to bring what is expected", "what one came to stays")
                : ofTest(check.test().orElseThrow());
    }

    /** Empty if it was executed as often as it is planned. */
    Optional<Outlook> ofTestToCome(String test) {
        return Optional.of(test)
                .filter(name -> ended(name, Set.of(OccurrenceStatus.FINISHED)) < Shortfall.planned(plan, name))
                .map(this::ofTest);
    }

    private Outlook ofTest(String test) {
        long planned = Shortfall.planned(plan, test);
        long finished = ended(test, Set.of(OccurrenceStatus.FINISHED));
        String takes = "%s to be executed to its end, %d of %d times so far".formatted(test, finished, planned);
        if (ended(test, BROKEN) > 0) {
            return Outlook.never(takes, "what did not finish is not done again");
        }
        if (evidence.isComplete()) {
            return Outlook.never(takes, ENDED);
        }
        return forecast.done(test)
                .map(at -> Outlook.at(takes, at, "by the schedule "))
                .orElseGet(() -> Outlook.never(takes, "every occurrence has ended"));
    }

    private long ended(String test, Set<OccurrenceStatus> how) {
        return evidence.occurrences().stream()
                .filter(occurrence -> occurrence.test().equals(test) && how.contains(occurrence.status()))
                .count();
    }

    private Outlook ofUnproven(Check check, Criterion criterion, Proof.Unproven proof) {
        if (proof.needed().isEmpty()) {
            return Outlook.unsaid("more of the same", "it depends on what follows");
        }
        return Needed.of(proof)
                .filter(needed -> needed.seen() > 0)
                .map(needed -> paced(
                        criterion, check, proof.needed(), (double) (needed.samples() - needed.seen()) / needed.seen()))
                .orElseGet(() -> Outlook.unsaid(proof.needed(), "none was seen so far"));
    }

    private Outlook ofMeasured(Check check, Criterion criterion) {
        Bands bands = Bands.of(criterion);
        double value = check.value().orElse(Double.NaN);
        double limit = criterion.green().storedLimit();
        String takes = "%s %s".formatted(criterion.statistic().word(), criterion.green());
        if (bands.isFinal(criterion.statistic(), value) || criterion.hasFrames()) {
            return Outlook.never(takes, "what was seen stays seen");
        }
        return switch (criterion.statistic()) {
            case RATIO, RATE -> {
                boolean thins = bands.isUpperLimit() && limit > 0 && value > limit;
                yield thins
                        ? paced(criterion, check, takes + ", with not one more", value / limit - 1)
                        : depends(takes);
            }
            case AVAILABILITY -> {
                boolean thins = bands.isLowerLimit() && limit < PERCENT && value < limit;
                yield thins
                        ? paced(
                                criterion,
                                check,
                                takes + ", with no more gaps",
                                (PERCENT - value) / (PERCENT - limit) - 1)
                        : depends(takes);
            }
            case INCREASE, COUNT, MIN, MAX, MEAN, LAST, P50, P75, P90, P95, P99, P999, GROWTH, TREND, RECOVERY ->
                depends(takes);
        };
    }

    private Outlook depends(String takes) {
        return evidence.isComplete()
                ? Outlook.never(takes, ENDED)
                : Outlook.unsaid(takes, "it depends on what follows");
    }

    private Outlook ofMissing(Check check, Criterion criterion) {
        Spans window = Spans.of(check.window());
        if (!Spans.of(evidence.lost()).intersection(window).isEmpty()) {
            return Outlook.never("all that was measured", "what is lost stays lost");
        }
        Optional<Outlook> toCome = criterion.test().flatMap(this::ofTestToCome);
        if (toCome.isPresent()) {
            return toCome.get();
        }
        Optional<Coverage> thin = check.coverage().filter(coverage -> coverage.percent() < criterion.coverage());
        if (check.state() == State.INSUFFICIENT && thin.isPresent()) {
            return covered(check, criterion, thin.get());
        }
        return check.state() == State.NO_DATA ? firstSamples(criterion) : more(check, criterion);
    }

    /** What was not measured weighs less in a longer window. */
    private Outlook covered(Check check, Criterion criterion, Coverage coverage) {
        String takes = "%s of its time measured; %s is so far"
                .formatted(format(criterion.coverage(), Unit.PERCENT), format(coverage.percent(), Unit.PERCENT));
        return criterion.coverage() >= PERCENT
                ? Outlook.never(takes, "what was not measured stays so")
                : paced(criterion, check, takes, (PERCENT - coverage.percent()) / (PERCENT - criterion.coverage()) - 1);
    }

    private Outlook firstSamples(Criterion criterion) {
        String takes = "samples of %s%s"
                .formatted(
                        criterion.of(),
                        criterion.per().map(per -> " and " + per).orElse(""));
        if (evidence.isComplete()) {
            return Outlook.never(takes, ENDED);
        }
        Spans ahead = forecast.ahead(criterion);
        if (ahead.isEmpty()) {
            return Outlook.never(takes, "the criterion looks at none of its time that is left");
        }
        Instant next = ahead.list().getFirst().from();
        return next.isAfter(forecast.now())
                ? Outlook.at(takes, next, "by the schedule ")
                : Outlook.unsaid(takes, "none came so far");
    }

    /** Of a count that is to be reached, or of what is too little to say more. */
    private Outlook more(Check check, Criterion criterion) {
        String takes = "%s %s".formatted(criterion.statistic().word(), criterion.green());
        double seen = seen(criterion, check);
        if (seen > 0 && Bands.of(criterion).mayStillComeTrue(criterion.statistic(), seen)) {
            return paced(
                    criterion,
                    check,
                    "%s; %s so far".formatted(takes, format(seen)),
                    criterion.green().storedLimit() / seen - 1);
        }
        if (evidence.isComplete()) {
            return Outlook.never("more to look at", ENDED);
        }
        return forecast.ahead(criterion)
                .hull()
                .map(Span::to)
                .map(end -> Outlook.unsaid(
                        "more to look at", "it is known when its window ends, %s".formatted(Forecast.told(end))))
                .orElseGet(() -> Outlook.never("more to look at", "its window has ended"));
    }

    private double seen(Criterion criterion, Check check) {
        return switch (criterion.statistic()) {
            case COUNT -> check.samples();
            case INCREASE ->
                evidence.series(criterion.of()).stream()
                        .filter(series -> series.matches(criterion.where()))
                        .mapToDouble(series -> digests.of(series, Kind.COUNTER, window(check))
                                .totals()
                                .sum())
                        .sum();
            default -> 0;
        };
    }

    private Window window(Check check) {
        Spans looked = Spans.of(check.window());
        return new Window(looked, looked, Spans.of(List.of()), evidence.run());
    }

    /** @param more how much longer its window has to be, as a part of what it is */
    private Outlook paced(Criterion criterion, Check check, String takes, double more) {
        Duration looked = Spans.of(check.window()).length();
        Duration missing = Duration.ofMillis((long) Math.ceil(looked.toMillis() * more));
        if (looked.isZero()) {
            return Outlook.unsaid(takes, "it has not been looked at yet");
        }
        if (evidence.isComplete()) {
            return Outlook.never(
                    takes,
                    "%s, and at the pace that was seen would have to look %s longer".formatted(ENDED, format(missing)));
        }
        return switch (forecast.grown(criterion, missing)) {
            case Growth.At(Instant time) -> Outlook.at(takes, time, "at this pace ");
            case Growth.Beyond(Optional<Duration> extension) ->
                extension
                        .map(by -> new Outlook(
                                takes,
                                Optional.empty(),
                                Optional.of(by.toSeconds()),
                                "not in this run, which ends before that: at this pace it would do to extend it by %s"
                                        .formatted(format(by))))
                        .orElseGet(
                                () -> Outlook.never(
                                        takes,
                                        "at this pace what it looks at ends before that, and is not there again if it is extended"));
        };
    }
}
