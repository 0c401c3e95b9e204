package io.burnin.plan;

import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to do and how to judge it, ready to be executed: one profile of a plan with every {@code ${parameter}} put in.
 * Maps keep the order of the file. Made by {@link PlanFile#plan}.
 */
public record Plan(
        String name,
        String title,
        String goal,
        Optional<ZoneId> timezone,
        Map<String, ParameterValue> parameters,
        List<Requirement> requires,
        List<Step> setup,
        List<Step> teardown,
        Map<String, Service> services,
        Map<String, Probe> probes,
        Map<String, DerivedMetric> metrics,
        Map<String, Test> tests,
        Profile profile,
        List<Criterion> criteria,
        StopOn stopOn,
        Burden evidence,
        ReportLayout report,
        List<String> dashboard,
        List<Capture> captures) {

    /** The part of it in which only these tests are scheduled, so that criteria of others are not judged; all of it for none. */
    public Plan only(List<String> tests) {
        if (tests.isEmpty()) {
            return this;
        }
        List<Profile.Entry> schedule = profile.schedule().stream()
                .filter(entry -> tests.contains(entry.test()))
                .toList();
        return with(new Profile(profile.name(), profile.duration(), schedule));
    }

    /** The same for a run that was extended by so much, {@link Profile#extendedBy}. */
    public Plan extendedBy(Duration more) {
        return with(profile.extendedBy(more));
    }

    private Plan with(Profile other) {
        return new Plan(
                name,
                title,
                goal,
                timezone,
                parameters,
                requires,
                setup,
                teardown,
                services,
                probes,
                metrics,
                tests,
                other,
                criteria,
                stopOn,
                evidence,
                report,
                dashboard,
                captures);
    }

    /** Those of the run, then those of its tests. */
    public Stream<Criterion> allCriteria() {
        return Stream.concat(criteria.stream(), tests.values().stream().flatMap(test -> test.criteria().stream()));
    }

    /** The baselines that its criteria compare with. */
    public Set<BaselineChoice> baselines() {
        return allCriteria()
                .flatMap(criterion -> criterion.baseline().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** When a run ends early. */
    public enum StopOn {
        RED,
        NEVER
    }

    /** What it takes to be green: the value that was seen, or an interval that lies wholly on the green side. */
    public enum Burden {
        POINT,
        PROVEN
    }

    /** A metric computed from others: their sum, difference, ratio (in percent), greatest or least. */
    public record DerivedMetric(String name, Operation operation, List<String> of) {
        public DerivedMetric {
            of = List.copyOf(of);
        }

        public enum Operation {
            RATIO,
            SUM,
            DIFFERENCE,
            MAX,
            MIN
        }
    }
}
