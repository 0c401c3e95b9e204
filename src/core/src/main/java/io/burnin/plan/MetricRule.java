package io.burnin.plan;

import io.burnin.metric.Kind;
import io.burnin.metric.MetricDefinition;
import io.burnin.metric.Unit;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is judged, awaited or shown must be emitted, of a kind that has such a statistic, and compared in its unit. */
final class MetricRule implements Linter.Rule {

    private static final String UNKNOWN = "metric";
    private static final String UNIT = "unit";

    @Override
    public void check(Linted linted) {
        Plan plan = linted.plan();
        MetricCatalogue catalogue = linted.catalogue();
        plan.metrics().values().forEach(derived -> checkDerived(linted, plan, catalogue, derived));
        Linted.criteriaOf(plan).forEach(criterion -> checkCriterion(linted, catalogue, criterion));
        Steps.of(plan)
                .forEach(placed -> Steps.subjectOf(placed.step()).ifPresent(subject -> {
                    if (subject instanceof Step.Subject.OfMetric metric) {
                        String path = placed.path() + "/" + placed.step().action();
                        checkMetric(linted, catalogue, path, metric.statistic(), metric.metric());
                        checkLabels(linted, catalogue, path, metric.where().keySet(), List.of(metric.metric()));
                        checkUnit(linted, catalogue, path + "/is", metric.statistic(), metric.metric(), metric.is());
                    }
                }));
        checkShown(linted, plan, catalogue);
    }

    private static void checkDerived(Linted linted, Plan plan, MetricCatalogue catalogue, Plan.DerivedMetric derived) {
        String path = "metrics/" + derived.name();
        List<MetricDefinition> parts = derived.of().stream()
                .flatMap(name -> require(linted, catalogue, path, name).stream())
                .toList();
        derived.of().stream()
                .filter(plan.metrics()::containsKey)
                .forEach(name -> linted.error(
                        UNKNOWN,
                        path,
                        "'%s' is itself derived".formatted(name),
                        "name the metrics that it is made of"));
        long kinds = parts.stream().map(MetricDefinition::kind).distinct().count();
        long dimensions =
                parts.stream().map(part -> part.unit().dimension()).distinct().count();
        if (kinds > 1 || dimensions > 1) {
            linted.error(
                    UNIT,
                    path,
                    "'%s' mixes what cannot be put together: %s".formatted(derived.name(), described(parts)),
                    "use metrics of one kind and unit");
        }
    }

