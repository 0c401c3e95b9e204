package io.burnin.verdict;

import io.burnin.metric.Quantities;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a criterion says otherwise than one of the same name. */
record CriterionDifference(Criterion before, Criterion after) {

    /** Nothing if they say the same. */
    List<String> words() {
        var words = new ArrayList<String>();
        if (!asksForTheSame()) {
            words.add("it asks for another value");
        } else {
            limits(words);
        }
        note(words, "window", Criterion::window);
        note(words, "where", Criterion::where);
        note(words, "each", Criterion::each);
        note(words, "recovered", Criterion::recovered);
        note(words, "only", Criterion::only);
        note(words, "about", Criterion::about);
        note(words, "severity", Criterion::severity);
        note(words, "onRed", Criterion::onRed);
        if (before.missing() != after.missing()) {
            words.add("missing evidence: %s before, %s now".formatted(word(before.missing()), word(after.missing())));
        }
        if (before.coverage() != after.coverage()) {
            words.add("coverage: %s before, %s now"
                    .formatted(
                            Quantities.format(before.coverage(), Unit.PERCENT),
                            Quantities.format(after.coverage(), Unit.PERCENT)));
        }
        return words;
    }

    /** Whether something passes now that did not. */
    boolean loosens() {
        return before.missing() == Missing.NOT_GREEN && after.missing() == Missing.IGNORE
                || after.coverage() < before.coverage()
                || asksForTheSame() && passesMore(Bands.of(before), Bands.of(after));
    }

    private boolean asksForTheSame() {
        return before.statistic() == after.statistic()
                && before.of().equals(after.of())
                && before.per().equals(after.per())
                && before.frame().equals(after.frame());
    }

    private void limits(List<String> words) {
        boolean looser = passesMore(Bands.of(before), Bands.of(after));
        boolean stricter = passesMore(Bands.of(after), Bands.of(before));
        if (looser || stricter) {
            words.add("its limits are " + (looser && stricter ? "others" : looser ? "looser" : "stricter"));
        }
    }

    private void note(List<String> words, String key, Function<Criterion, Object> part) {
        if (!Objects.equals(part.apply(before), part.apply(after))) {
            words.add("its %s is another".formatted(key));
        }
    }

    private static String word(Missing missing) {
        return missing.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Lights change at limits only, so that the values there and beside them are all that need be tried. */
    private static boolean passesMore(Bands before, Bands after) {
        return Stream.of(before, after)
                .flatMap(bands -> bands.storedLimits().stream())
                .flatMap(limit -> Stream.of(Math.nextDown(limit), limit, Math.nextUp(limit)))
                .anyMatch(value -> after.of(value).compareTo(before.of(value)) < 0);
    }
}
