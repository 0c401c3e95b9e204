package io.burnin.plan;

import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one profile of a plan into the model. */
final class PlanReader {

    private static final Profile NO_PROFILE = new Profile("", Duration.ofSeconds(1), List.of());

    private final Reading reading;
    private final Fields plan;

    PlanReader(SourceText source, Node root) {
        this.reading = new Reading(source);
        this.plan = new Part(reading, root, "", Grammar.PLAN).fields();
    }

    /** A plan, which means something only if there are no problems. */
    record Result(Plan plan, Map<String, Parameter> declared, Set<String> used, List<Problem> problems) {}

    /** Its declared parameters; their problems are told by {@link #read}. */
    private Map<String, Part> declarations() {
        return plan.find("parameters").map(Part::entries).orElse(Map.of());
    }

    List<String> profiles() {
        return plan.find("profiles")
                .map(part -> List.copyOf(part.entries().keySet()))
                .orElse(List.of());
    }

    List<Problem> problems() {
        return reading.problems();
    }

    /** @param example whether a parameter without a value gets a harmless one */
    Result read(String profileName, Map<String, ParameterValue> given, boolean example) {
        Optional<Fields> profile = profile(profileName);
        Map<String, Part> overrides = profile.flatMap(fields -> fields.find("parameters"))
                .map(Part::entries)
                .orElse(Map.of());
        var parameters = new ParameterReader(reading, declarations(), overrides, given, example).read();
        reading.use(parameters);
        Plan read = plan(profileName, profile);
        var declared = new LinkedHashMap<String, Parameter>();
        parameters
                .values()
                .keySet()
                .forEach(name -> declared.put(name, parameters.declaration(name).orElseThrow()));
        return new Result(read, declared, new LinkedHashSet<>(parameters.used()), reading.problems());
    }

    private Optional<Fields> profile(String name) {
        Map<String, Part> profiles = plan.find("profiles").map(Part::entries).orElse(Map.of());
        if (!profiles.containsKey(name)) {
            plan.error("name", "there is no profile '%s'".formatted(name), Nearest.remedy(name, profiles.keySet()));
        }
        return Optional.ofNullable(profiles.get(name)).map(Part::fields);
    }

    private Plan plan(String profileName, Optional<Fields> profile) {
        readFormat();
        String name = plan.require("plan").reference();
        String title = plan.find("title").map(Part::text).orElse(name);
        Plan before = observing(
                name,
                title,
                profile.map(fields -> ProfileReader.profile(profileName, fields))
                        .orElse(NO_PROFILE));
        MetricCatalogue catalogue = MetricCatalogue.of(before);
        Optional<BaselineChoice> baseline = plan.find("baseline").map(Part::baseline);
        var outside = new Origins(Optional.empty(), catalogue);
        var steps = new StepReader(outside);
        return new Plan(
                name,
                title,
                before.goal(),
                before.timezone(),
                before.parameters(),
                before.requires(),
                steps.steps(plan.find("setup")),
                steps.steps(plan.find("teardown")),
                before.services(),
                before.probes(),
                before.metrics(),
                tests(catalogue, baseline, before.timezone()),
                before.profile(),
                new CriterionReader(outside, baseline, before.timezone()).criteria(plan.find("criteria")),
                ofPlanOrProfile("stopOn", profile, Plan.StopOn.class, Plan.StopOn.NEVER),
                ofPlanOrProfile("evidence", profile, Plan.Burden.class, Plan.Burden.POINT),
                report(title),
                plan.find("dashboard").stream()
                        .flatMap(list -> list.items().stream())
                        .map(Part::text)
                        .toList(),
                new CaptureReader(before.probes()).captures(plan.find("capture")));
    }

    private void readFormat() {
        Part format = plan.require("burnin");
        if (format.count(1) > 1) {
            format.error("value", "this plan has a newer format than this program knows", "write: burnin: 1");
        }
    }

