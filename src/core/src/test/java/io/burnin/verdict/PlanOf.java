package io.burnin.verdict;

import io.burnin.metric.Unit;
import io.burnin.plan.BaselineChoice;
import io.burnin.plan.Condition;
import io.burnin.plan.Condition.Comparison;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Frame;
import io.burnin.plan.Criterion.Window.Faults;
import io.burnin.plan.Criterion.Yellow;
import io.burnin.plan.Daily;
import io.burnin.plan.Plan;
import io.burnin.plan.Plan.DerivedMetric;
import io.burnin.plan.Probe;
import io.burnin.plan.Profile;
import io.burnin.plan.ReportLayout;
import io.burnin.plan.Statistic;
import io.burnin.plan.Step;
import io.burnin.plan.Test;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plan with the criteria that a test asks for. It watches a small shop: its log ({@code app_log}), its events
 * ({@code events}), its orders ({@code orders}, a ledger), its folder ({@code claims}) and its worker ({@code worker}).
 */
final class PlanOf {

    private final List<Criterion> criteria = new ArrayList<>();
    private final Map<String, Test> tests = new LinkedHashMap<>();
    private final List<Profile.Entry> schedule = new ArrayList<>();
    private final Map<String, DerivedMetric> metrics = new LinkedHashMap<>();
    private Plan.Burden burden = Plan.Burden.POINT;

    static PlanOf criteria(Criterion... criteria) {
        var plan = new PlanOf();
        plan.criteria.addAll(List.of(criteria));
        return plan;
    }

    PlanOf test(String name, List<Step> steps, Criterion... own) {
        tests.put(name, new Test(name, name, Set.of(), steps, List.of(), Duration.ZERO, List.of(own)));
        schedule.add(new Profile.Entry.At(Duration.ZERO, name, Optional.empty()));
        return this;
    }

    PlanOf unscheduled(String name, Criterion... own) {
        test(name, List.of(), own);
        schedule.removeLast();
        return this;
    }

    PlanOf metric(String name, DerivedMetric.Operation operation, String... of) {
        metrics.put(name, new DerivedMetric(name, operation, List.of(of)));
        return this;
    }

    PlanOf evidence(Plan.Burden burden) {
        this.burden = burden;
        return this;
    }

    Plan plan() {
        return new Plan(
                "shop",
                "Shop",
                "",
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                probes(),
                metrics,
                tests,
                new Profile("quick", Duration.ofSeconds(100), schedule),
                criteria,
                Plan.StopOn.RED,
                burden,
                new ReportLayout("Results", List.of(), "Go on", "Fix", "Roll back"),
                List.of(),
                List.of());
    }

    private static Map<String, Probe> probes() {
        var probes = new LinkedHashMap<String, Probe>();
        for (Probe probe : List.of(
                new Probe.Log(
                        options("app_log"),
                        "/app.log",
                        StandardCharsets.UTF_8,
                        List.of(rule("timeouts"), rule("errors"), rule("handled"))),
                new Probe.Jsonl(
                        options("events"), "/events", Map.of(), Optional.empty(), Optional.empty(), Optional.empty()),
                new Probe.Files(options("claims"), "/claims/*", Optional.of(Duration.ofSeconds(1))),
                new Probe.Process(options("worker"), "worker"),
                new Probe.Ledger(
                        options("orders"),
                        List.of(),
                        List.of(new Probe.Witness.ByLog("app_log", "handled")),
                        List.of(),
                        List.of(),
                        Probe.Delivery.EXACTLY_ONCE,
                        Duration.ofSeconds(10),
                        Optional.empty()))) {
            probes.put(probe.name(), probe);
        }
        return probes;
    }

    private static Probe.Options options(String name) {
        return new Probe.Options(name, Duration.ofSeconds(1), Optional.empty(), Probe.Missing.ABSENT);
    }

    private static Probe.LineRule rule(String name) {
        return new Probe.LineRule(
                name, new Probe.Matching.Contains(name), Map.of(), Optional.empty(), Unit.COUNT, '.', Optional.empty());
    }

    static Condition condition(String text) {
        if (text.contains("baseline")) {
            return onBaseline(text);
        }
        Comparison comparison = comparison(text);
        String[] words = text.substring(comparison.words().length()).strip().split(" ");
        double limit = Double.parseDouble(words[0]);
        double upTo = comparison == Comparison.IN ? Double.parseDouble(words[2]) : limit;
        int numbers = comparison == Comparison.IN ? 3 : 1;
        Unit unit =
                words.length == numbers ? Unit.COUNT : Unit.of(words[numbers]).orElseThrow();
        return new Condition(comparison, limit, upTo, unit, new Condition.Reference.Nothing());
    }

