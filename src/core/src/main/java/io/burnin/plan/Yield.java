package io.burnin.plan;

import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** About how many samples a profile brings in, as far as its load and its bursts tell. */
final class Yield {

    private static final Set<String> EACH_ID = Set.of("submitted", "handled", "done", "latency");
    private static final Set<String> EACH_ARRIVAL = Set.of("planned", "sent", "done", "latency", "late");
    private static final Set<String> EACH_READING = Set.of("requests", "latency", "ok");

    /** With more the plan tells nothing: who plans so much has samples enough. */
    private static final int MOST_SOURCES = 20_000;

    private final Plan plan;
    private final List<Source> sources = new ArrayList<>();

    Yield(Plan plan) {
        this.plan = plan;
        for (Profile.Planned start : plan.profile().timetable()) {
            Test test = plan.tests().get(start.test());
            if (test != null && sources.size() < MOST_SOURCES) {
                Span span = Lengths.occurrence(plan, start);
                Steps.of(test).forEach(step -> sources.add(new Source(step, span)));
            }
        }
    }

    /** A step of one occurrence. */
    private record Source(Steps.Placed placed, Span span) {

        Step step() {
            return placed.step();
        }

        Optional<Step.HttpLoad> load() {
            return step() instanceof Step.HttpLoad load ? Optional.of(load) : Optional.empty();
        }

        double arrivals() {
            return switch (step()) {
                case Step.HttpLoad load -> load.arrivals().perSecond() * seconds();
                case Step.FilesWrite(var o, var to, Step.Pace.Continuous pace, var c, var bom, var s, var l) ->
                    pace.arrivals().perSecond() * seconds();
                case Step.FilesWrite(var o, var to, Step.Pace.Burst burst, var c, var bom, var s, var l) ->
                    burst.count() * placed.times();
                case Step.HttpRequest request -> request.times() * placed.times();
                default -> 0;
            };
        }

        /** Ids that it submits to a ledger. */
        double ids(String ledger) {
            if (Steps.ledgersOf(step()).noneMatch(ledger::equals)) {
                return 0;
            }
            return step() instanceof Step.HttpLoad load ? arrivals() * idsPerArrival(load, ledger) : arrivals();
        }

        private static double idsPerArrival(Step.HttpLoad load, String ledger) {
            double all = load.flows().stream().mapToDouble(Step.Flow::weight).sum();
            return load.flows().stream()
                            .mapToDouble(flow -> flow.weight()
                                    * flow.requests().stream()
                                            .filter(request -> request.ledger().containsKey(ledger))
                                            .count())
                            .sum()
                    / all;
        }

        private double seconds() {
            return span.length().toMillis() / 1_000.0;
        }
    }

    /**
     * Some of the samples.
     *
     * @param load whose rate decides how many they are
     */
    record Part(Optional<Step.HttpLoad> load, double samples) {}

    /** Samples of a metric that a criterion would look at, by where they come from; empty if the plan does not tell. */
    Optional<List<Part>> of(String metric, Criterion criterion) {
        if (sources.size() >= MOST_SOURCES) {
            return Optional.empty();
        }
        Plan.DerivedMetric derived = plan.metrics().get(metric);
        if (derived != null) {
            return sumOf(derived, criterion);
        }
        int dot = metric.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String owner = metric.substring(0, dot);
        String quantity = metric.substring(dot + 1);
        return switch (plan.probes().get(owner)) {
            case Probe.Ledger ledger
            when EACH_ID.contains(quantity) -> Optional.of(parts(criterion, source -> source.ids(owner)));
            case Probe.Log log -> ofLog(log, quantity, criterion);
            case Probe.Http http
            when EACH_READING.contains(quantity) ->
                Optional.of(List.of(new Part(
                        Optional.empty(),
                        window(criterion).length().toMillis()
                                / (double) http.options().every().toMillis())));
            case null -> ofLoad(owner, quantity, criterion);
            default -> Optional.empty();
        };
    }

    private Optional<List<Part>> sumOf(Plan.DerivedMetric derived, Criterion criterion) {
        List<Optional<List<Part>>> parts =
                derived.of().stream().map(part -> of(part, criterion)).toList();
        return derived.operation() == Plan.DerivedMetric.Operation.SUM
                        && parts.stream().allMatch(Optional::isPresent)
                ? Optional.of(
                        parts.stream().flatMap(part -> part.get().stream()).toList())
                : Optional.empty();
    }

    private Optional<List<Part>> ofLoad(String name, String quantity, Criterion criterion) {
        boolean isLoad = sources.stream().anyMatch(source -> isLoad(source.step(), name));
        return isLoad && EACH_ARRIVAL.contains(quantity)
                ? Optional.of(parts(criterion, source -> isLoad(source.step(), name) ? source.arrivals() : 0))
                : Optional.empty();
    }

    private static boolean isLoad(Step step, String name) {
        return step instanceof Step.HttpLoad load && load.options().as().equals(Optional.of(name));
    }

    /** A log in which ledgers see their ids has about one line of a kind for each. */
    private Optional<List<Part>> ofLog(Probe.Log log, String quantity, Criterion criterion) {
        List<String> ledgers = plan.probes().values().stream()
                .filter(Probe.Ledger.class::isInstance)
                .map(Probe.Ledger.class::cast)
                .filter(ledger -> Stream.of(ledger.handled(), ledger.done(), ledger.failed())
                        .flatMap(List::stream)
                        .anyMatch(witness -> witness instanceof Probe.Witness.ByLog seen
                                && seen.probe().equals(log.name())))
                .map(Probe::name)
                .toList();
        return ledgers.isEmpty() || quantity.equals("lines")
                ? Optional.empty()
                : Optional.of(parts(
                        criterion,
                        source ->
                                ledgers.stream().mapToDouble(source::ids).max().orElse(0)));
    }

    private List<Part> parts(Criterion criterion, ToDoubleFunction<Source> count) {
        Spans window = window(criterion);
        String origin = criterion.where().get(MetricCatalogue.ORIGIN);
        return sources.stream()
                .filter(source ->
                        origin == null || source.placed().test().map(Test::name).equals(Optional.of(origin)))
                .map(source -> new Part(source.load(), count.applyAsDouble(source) * share(source.span(), window)))
                .filter(part -> part.samples() > 0)
                .toList();
    }

    private static double share(Span span, Spans window) {
        double all = span.length().toMillis();
        return all == 0 ? 0 : window.intersection(Spans.of(span)).length().toMillis() / all;
    }

    /** When a criterion looks, as far as the schedule tells. */
    Spans window(Criterion criterion) {
        Optional<String> test = criterion.window().during().or(criterion::test);
        Spans base = test.map(name -> Lengths.occurrences(plan, name))
                .orElseGet(() -> Spans.of(new Span(
                        Instant.EPOCH, Instant.EPOCH.plus(plan.profile().duration()))));
        return switch (criterion.window().faults()) {
            case INCLUDED -> base;
            case EXCEPT -> base.without(Lengths.faults(plan));
            case ONLY -> base.intersection(Lengths.faults(plan));
        };
    }
}
