package io.burnin.verdict;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.plan.Plan;
import io.burnin.plan.Probe;
import io.burnin.plan.Profile.Planned;
import io.burnin.plan.Step;
import io.burnin.plan.Test;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What another plan asks for and a run has not measured: all that it defines otherwise than the plan that was executed. What a
 * probe of the same name read elsewhere, or what a test of the same name did otherwise, says nothing of it.
 *
 * @param probes by name
 * @param loads the names under which loads of other tests emit metrics
 * @param services by name
 * @param tests that were executed otherwise, or never
 */
public record NeverMeasured(Set<String> probes, Set<String> loads, Set<String> services, Set<String> tests) {

    public NeverMeasured {
        probes = Set.copyOf(probes);
        loads = Set.copyOf(loads);
        services = Set.copyOf(services);
        tests = Set.copyOf(tests);
    }

    /** @param asked the plan that the run is to be judged by, for the same profile and parameters */
    public static NeverMeasured of(Plan executed, Plan asked) {
        Set<String> services = differing(executed.services(), asked.services());
        Set<String> probes = probes(executed, asked, services);
        Set<String> tests = asked.tests().values().stream()
                .filter(test -> isOther(executed, asked, test) || dependsOn(test, probes, services))
                .map(Test::name)
                .collect(Collectors.toSet());
        Set<String> loads = tests.stream()
                .flatMap(name ->
                        Stream.of(executed.tests().get(name), asked.tests().get(name)))
                .filter(Objects::nonNull)
                .flatMap(test -> test.loads().stream())
                .collect(Collectors.toSet());
        return new NeverMeasured(probes, loads, services, tests);
    }

