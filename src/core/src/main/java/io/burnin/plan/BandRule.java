package io.burnin.plan;

import io.burnin.plan.Condition.Comparison;
import java.util.Locale;

/** Every value must have one light, and every light a value. */
final class BandRule implements Linter.Rule {

    private static final String RULE = "band";

    @Override
    public void check(Linted linted) {
        for (Plan plan : linted.plans()) {
            Linted.criteriaOf(plan).forEach(criterion -> {
                check(linted, criterion);
                criterion.frame().ifPresent(frame -> checkFrame(linted, plan, criterion, frame));
            });
        }
    }

    private static void checkFrame(Linted linted, Plan plan, Criterion criterion, Criterion.Frame frame) {
        String path = Linted.pathOf(criterion) + "/" + frame.kind().word();
        boolean otherSide = criterion.statistic() == Statistic.MAX && isLower(criterion.green())
                || criterion.statistic() == Statistic.MIN && isUpper(criterion.green());
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

    private static void check(Linted linted, Criterion criterion) {
        String path = Linted.pathOf(criterion);
        Condition green = criterion.green();
        if (isImpossible(criterion, green)) {
            linted.error(RULE, path + "/green", "no value is '%s'".formatted(green), "a limit must leave room");
        }
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
        criterion.yellow().ifPresent(yellow -> {
            switch (yellow) {
                case Criterion.Yellow.Any any -> {}
                case Criterion.Yellow.When(Condition condition) -> checkYellow(linted, path, criterion, condition);
            }
        });
    }

    private static void checkYellow(Linted linted, String path, Criterion criterion, Condition yellow) {
        Condition green = criterion.green();
        if (green.unit().dimension() != yellow.unit().dimension()) {
            return; // which the rule for units tells
        }
        if (covers(green, yellow)) {
            linted.error(
                    RULE,
                    path + "/yellow",
                    "yellow can never be: every value '%s' is green already ('%s')".formatted(yellow, green),
                    "make yellow the wider of the two");
        } else if (isUpper(green) && isLower(yellow) || isLower(green) && isUpper(yellow)) {
            linted.error(
                    RULE,
                    path + "/yellow",
                    "green '%s' and yellow '%s' open to different sides, and what lies between is %s"
                            .formatted(
                                    green, yellow, criterion.otherwise().name().toLowerCase(Locale.ROOT)),
                    "write yellow as a wider '%s', and 'otherwise: red' for the rest"
                            .formatted(green.comparison().words()));
        } else if (criterion.otherwise() == Criterion.Otherwise.YELLOW) {
            linted.warning(
                    RULE,
                    path + "/otherwise",
                    "yellow says nothing when everything else is yellow too",
                    "write 'yellow: any', or 'otherwise: red'");
        }
    }

    /** A share, count, time or size is never below 0; growth and trends may be. */
    private static boolean isImpossible(Criterion criterion, Condition condition) {
        boolean maySink = criterion.statistic() == Statistic.GROWTH
                || criterion.statistic() == Statistic.TREND
                || criterion.statistic() == Statistic.LAST
                || criterion.statistic() == Statistic.MIN
                || criterion.statistic() == Statistic.MAX
                || criterion.statistic() == Statistic.MEAN;
        return !maySink
                && (condition.limit() < 0 && !isLower(condition)
                        || condition.limit() == 0 && condition.comparison() == Comparison.BELOW);
    }

    /** Whether every value that keeps the second condition keeps the first. */
    private static boolean covers(Condition wide, Condition narrow) {
        double outer = wide.storedLimit();
        double inner = narrow.storedLimit();
        return switch (narrow.comparison()) {
            case EXACTLY -> wide.holds(inner);
            case BELOW -> isUpper(wide) && inner <= outer;
            case AT_MOST -> isUpper(wide) && wide.holds(inner);
            case ABOVE -> isLower(wide) && inner >= outer;
            case AT_LEAST -> isLower(wide) && wide.holds(inner);
        };
    }

    private static boolean isUpper(Condition condition) {
        return condition.comparison() == Comparison.BELOW || condition.comparison() == Comparison.AT_MOST;
    }

    private static boolean isLower(Condition condition) {
        return condition.comparison() == Comparison.ABOVE || condition.comparison() == Comparison.AT_LEAST;
    }
}
