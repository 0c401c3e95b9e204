package io.burnin.plan;

import io.burnin.plan.Criterion.Frame;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads criteria of a test or of the run. */
final class CriterionReader {

    private static final Duration SHORTEST_FRAME = Duration.ofSeconds(1);

    private static final String TIME = "((?:[01][0-9]|2[0-3]):[0-5][0-9])";
    private static final Pattern DAILY = Pattern.compile(TIME + "\\s*-\\s*" + TIME);

    private final Origins origins;

    private final Optional<BaselineChoice> ofPlan;

    private final Optional<ZoneId> zone;

    /**
     * @param ofPlan the baseline of criteria that do not say theirs
     * @param zone of times of day, if the plan says it
     */
    CriterionReader(Origins origins, Optional<BaselineChoice> ofPlan, Optional<ZoneId> zone) {
        this.origins = origins;
        this.ofPlan = ofPlan;
        this.zone = zone;
    }

    List<Criterion> criteria(Optional<Part> map) {
        var criteria = new ArrayList<Criterion>();
        map.ifPresent(part -> part.entries()
                .forEach((name, each) -> criterion(name, each.fields()).ifPresent(criteria::add)));
        return criteria;
    }

    private Optional<Criterion> criterion(String name, Fields fields) {
        return fields.keyword().map(word -> {
            Statistic statistic = Statistic.of(word).orElseThrow();
            List<String> metrics = metrics(statistic, fields.variant());
            Optional<Criterion.Yellow> yellow = fields.find("yellow").map(CriterionReader::yellow);
            Optional<Part> recovered = fields.find("to");
            recovered
                    .filter(part -> statistic != Statistic.RECOVERY)
                    .ifPresent(part -> part.error("value", "'to' goes with recovery", "remove it"));
            Criterion.Missing missing = missing(fields, metrics);
            Condition green = fields.require("green").band();
            boolean isRelative = green.isRelative()
                    || yellow.filter(Criterion.Yellow::isRelative).isPresent();
            return new Criterion(
                    name,
                    origins.test(),
                    fields.find("title").map(Part::text).orElse(name),
                    fields.find("remedy").map(Part::text),
                    statistic,
                    metrics.getFirst(),
                    metrics.size() > 1 ? Optional.of(metrics.get(1)) : Optional.empty(),
                    origins.where(
                            RequestReader.mapOf(fields.find("where"), Part::text),
                            StepReader.allOrigins(fields),
                            metrics),
                    fields.find("each").map(Part::reference),
                    fields.find("across").map(how -> how.word(Criterion.Across.class, Criterion.Across.SUM)),
                    window(fields.find("window")),
                    frame(fields, statistic),
                    green,
                    yellow,
                    otherwise(fields, yellow),
                    recovered.map(Part::condition),
                    missing,
                    fields.find("coverage").map(Part::share).orElse(defaultCoverage(missing)),
                    fields.find("about")
                            .map(about -> about.word(Criterion.About.class, Criterion.About.PRODUCT))
                            .orElse(Criterion.About.PRODUCT),
                    fields.find("severity")
                            .map(severity -> severity.word(Criterion.Severity.class, Criterion.Severity.MEDIUM))
                            .orElse(Criterion.Severity.MEDIUM),
                    fields.find("onRed")
                                    .map(Part::word)
                                    .filter("rollback"::equals)
                                    .isPresent()
                            ? Criterion.OnRed.ROLLBACK
                            : Criterion.OnRed.FIX,
                    fields.find("only").map(CriterionReader::names).orElse(Set.of()),
                    fields.find("baseline").map(Part::baseline).or(() -> ofPlan.filter(choice -> isRelative)));
        });
    }

    /** One metric, or the two of a ratio; never none. */
    private static List<String> metrics(Statistic statistic, Part part) {
        if (statistic != Statistic.RATIO) {
            return List.of(part.reference());
        }
        List<String> two = StepReader.names(part);
        if (two.size() != 2) {
            part.error("value", "a ratio is of two metrics", "write: ratio: [failures, attempts]");
            return List.of("", "");
        }
        return two;
    }

    private static Optional<Frame> frame(Fields fields, Statistic statistic) {
        var frames = new ArrayList<Frame>();
        for (Frame.Kind kind : Frame.Kind.values()) {
            fields.find(kind.word()).ifPresent(part -> {
                var frame = new Frame(kind, part.duration());
                if (!frames.isEmpty()) {
                    part.error("value", "a criterion has one of 'over', 'within' and 'for'", "remove all but one");
                } else if (frame.length().compareTo(SHORTEST_FRAME) < 0) {
                    part.error("value", "that is too short to look at by itself", "say at least 1s");
                } else if (!hasFrames(kind, statistic)) {
                    part.error(
                            "value",
                            "'%s' does not go with %s".formatted(kind.word(), statistic.word()),
                            kind == Frame.Kind.FOR
                                    ? "it goes with max and min; for others say 'over'"
                                    : "remove it: this statistic looks at the window as a whole");
                }
                frames.add(frame);
            });
        }
        return frames.stream().findFirst();
    }