    /** All but tests and criteria, which look at the metrics that this promises. */
    private Plan observing(String name, String title, Profile profile) {
        var services = RequestReader.mapOf(plan.find("services"), part -> ServiceReader.service(part.name(), part));
        var probes = new LinkedHashMap<String, Probe>();
        RequestReader.mapOf(plan.find("probes"), part -> ProbeReader.probe(part.name(), part))
                .forEach((key, probe) -> probe.ifPresent(its -> probes.put(key, its)));
        var metrics = new LinkedHashMap<String, Plan.DerivedMetric>();
        RequestReader.mapOf(plan.find("metrics"), PlanReader::metric)
                .forEach((key, metric) -> metric.ifPresent(its -> metrics.put(key, its)));
        return new Plan(
                name,
                title,
                plan.find("goal").map(Part::text).orElse(""),
                plan.find("timezone").map(Part::zone),
                reading.parameters().values(),
                plan.find("requires").stream()
                        .flatMap(list -> list.items().stream())
                        .flatMap(part -> ServiceReader.requirement(part).stream())
                        .toList(),
                List.of(),
                List.of(),
                services,
                probes,
                metrics,
                Map.of(),
                profile,
                List.of(),
                Plan.StopOn.NEVER,
                Plan.Burden.POINT,
                new ReportLayout("", List.of(), "", "", ""),
                List.of(),
                List.of());
    }

    private static Optional<Plan.DerivedMetric> metric(Part part) {
        Fields fields = part.fields();
        return fields.keyword().map(word -> {
            var operation = Plan.DerivedMetric.Operation.valueOf(word.toUpperCase(Locale.ROOT));
            List<String> of = StepReader.names(fields.variant());
            boolean wrong = operation == Plan.DerivedMetric.Operation.RATIO ? of.size() != 2 : of.isEmpty();
            if (wrong) {
                fields.variant()
                        .error(
                                "value",
                                "%s needs %s".formatted(word, of.isEmpty() ? "metrics" : "two metrics"),
                                "list them: [a, b]");
            }
            return new Plan.DerivedMetric(part.name(), operation, of);
        });
    }

    private Map<String, Test> tests(
            MetricCatalogue catalogue, Optional<BaselineChoice> baseline, Optional<ZoneId> zone) {
        return RequestReader.mapOf(plan.find("tests"), part -> {
            Fields fields = part.fields();
            var origins = new Origins(Optional.of(part.name()), catalogue);
            var steps = new StepReader(origins);
            return new Test(
                    part.name(),
                    fields.find("title").map(Part::text).orElse(part.name()),
                    fields.find("disturbs")
                            .map(list -> new LinkedHashSet<>(StepReader.names(list)))
                            .orElse(new LinkedHashSet<>()),
                    steps.steps(fields.find("steps")),
                    steps.steps(fields.find("finally")),
                    fields.find("settle").map(Part::duration).orElse(Duration.ZERO),
                    new CriterionReader(origins, baseline, zone).criteria(fields.find("criteria")));
        });
    }

    /** What a profile says goes before what the plan says. */
    private <E extends Enum<E>> E ofPlanOrProfile(String key, Optional<Fields> profile, Class<E> type, E fallback) {
        E general = plan.find(key).map(word -> word.word(type, fallback)).orElse(fallback);
        return profile.flatMap(fields -> fields.find(key))
                .map(word -> word.word(type, general))
                .orElse(general);
    }

    private ReportLayout report(String title) {
        Optional<Fields> report = plan.find("report").map(Part::fields);
        Optional<Fields> recommendation =
                report.flatMap(fields -> fields.find("recommendation")).map(Part::fields);
        return new ReportLayout(
                report.flatMap(fields -> fields.find("title")).map(Part::text).orElse(title),
                report.flatMap(fields -> fields.find("metrics")).stream()
                        .flatMap(list -> list.items().stream())
                        .map(Part::fields)
                        .map(line -> new ReportLayout.Line(
                                line.require("label").text(),
                                line.require("value").text().strip()))
                        .toList(),
                ending(recommendation, "proceed", "Proceed"),
                ending(recommendation, "fix", "Fix issues first"),
                ending(recommendation, "rollback", "Roll back"));
    }

    private static String ending(Optional<Fields> recommendation, String key, String fallback) {
        return recommendation
                .flatMap(fields -> fields.find(key))
                .map(Part::text)
                .orElse(fallback);
    }
}
