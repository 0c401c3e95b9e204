package io.burnin.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every value must have one light, every light a value, and worse values no better light. */
final class BandRule implements Linter.Rule {

    private static final String RULE = "band";
    private static final double ANY_BASELINE = 1e6;

    /** From the best to the worst. */
    private enum Band {
        GREEN,
        YELLOW,
        OTHERWISE
    }

    @Override
    public void check(Linted linted) {
        for (Plan plan : linted.plans()) {
            for (Criterion criterion : Linted.criteriaOf(plan)) {
                checkKeys(linted, criterion);
                if (criterion.isRelative()) {
                    checkRelative(linted, criterion);
                } else {
                    checkBands(linted, Values.of(plan, criterion.statistic(), criterion.of()), criterion, criterion);
                }
                criterion.frame().ifPresent(frame -> checkFrame(linted, plan, criterion, frame));
            }
        }
    }

    private static void checkFrame(Linted linted, Plan plan, Criterion criterion, Criterion.Frame frame) {
        String path = Linted.pathOf(criterion) + "/" + frame.kind().word();
        Condition green = criterion.green();
        boolean otherSide = green.comparison() == Condition.Comparison.IN
                || criterion.statistic() == Statistic.MAX && green.isLower()
                || criterion.statistic() == Statistic.MIN && green.isUpper();
        if (frame.kind() == Criterion.Frame.Kind.FOR && otherSide) {
            linted.error(
                    RULE,
                    path,
                    "what lasts above a limit is a max with an upper limit, what lasts below it a min with a lower one",
                    "write: max … green: at most …, or: min … green: at least …");
        }
        boolean tooLong = frame.length().compareTo(plan.profile().duration()) > 0;
        if (tooLong && frame.kind() != Criterion.Frame.Kind.WITHIN && Linted.isJudged(criterion, plan)) {
            linted.warning(
                    RULE,
                    path,
                    "the profile %s is shorter than that, and will have too little evidence"
                            .formatted(plan.profile().name()),
                    "say 'only' for which profiles it is, or a shorter time");
        }
    }

    private static void checkKeys(Linted linted, Criterion criterion) {
        String path = Linted.pathOf(criterion);
        if (criterion.isZeroTolerance() && !criterion.only().isEmpty()) {
            linted.error(
                    RULE,
                    path + "/only",
                    "'%s' allows no single event, and must hold in every profile".formatted(criterion.name()),
                    "remove 'only'");
        }
        if (criterion.statistic() == Statistic.RECOVERY && criterion.recovered().isEmpty()) {
            linted.error(
                    RULE,
                    path + "/recovery",
                    "it is not said when it has recovered",
                    "add for example: to: at least 1");
        }
    }

    /** Where green and yellow are counted alike from a baseline, whichever it is tells how they lie to each other. */
    private static void checkRelative(Linted linted, Criterion criterion) {
        boolean areAlike = yellowOf(criterion)
                .filter(yellow -> yellow.reference().equals(criterion.green().reference()))
                .isPresent();
        if (areAlike) {
            Values all = new Values(false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
            checkBands(
                    linted,
                    all,
                    criterion,
                    criterion.against(ANY_BASELINE, criterion.green().unit()));
        }
    }

    /** @param compared the same with limits that are known */
    private static void checkBands(Linted linted, Values range, Criterion criterion, Criterion compared) {
        Condition green = criterion.green();
        Optional<Condition> yellow = yellowOf(criterion);
        if (yellow.filter(other -> other.unit().dimension() != green.unit().dimension())
                .isPresent()) {
            return; // which the rule for units tells
        }
        Optional<Condition> second = yellowOf(compared);
        var limits = new ArrayList<>(compared.green().storedLimits());
        second.ifPresent(other -> limits.addAll(other.storedLimits()));
        List<Band> bands = range.around(limits).stream()
                .map(value -> bandOf(compared, second, value))
                .toList();
        String path = Linted.pathOf(criterion);
        if (!bands.contains(Band.GREEN)) {
            linted.error(RULE, path + "/green", "no value is '%s'".formatted(green), "a limit must leave room");
        } else if (yellow.isPresent() && !bands.contains(Band.YELLOW)) {
            linted.error(
                    RULE,
                    path + "/yellow",
                    "yellow can never be: every value '%s' is green already ('%s')".formatted(yellow.get(), green),
                    "make yellow the wider of the two");
        } else if (yellow.isPresent() && hasHole(bands)) {
            linted.error(
                    RULE,
                    path + "/yellow",
                    "green '%s' and yellow '%s' leave a hole, and what lies between is %s"
                            .formatted(
                                    green,
                                    yellow.get(),
                                    criterion.otherwise().name().toLowerCase(Locale.ROOT)),
                    "write yellow so that it reaches to green, as a wider '%s'; 'otherwise: red' is for the rest"
                            .formatted(
                                    green.isRelative()
                                            ? green
                                            : green.comparison().words()));
        } else {
            checkRest(linted, criterion, path, yellow, bands);
        }
    }

    private static void checkRest(
            Linted linted, Criterion criterion, String path, Optional<Condition> yellow, List<Band> bands) {
        boolean saysAny = criterion
                .yellow()
                .filter(Criterion.Yellow.Any.class::isInstance)
                .isPresent();
        if (saysAny ? bands.stream().allMatch(Band.GREEN::equals) : !bands.contains(Band.OTHERWISE)) {
            linted.warning(
                    RULE,
                    path + (yellow.isPresent() ? "/yellow" : "/green"),
                    yellow.isPresent()
                            ? "it can never be worse than yellow: every value is '%s' or '%s'"
                                    .formatted(criterion.green(), yellow.get())
                            : "it can never be anything but green: every value is '%s'".formatted(criterion.green()),
                    yellow.isPresent() ? "write 'yellow: any' if that is meant" : "write a limit that can be broken");
        } else if (yellow.isPresent() && criterion.otherwise() == Criterion.Otherwise.YELLOW) {
            linted.warning(
                    RULE,
                    path + "/otherwise",
                    "yellow says nothing when everything else is yellow too",
                    "write 'yellow: any', or 'otherwise: red'");
        }
    }

    private static Optional<Condition> yellowOf(Criterion criterion) {
        return criterion.yellow().flatMap(yellow -> switch (yellow) {
            case Criterion.Yellow.When(Condition condition) -> Optional.of(condition);
            case Criterion.Yellow.Any any -> Optional.empty();
        });
    }

    private static Band bandOf(Criterion criterion, Optional<Condition> yellow, double value) {
        if (criterion.green().holds(value)) {
            return Band.GREEN;
        }
        return yellow.filter(condition -> condition.holds(value)).isPresent() ? Band.YELLOW : Band.OTHERWISE;
    }

    /** Whether a value is worse than one that lies further from green on the same side. */
    private static boolean hasHole(List<Band> bands) {
        return isBetterFurtherOut(bands.subList(bands.lastIndexOf(Band.GREEN), bands.size()))
                || isBetterFurtherOut(
                        bands.subList(0, bands.indexOf(Band.GREEN) + 1).reversed());
    }

    private static boolean isBetterFurtherOut(List<Band> fromGreen) {
        for (int i = 1; i < fromGreen.size(); i++) {
            if (fromGreen.get(i).compareTo(fromGreen.get(i - 1)) < 0) {
                return true;
            }
        }
        return false;
    }
}