    private static <T> Set<String> differing(Map<String, T> executed, Map<String, T> asked) {
        return asked.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(executed.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** That it was to be executed at other times, or more often, is no matter: then it was executed too seldom. */
    private static boolean isOther(Plan executed, Plan asked, Test test) {
        Test before = executed.tests().get(test.name());
        Set<Optional<Duration>> lengths = lengths(asked, test.name());
        boolean scheduled = !lengths.isEmpty();
        if (before == null) {
            return scheduled;
        }
        return !before.steps().equals(test.steps())
                || !before.cleanup().equals(test.cleanup())
                || !before.disturbs().equals(test.disturbs())
                || !before.settle().equals(test.settle())
                || scheduled && !lengths(executed, test.name()).equals(lengths);
    }

    /** Its steps are the same words, and mean something else. */
    private static boolean dependsOn(Test test, Set<String> probes, Set<String> services) {
        return test.services().stream().anyMatch(services::contains)
                || test.subjects().stream().anyMatch(subject -> switch (subject) {
                    case Step.Subject.OfMetric of -> probes.contains(of.metric().split("\\.", 2)[0]);
                    case Step.Subject.ServiceReady ready -> services.contains(ready.service());
                });
    }

    private static Set<Optional<Duration>> lengths(Plan plan, String test) {
        return plan.profile().timetable().stream()
                .filter(start -> start.test().equals(test))
                .map(Planned::length)
                .collect(Collectors.toSet());
    }

    /** And those that look through another one that differs. */
    private static Set<String> probes(Plan executed, Plan asked, Set<String> services) {
        Set<String> differing = new HashSet<>(differing(executed.probes(), asked.probes()));
        boolean more = true;
        while (more) {
            more = differing.addAll(asked.probes().values().stream()
                    .filter(probe -> looksThrough(probe, differing, services))
                    .map(Probe::name)
                    .toList());
        }
        return differing;
    }

    private static boolean looksThrough(Probe probe, Set<String> probes, Set<String> services) {
        return switch (probe) {
            case Probe.Process process -> services.contains(process.service());
            case Probe.Ready ready -> services.contains(ready.service());
            case Probe.Agree agree ->
                agree.sources().stream()
                        .anyMatch(source -> source instanceof Probe.Saying.OfProbe(String name, String at)
                                && probes.contains(name));
            case Probe.Ledger ledger ->
                Stream.of(ledger.submitted(), ledger.handled(), ledger.done(), ledger.failed())
                        .flatMap(List::stream)
                        .anyMatch(witness -> looksThrough(witness, probes));
            case Probe.Log log -> false;
            case Probe.Json json -> false;
            case Probe.Jsonl jsonl -> false;
            case Probe.Files files -> false;
            case Probe.Http http -> false;
            case Probe.Pairs pairs -> false;
        };
    }

    private static boolean looksThrough(Probe.Witness witness, Set<String> probes) {
        return switch (witness) {
            case Probe.Witness.ByLog(String probe, String line) -> probes.contains(probe);
            case Probe.Witness.ByJsonl(String probe, String at) -> probes.contains(probe);
            case Probe.Witness.ByStep step -> false;
            case Probe.Witness.ByFile file -> false;
            case Probe.Witness.ByHttp http -> false;
        };
    }

    public boolean isEmpty() {
        return probes.isEmpty() && services.isEmpty() && tests.isEmpty();
    }

    /** One sentence for each thing, sorted. */
    public List<String> told() {
        var told = new ArrayList<String>();
        probes.stream()
                .sorted()
                .forEach(probe -> told.add("probe %s was another one, or there was none".formatted(probe)));
        services.stream()
                .sorted()
                .forEach(service -> told.add("service %s was another one, or there was none".formatted(service)));
        tests.stream().sorted().forEach(test -> told.add("test %s was executed otherwise, or never".formatted(test)));
        return told;
    }

    /** What was measured of the plan that is asked for: nothing of all this. */
    public Evidence without(Evidence whole) {
        return isEmpty() ? whole : new AsAsked(whole, this);
    }

    private static final class AsAsked extends EvidenceView {

        private static final String OTHERWISE = "the run executed it otherwise, or never";

        private final NeverMeasured unmeasured;

        AsAsked(Evidence whole, NeverMeasured unmeasured) {
            super(whole);
            this.unmeasured = unmeasured;
        }

        @Override
        public List<Occurrence> occurrences() {
            Set<String> never = new LinkedHashSet<>(unmeasured.tests());
            var occurrences = new ArrayList<Occurrence>();
            for (Occurrence occurrence : super.occurrences()) {
                never.remove(occurrence.test());
                occurrences.add(
                        unmeasured.tests().contains(occurrence.test())
                                ? skipped(occurrence.test(), occurrence.number(), occurrence.span())
                                : occurrence);
            }
            Instant end = run().to();
            never.forEach(test -> occurrences.add(skipped(test, 1, new Span(end, end))));
            return occurrences;
        }

        private static Occurrence skipped(String test, int number, Span span) {
            return new Occurrence(
                    test, number, OccurrenceStatus.SKIPPED, span, Optional.of(ErrorClass.CONFIG), OTHERWISE);
        }

        @Override
        public List<Expectation> expectations() {
            return super.expectations().stream()
                    .filter(expectation -> !unmeasured.tests().contains(expectation.test()))
                    .toList();
        }

        @Override
        public List<SeriesKey> series(String metric) {
            return isMeasured(metric)
                    ? super.series(metric).stream().filter(this::isMeasured).toList()
                    : List.of();
        }

        @Override
        public List<Exemplar> exemplars(String metric) {
            return isMeasured(metric) ? super.exemplars(metric) : List.of();
        }

        private boolean isMeasured(String metric) {
            String owner = metric.split("\\.", 2)[0];
            return !unmeasured.probes().contains(owner) && !unmeasured.loads().contains(owner);
        }

        private boolean isMeasured(SeriesKey series) {
            return !unmeasured.services().contains(series.labels().getOrDefault("service", ""))
                    && !unmeasured.probes().contains(series.labels().getOrDefault("probe", ""));
        }
    }
}