    /** {@code at most baseline}, {@code at least baseline - 10 %}, {@code within baseline ± 5 ms} */
    private static Condition onBaseline(String text) {
        boolean within = text.startsWith("within");
        String[] words = (text.endsWith("baseline") ? text + " + 0 %" : text)
                .replaceFirst(".*baseline ", "")
                .split(" ");
        double number = Double.parseDouble(words[1]);
        Unit unit = Unit.of(words[2]).orElseThrow();
        double limit = words[0].equals("-") ? -number : number;
        return new Condition(
                within ? Comparison.IN : comparison(text),
                within ? -limit : limit,
                limit,
                unit,
                new Condition.Reference.OfBaseline(unit == Unit.PERCENT));
    }

    private static Comparison comparison(String text) {
        return java.util.Arrays.stream(Comparison.values())
                .filter(word -> text.startsWith(word.words() + " "))
                .findFirst()
                .orElseThrow();
    }

    /** A criterion, told as in a plan; red unless it is green or yellow. */
    static final class Of {
        private final String name;
        private final Statistic statistic;
        private final String metric;
        private Optional<String> per = Optional.empty();
        private Optional<String> test = Optional.empty();
        private Map<String, String> where = Map.of();
        private Optional<String> each = Optional.empty();
        private Optional<Criterion.Across> across = Optional.empty();
        private Optional<Condition> recovered = Optional.empty();
        private Criterion.Window window =
                new Criterion.Window(Optional.empty(), Faults.INCLUDED, Optional.empty(), Duration.ZERO);
        private Optional<Frame> frame = Optional.empty();
        private Condition green = condition("exactly 0");
        private Optional<Yellow> yellow = Optional.empty();
        private Criterion.Missing missing = Criterion.Missing.NOT_GREEN;
        private double coverage = Criterion.DEFAULT_COVERAGE;
        private Criterion.About about = Criterion.About.PRODUCT;
        private Criterion.OnRed onRed = Criterion.OnRed.FIX;
        private Set<String> only = Set.of();
        private Optional<String> remedy = Optional.empty();
        private Optional<BaselineChoice> baseline = Optional.empty();

        Of(Statistic statistic, String metric) {
            this.name = metric.replace('.', '-');
            this.statistic = statistic;
            this.metric = metric;
        }

        static Of ratio(String of, String per) {
            var ratio = new Of(Statistic.RATIO, of);
            ratio.per = Optional.of(per);
            return ratio;
        }

        Of green(String condition) {
            green = condition(condition);
            return this;
        }

        Of yellow(String condition) {
            yellow = Optional.of(
                    condition.equals("any") ? new Yellow.Any() : new Yellow.When(PlanOf.condition(condition)));
            return this;
        }

        Of test(String owner) {
            test = Optional.of(owner);
            return this;
        }

        Of where(String label, String value) {
            where = Map.of(label, value);
            return this;
        }

        Of each(String label) {
            each = Optional.of(label);
            return this;
        }

        Of to(String condition) {
            recovered = Optional.of(condition(condition));
            return this;
        }

        Of across(Criterion.Across how) {
            across = Optional.of(how);
            return this;
        }

        Of during(String of) {
            window = new Criterion.Window(Optional.of(of), window.faults(), window.condition(), window.warmup());
            return this;
        }

        Of except(Daily daily) {
            window = new Criterion.Window(
                    window.during(), window.faults(), List.of(daily), window.condition(), window.warmup());
            return this;
        }

        Of faults(Faults faults) {
            window = new Criterion.Window(window.during(), faults, window.condition(), window.warmup());
            return this;
        }

        Of whileIt(String gauge, String is, Duration hold) {
            window = new Criterion.Window(
                    window.during(),
                    window.faults(),
                    Optional.of(new Criterion.While(gauge, Map.of(), condition(is), hold)),
                    window.warmup());
            return this;
        }

        Of frame(Frame.Kind kind, Duration length) {
            frame = Optional.of(new Frame(kind, length));
            return this;
        }

        Of missingIsIgnored() {
            missing = Criterion.Missing.IGNORE;
            return this;
        }

        Of coverage(double percent) {
            coverage = percent;
            return this;
        }

        Of aboutEvidence() {
            about = Criterion.About.EVIDENCE;
            return this;
        }

        Of rollback() {
            onRed = Criterion.OnRed.ROLLBACK;
            return this;
        }

        Of remedy(String words) {
            remedy = Optional.of(words);
            return this;
        }

        Of only(String profile) {
            only = Set.of(profile);
            return this;
        }

        Of baseline(BaselineChoice choice) {
            baseline = Optional.of(choice);
            return this;
        }

        Criterion criterion() {
            return new Criterion(
                    name,
                    test,
                    name,
                    remedy,
                    statistic,
                    metric,
                    per,
                    where,
                    each,
                    across,
                    window,
                    frame,
                    green,
                    yellow,
                    Criterion.Otherwise.RED,
                    recovered,
                    missing,
                    coverage,
                    about,
                    Criterion.Severity.HIGH,
                    onRed,
                    only,
                    baseline);
        }
    }
}