    private static String described(List<MetricDefinition> parts) {
        return parts.stream()
                .map(part -> "%s (%s)".formatted(part.name(), word(part.kind())))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    private static void checkCriterion(Linted linted, MetricCatalogue catalogue, Criterion criterion) {
        String path = Linted.pathOf(criterion);
        Statistic statistic = criterion.statistic();
        checkMetric(linted, catalogue, path + "/" + statistic.word(), statistic, criterion.of());
        criterion.per().ifPresent(per -> checkMetric(linted, catalogue, path + "/ratio", statistic, per));
        List<String> metrics =
                criterion.per().map(per -> List.of(criterion.of(), per)).orElse(List.of(criterion.of()));
        checkLabels(linted, catalogue, path + "/where", criterion.where().keySet(), metrics);
        criterion.across().ifPresent(across -> checkAcross(linted, catalogue, path + "/across", criterion.of()));
        criterion.each().ifPresent(label -> checkLabels(linted, catalogue, path + "/each", Set.of(label), metrics));
        checkUnit(linted, catalogue, path + "/green", statistic, criterion.of(), criterion.green());
        criterion.yellow().ifPresent(yellow -> {
            if (yellow instanceof Criterion.Yellow.When(Condition condition)) {
                checkUnit(linted, catalogue, path + "/yellow", statistic, criterion.of(), condition);
            }
        });
        criterion
                .recovered()
                .ifPresent(to -> checkUnit(linted, catalogue, path + "/to", Statistic.LAST, criterion.of(), to));
        criterion.window().condition().ifPresent(during -> {
            String at = path + "/window/while";
            checkMetric(linted, catalogue, at + "/last", Statistic.LAST, during.metric());
            checkLabels(linted, catalogue, at + "/where", during.where().keySet(), List.of(during.metric()));
            checkUnit(linted, catalogue, at + "/is", Statistic.LAST, during.metric(), during.is());
        });
    }

    private static void checkMetric(
            Linted linted, MetricCatalogue catalogue, String path, Statistic statistic, String metric) {
        require(linted, catalogue, path, metric)
                .filter(definition -> !kindsOf(statistic).contains(definition.kind()))
                .ifPresent(definition -> linted.error(
                        UNKNOWN,
                        path,
                        "%s is a %s, which has no %s".formatted(metric, word(definition.kind()), statistic.word()),
                        "a %s has: %s".formatted(word(definition.kind()), statisticsOf(definition.kind()))));
    }

    private static void checkLabels(
            Linted linted, MetricCatalogue catalogue, String path, Collection<String> labels, List<String> metrics) {
        for (String metric : metrics) {
            catalogue
                    .find(metric)
                    .ifPresent(definition -> labels.stream()
                            .filter(label -> !definition.labels().contains(label))
                            .forEach(label -> linted.error(
                                    UNKNOWN,
                                    path,
                                    "%s has no label '%s'".formatted(metric, label),
                                    Nearest.remedy(label, definition.labels()))));
        }
    }

    private static void checkUnit(
            Linted linted,
            MetricCatalogue catalogue,
            String path,
            Statistic statistic,
            String metric,
            Condition condition) {
        catalogue.find(metric).ifPresent(definition -> {
            Unit wanted = unitOf(statistic, definition);
            Unit written = condition.unit();
            boolean isShare = condition.reference() instanceof Condition.Reference.OfBaseline(boolean share) && share;
            if (!isShare && wanted.dimension() != written.dimension()) {
                Condition fitting = condition.in(wanted);
                linted.error(
                        UNIT,
                        path,
                        "the %s of %s is %s, and '%s' is not"
                                .formatted(statistic.word(), metric, inWords(wanted.dimension()), condition),
                        linted.corrected(path, condition.amount(), fitting.amount(), "write for example: " + fitting));
            }
        });
    }

    private static void checkShown(Linted linted, Plan plan, MetricCatalogue catalogue) {
        List<String> criteria =
                Linted.criteriaOf(plan).stream().map(Criterion::path).toList();
        List<ReportLayout.Line> lines = plan.report().metrics();
        for (int i = 0; i < lines.size(); i++) {
            String path = "report/metrics/" + i + "/value";
            String[] words = lines.get(i).value().split("\\s+");
            if (words.length == 2 && Statistic.of(words[0]).isPresent()) {
                checkMetric(linted, catalogue, path, Statistic.of(words[0]).get(), words[1]);
            } else {
                NameRule.require(linted, criteria, "criterion", lines.get(i).value(), path);
            }
        }
        for (int i = 0; i < plan.dashboard().size(); i++) {
            String shown = plan.dashboard().get(i);
            if (!criteria.contains(shown)) {
                require(linted, catalogue, "dashboard/" + i, shown);
            }
        }
    }

    private static Optional<MetricDefinition> require(
            Linted linted, MetricCatalogue catalogue, String path, String metric) {
        Optional<MetricDefinition> found = catalogue.find(metric);
        if (found.isEmpty()) {
            List<String> names =
                    catalogue.all().stream().map(MetricDefinition::name).toList();
            linted.error(
                    UNKNOWN,
                    path,
                    "nothing emits the metric '%s'".formatted(metric),
                    Nearest.to(metric, names)
                            .map(near -> linted.corrected(path, metric, near, "did you mean '" + near + "'?"))
                            .orElse("`burnin plan metrics` lists those of a plan"));
        }
        return found;
    }

    private static void checkAcross(Linted linted, MetricCatalogue catalogue, String path, String metric) {
        boolean isDerived = linted.plan().metrics().containsKey(metric);
        Optional<MetricDefinition> gauge = catalogue.find(metric).filter(found -> found.kind() == Kind.GAUGE);
        if (isDerived || catalogue.find(metric).isPresent() && gauge.isEmpty()) {
            linted.error(
                    UNIT,
                    path,
                    "'across' takes the series of one gauge together, and '%s' is none".formatted(metric),
                    isDerived
                            ? "remove it: a derived metric is one series"
                            : "remove it: what is counted or timed is taken together anyway");
        }
    }

    private static Set<Kind> kindsOf(Statistic statistic) {
        return switch (statistic) {
            case RATIO, INCREASE, RATE -> EnumSet.of(Kind.COUNTER);
            case P50, P75, P90, P95, P99, P999, MEAN, MIN, MAX -> EnumSet.of(Kind.DURATION, Kind.GAUGE);
            case LAST -> EnumSet.of(Kind.DURATION, Kind.GAUGE, Kind.COUNTER);
            case COUNT -> EnumSet.allOf(Kind.class);
            case GROWTH, TREND, AVAILABILITY, RECOVERY -> EnumSet.of(Kind.GAUGE);
        };
    }

    private static String statisticsOf(Kind kind) {
        return Arrays.stream(Statistic.values())
                .filter(statistic -> kindsOf(statistic).contains(kind))
                .map(Statistic::word)
                .reduce((one, other) -> one + ", " + other)
                .orElse("none");
    }

    /** The unit that a limit is written in when nobody wants another of the same dimension. */
    private static Unit unitOf(Statistic statistic, MetricDefinition metric) {
        return switch (statistic) {
            case RATIO, GROWTH, AVAILABILITY -> Unit.PERCENT;
            case INCREASE, COUNT -> Unit.COUNT;
            case RATE -> Unit.PER_SECOND;
            case TREND -> Unit.PERCENT_PER_HOUR;
            case RECOVERY -> Unit.SECONDS;
            case P50, P75, P90, P95, P99, P999, MEAN, MIN, MAX, LAST -> metric.unit();
        };
    }

    private static String inWords(Unit.Dimension dimension) {
        return switch (dimension) {
            case COUNT -> "a number without a unit";
            case SHARE -> "in %";
            case TIME -> "a time (ms, s, min, h)";
            case SIZE -> "a size (B, kB, MB, GB)";
            case FREQUENCY -> "a rate (/s, /min, /h, /day)";
            case GROWTH -> "in %/h or %/day";
        };
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
