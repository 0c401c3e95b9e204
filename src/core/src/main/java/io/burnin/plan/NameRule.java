package io.burnin.plan;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Services, probes, tests and profiles that are named must be there. */
final class NameRule implements Linter.Rule {

    private static final String RULE = "name";

    @Override
    public void check(Linted linted) {
        Plan plan = linted.plan();
        Set<String> services = plan.services().keySet();
        plan.services()
                .values()
                .forEach(service -> service.after()
                        .ifPresent(after ->
                                require(linted, services, "service", after, "services/" + service.name() + "/after")));
        checkOrder(linted, plan.services());
        plan.probes().values().forEach(probe -> checkProbe(linted, plan, probe));
        for (int i = 0; i < plan.requires().size(); i++) {
            if (plan.requires().get(i) instanceof Requirement.ServiceReady(String service)) {
                require(linted, services, "service", service, "requires/" + i + "/service");
            }
        }
        plan.tests()
                .values()
                .forEach(test -> test.disturbs()
                        .forEach(service ->
                                require(linted, services, "service", service, "tests/" + test.name() + "/disturbs")));
        Steps.of(plan).forEach(step -> checkStep(linted, plan, step));
        Linted.criteriaOf(plan).forEach(criterion -> checkCriterion(linted, plan, criterion));
        linted.plans().forEach(each -> checkSchedule(linted, each));
    }

    /** Services that wait for each other would never start. */
    private static void checkOrder(Linted linted, Map<String, Service> services) {
        for (Service service : services.values()) {
            var before = new LinkedHashSet<String>();
            Service next = service;
            while (next != null && before.add(next.name())) {
                next = next.after().map(services::get).orElse(null);
            }
            if (next != null && next.name().equals(service.name())) {
                linted.error(
                        RULE,
                        "services/" + service.name() + "/after",
                        "services wait for each other: " + String.join(" after ", before) + " after " + service.name(),
                        "remove one 'after'");
            }
        }
    }

    private static void checkProbe(Linted linted, Plan plan, Probe probe) {
        String path = "probes/" + probe.name();
        switch (probe) {
            case Probe.Process process ->
                require(linted, plan.services().keySet(), "service", process.service(), path + "/process");
            case Probe.Ready ready ->
                require(linted, plan.services().keySet(), "service", ready.service(), path + "/service");
            case Probe.Agree agree -> {
                for (int i = 0; i < agree.sources().size(); i++) {
                    if (agree.sources().get(i) instanceof Probe.Saying.OfProbe(String name, String at)) {
                        List<String> readable = plan.probes().values().stream()
                                .filter(each -> each instanceof Probe.Json || each instanceof Probe.Jsonl)
                                .map(Probe::name)
                                .toList();
                        require(linted, readable, "json or jsonl probe", name, path + "/agree/" + i + "/probe");
                    }
                }
            }
            case Probe.Log log -> {}
            case Probe.Json json -> {}
            case Probe.Jsonl jsonl -> {}
            case Probe.Files files -> {}
            case Probe.Http http -> {}
            case Probe.Ledger ledger -> {}
            case Probe.Pairs pairs -> {}
        }
    }

    private static void checkStep(Linted linted, Plan plan, Steps.Placed placed) {
        Step step = placed.step();
        String path = placed.path() + "/" + step.action();
        if (step instanceof Step.ServiceAct act) {
            act.services().forEach(service -> require(linted, plan.services().keySet(), "service", service, path));
        }
        if (step instanceof Step.Observe observe) {
            require(linted, plan.probes().keySet(), "probe", observe.probe(), path);
        }
        Steps.subjectOf(step)
                .filter(Step.Subject.ServiceReady.class::isInstance)
                .map(Step.Subject.ServiceReady.class::cast)
                .ifPresent(subject ->
                        require(linted, plan.services().keySet(), "service", subject.service(), path + "/service"));
    }

    private static void checkCriterion(Linted linted, Plan plan, Criterion criterion) {
        String path = Linted.pathOf(criterion);
        criterion
                .window()
                .during()
                .ifPresent(test -> require(linted, plan.tests().keySet(), "test", test, path + "/window/during"));
        List<String> profiles =
                linted.all().stream().map(each -> each.profile().name()).toList();
        criterion.only().forEach(profile -> require(linted, profiles, "profile", profile, path + "/only"));
        requireLabel(linted, criterion, "service", plan.services().keySet(), path);
        requireLabel(linted, criterion, "probe", plan.probes().keySet(), path);
        String origin = criterion.where().get(MetricCatalogue.ORIGIN);
        if (origin != null) {
            require(linted, plan.tests().keySet(), "test", origin, path + "/where/origin");
        }
    }

    /** A value that no series can carry; only metrics of Burnin's own have these labels. */
    private static void requireLabel(
            Linted linted, Criterion criterion, String label, Collection<String> known, String path) {
        String value = criterion.where().get(label);
        if (value != null
                && (criterion.of().startsWith("services.") || criterion.of().startsWith("probes."))) {
            require(linted, known, label, value, path + "/where/" + label);
        }
    }

    private static void checkSchedule(Linted linted, Plan plan) {
        List<Profile.Entry> schedule = plan.profile().schedule();
        for (int i = 0; i < schedule.size(); i++) {
            String path = "profiles/" + plan.profile().name() + "/schedule/" + i + "/test";
            require(linted, plan.tests().keySet(), "test", schedule.get(i).test(), path);
        }
    }

    static void require(Linted linted, Collection<String> known, String kind, String name, String path) {
        if (!known.contains(name)) {
            linted.error(
                    RULE,
                    path,
                    "there is no %s '%s'".formatted(kind, name),
                    Nearest.to(name, known)
                            .map(near -> linted.corrected(path, name, near, "did you mean '" + near + "'?"))
                            .orElseGet(() -> Nearest.remedy(name, known)));
        }
    }
}
