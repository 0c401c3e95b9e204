package io.burnin.verdict;

import io.burnin.metric.Quantities;
import io.burnin.metric.Unit;
import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a criterion says otherwise than one of the same name. */
record CriterionDifference(Criterion before, Criterion after) {

    private static final double ANY_BASELINE = 1e6;

    /** Nothing if they say the same. */
    List<String> words() {
        var words = new ArrayList<String>();
        if (!asksForTheSame()) {
            words.add("it asks for another value");
        } else {
            limits(words);
        }
        note(words, "baseline", Criterion::baseline);
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
                || asksForTheSame() && limitsPassMore(before, after);
    }

    /** Limits of which only one counts from a baseline may pass more, and nobody can say. */
    private static boolean limitsPassMore(Criterion before, Criterion after) {
        if (Bands.of(before).equals(Bands.of(after))) {
            return false;
        }
        Optional<Bands> bandsBefore = comparable(before, after);
        Optional<Bands> bandsAfter = comparable(after, before);
        return bandsBefore.isEmpty() || bandsAfter.isEmpty() || passesMore(bandsBefore.get(), bandsAfter.get());
    }

    /** Limits that count alike from a baseline lie to each other as they do with any. */
    private static Optional<Bands> comparable(Criterion criterion, Criterion other) {
        boolean countAlike =
                Bands.of(criterion).references().equals(Bands.of(other).references())
                        && Bands.of(criterion).references().size() == 1;
        if (!countAlike && (criterion.isRelative() || other.isRelative())) {
            return Optional.empty();
        }
        return Optional.of(
                Bands.of(criterion.against(ANY_BASELINE, criterion.green().unit())));
    }

    private boolean asksForTheSame() {
        return before.statistic() == after.statistic()
                && before.of().equals(after.of())
                && before.per().equals(after.per())
                && before.frame().equals(after.frame());
    }

    private void limits(List<String> words) {
        boolean looser = limitsPassMore(before, after);
        boolean stricter = limitsPassMore(after, before);
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