    private static boolean hasFrames(Frame.Kind kind, Statistic statistic) {
        return switch (statistic) {
            case MIN, MAX -> true;
            case RATIO, INCREASE, RATE, COUNT, P50, P75, P90, P95, P99, P999, MEAN -> kind != Frame.Kind.FOR;
            case LAST, GROWTH, TREND, AVAILABILITY, RECOVERY -> false;
        };
    }

    /** As the criterion says, or all the probes that it looks at. */
    private Criterion.Missing missing(Fields fields, List<String> metrics) {
        boolean said = fields.find("missing").map(Part::word).isPresent();
        return said || metrics.stream().allMatch(origins.catalogue()::mayBeMissing)
                ? Criterion.Missing.IGNORE
                : Criterion.Missing.NOT_GREEN;
    }

    /** Where no evidence at all is no reason against green, some is none either. */
    private static double defaultCoverage(Criterion.Missing missing) {
        return switch (missing) {
            case NOT_GREEN -> Criterion.DEFAULT_COVERAGE;
            case IGNORE -> 0;
        };
    }

    private static Set<String> names(Part list) {
        return new LinkedHashSet<>(StepReader.names(list));
    }

    private static Criterion.Yellow yellow(Part part) {
        return part.says("any") ? new Criterion.Yellow.Any() : new Criterion.Yellow.When(part.band());
    }

    private static Criterion.Otherwise otherwise(Fields fields, Optional<Criterion.Yellow> yellow) {
        Optional<Part> written = fields.find("otherwise");
        if (written.isEmpty()
                && yellow.filter(Criterion.Yellow.When.class::isInstance).isPresent()) {
            fields.error(
                    "band",
                    "green and yellow leave values without a light",
                    "add 'otherwise: red' (or yellow) for every other value");
        }
        return written.map(word -> word.word(Criterion.Otherwise.class, Criterion.Otherwise.RED))
                .orElse(Criterion.Otherwise.RED);
    }

    private Criterion.Window window(Optional<Part> part) {
        if (part.isEmpty()) {
            return new Criterion.Window(
                    Optional.empty(), Criterion.Window.Faults.INCLUDED, Optional.empty(), Duration.ZERO);
        }
        Fields fields = part.get().fields();
        List<Part> except = fields.find("except").map(Part::items).orElse(List.of());
        List<Daily> daily = except.stream()
                .filter(Part::isMap)
                .flatMap(each -> daily(each.fields()).stream())
                .toList();
        boolean exceptsFaults =
                except.stream().filter(each -> !each.isMap()).map(Part::word).anyMatch("faults"::equals);
        Optional<Part> only = fields.find("only");
        only.ifPresent(Part::word);
        if (exceptsFaults && only.isPresent()) {
            only.get().error("value", "a window has either 'except' or 'only' faults, not both", "remove one");
        }
        return new Criterion.Window(
                fields.find("during").map(Part::reference),
                exceptsFaults
                        ? Criterion.Window.Faults.EXCEPT
                        : only.isPresent() ? Criterion.Window.Faults.ONLY : Criterion.Window.Faults.INCLUDED,
                daily,
                fields.find("while").map(each -> during(each.fields())),
                fields.find("warmup").map(Part::duration).orElse(Duration.ZERO));
    }

    private Optional<Daily> daily(Fields fields) {
        Part stretch = fields.require("daily");
        String text = stretch.text();
        String why = fields.require("why").text();
        Matcher times = DAILY.matcher(text);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!times.matches() || times.group(1).equals(times.group(2))) {
            stretch.error("value", "'%s' is no part of a day".formatted(text), "write for example \"02:00-04:00\"");
            return Optional.empty();
        }
        if (zone.isEmpty()) {
            stretch.error(
                    "value",
                    "nobody knows whose %s that is".formatted(times.group(1)),
                    "say it at the top of the plan: timezone: Europe/Vienna");
        }
        return zone.map(
                known -> new Daily(LocalTime.parse(times.group(1)), LocalTime.parse(times.group(2)), known, why));
    }

    private static Criterion.While during(Fields fields) {
        Map<String, String> where = RequestReader.mapOf(fields.find("where"), Part::text);
        return new Criterion.While(
                fields.require("last").reference(),
                where,
                fields.require("is").condition(),
                fields.find("for").map(Part::duration).orElse(Duration.ZERO));
    }
}
