package io.burnin.verdict;

import static io.burnin.metric.Quantities.clock;
import static io.burnin.metric.Quantities.format;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.metric.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How much of the time that a criterion looks at was measured by every probe that it needs.
 *
 * @param percent from 0 to 100
 * @param missing what was not measured, in order of time: the longest stretches, at most ten
 */
public record Coverage(double percent, List<Missing> missing) {

    private static final int MOST_MISSING = 10;
    private static final int MOST_TOLD = 3;

    public Coverage {
        missing = List.copyOf(missing);
    }

    /** A stretch in which it was not measured, and why not. */
    public record Missing(Span span, String why) {}

    /** @param missing may overlap */
    static Coverage of(Spans window, List<Missing> missing) {
        Duration whole = window.length();
        Duration unmeasured =
                Spans.of(missing.stream().map(Missing::span).toList()).length();
        double percent = whole.isZero() ? 100 : 100 * (1 - (double) unmeasured.toNanos() / whole.toNanos());
        return new Coverage(percent, longest(missing, MOST_MISSING));
    }

    @JsonIgnore
    public boolean isFull() {
        return missing.isEmpty();
    }

    /** {@code 73 % of the time was measured; missing: 27 s from 14:03:59 (nobody measured)} */
    public String told() {
        String share = "%s of the time was measured".formatted(format(shownPercent(), Unit.PERCENT));
        if (isFull()) {
            return share;
        }
        var byReason = new LinkedHashMap<String, List<Missing>>();
        longest(missing, MOST_MISSING)
                .forEach(each -> byReason.computeIfAbsent(each.why(), why -> new ArrayList<>())
                        .add(each));
        String told =
                byReason.values().stream().limit(MOST_TOLD).map(Coverage::told).collect(Collectors.joining(", "));
        return share + "; missing: " + told + (byReason.size() > MOST_TOLD ? ", and more" : "");
    }

    /** {@code 27 s from 14:03:59 and 2 more stretches (nobody measured)} */
    private static String told(List<Missing> ofOneReason) {
        Missing longest = longest(ofOneReason, 1).getFirst();
        int others = ofOneReason.size() - 1;
        return "%s from %s%s (%s)"
                .formatted(
                        format(longest.span().length()),
                        clock(longest.span().from()),
                        others == 0 ? "" : " and %d more %s".formatted(others, others == 1 ? "stretch" : "stretches"),
                        longest.why());
    }

    /** Rounded down, so that what falls short of a minimum is not shown as having reached it. */
    private double shownPercent() {
        return Math.floor(percent * 10) / 10;
    }

    private static List<Missing> longest(List<Missing> missing, int most) {
        return missing.stream()
                .sorted(Comparator.comparing((Missing each) -> each.span().length())
                        .reversed())
                .limit(most)
                .sorted(Comparator.comparing(each -> each.span().from()))
                .toList();
    }
}
