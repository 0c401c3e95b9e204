package io.burnin.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A stretch of time, its start included and its end not. */
public record Span(Instant from, Instant to) {

    public Span {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a span ends at %s, before its start %s".formatted(to, from));
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    /** Whether they share an instant; touching ends do not. */
    public boolean overlaps(Span other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    public Optional<Span> intersection(Span other) {
        Instant start = from.isAfter(other.from) ? from : other.from;
        Instant end = to.isBefore(other.to) ? to : other.to;
        return start.isBefore(end) ? Optional.of(new Span(start, end)) : Optional.empty();
    }

    /** The same time as few, sorted spans that do not overlap. */
    public static List<Span> union(List<Span> spans) {
        var sorted = spans.stream().sorted(Comparator.comparing(Span::from)).toList();
        var merged = new ArrayList<Span>();
        for (Span next : sorted) {
            if (!merged.isEmpty() && !next.from.isAfter(merged.getLast().to)) {
                Span last = merged.removeLast();
                merged.add(new Span(last.from, last.to.isAfter(next.to) ? last.to : next.to));
            } else {
                merged.add(next);
            }
        }
        return List.copyOf(merged);
    }

    /** What is left of these spans when the others are cut out. */
    public static List<Span> without(List<Span> spans, List<Span> cut) {
        var left = new ArrayList<>(union(spans));
        for (Span hole : union(cut)) {
            var next = new ArrayList<Span>();
            for (Span span : left) {
                if (!span.overlaps(hole)) {
                    next.add(span);
                    continue;
                }
                if (span.from.isBefore(hole.from)) {
                    next.add(new Span(span.from, hole.from));
                }
                if (hole.to.isBefore(span.to)) {
                    next.add(new Span(hole.to, span.to));
                }
            }
            left = next;
        }
        return List.copyOf(left);
    }
}
