package io.burnin.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Some stretches of time: sorted, apart from each other, none of them empty. */
public final class Spans {

    private final List<Span> list;
    private final long[] starts;
    private final long[] ends;

    private Spans(List<Span> sorted) {
        list = sorted.stream().filter(span -> span.from().isBefore(span.to())).toList();
        starts = list.stream().mapToLong(span -> span.from().toEpochMilli()).toArray();
        ends = list.stream().mapToLong(span -> span.to().toEpochMilli()).toArray();
    }

    public static Spans of(List<Span> spans) {
        return new Spans(Span.union(spans));
    }

    public static Spans of(Span span) {
        return new Spans(List.of(span));
    }

    public List<Span> list() {
        return list;
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** From the first start to the last end. */
    public Optional<Span> hull() {
        return isEmpty()
                ? Optional.empty()
                : Optional.of(new Span(list.getFirst().from(), list.getLast().to()));
    }

    public Duration length() {
        return list.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** @param at epoch milliseconds */
    public boolean contains(long at) {
        int after = Arrays.binarySearch(starts, at);
        int candidate = after >= 0 ? after : -after - 2;
        return candidate >= 0 && at < ends[candidate];
    }

    /** Whether a life that includes both of its ends has an instant in here; epoch milliseconds. */
    public boolean touch(long from, long to) {
        int after = Arrays.binarySearch(starts, to);
        int candidate = after >= 0 ? after : -after - 2;
        return candidate >= 0 && from < ends[candidate];
    }

    /** Whether the whole life, both ends included, lies in one stretch; epoch milliseconds. */
    public boolean cover(long from, long to) {
        int after = Arrays.binarySearch(starts, from);
        int candidate = after >= 0 ? after : -after - 2;
        return candidate >= 0 && to < ends[candidate];
    }

    /** Both, where they overlap once. */
    public Spans with(Spans more) {
        var all = new ArrayList<>(list);
        all.addAll(more.list);
        return of(all);
    }

    public Spans without(Spans cut) {
        return new Spans(Span.without(list, cut.list));
    }

    public Spans intersection(Spans other) {
        var common = new ArrayList<Span>();
        for (Span mine : list) {
            for (Span theirs : other.list) {
                mine.intersection(theirs).ifPresent(common::add);
            }
        }
        return new Spans(common);
    }

    /** What is left when that much is cut off the start of each stretch. */
    public Spans after(Duration warmup) {
        return new Spans(list.stream()
                .filter(span -> span.length().compareTo(warmup) > 0)
                .map(span -> new Span(span.from().plus(warmup), span.to()))
                .toList());
    }

    /** The stretches, each also ended and begun anew at every one of these instants. */
    public List<Span> splitAt(List<Instant> instants) {
        var pieces = new ArrayList<>(list);
        for (Instant at : instants) {
            for (int i = 0; i < pieces.size(); i++) {
                Span piece = pieces.get(i);
                if (piece.contains(at) && piece.from().isBefore(at)) {
                    pieces.set(i, new Span(piece.from(), at));
                    pieces.add(i + 1, new Span(at, piece.to()));
                    break;
                }
            }
        }
        return List.copyOf(pieces);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spans that && list.equals(that.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    @Override
    public String toString() {
        return list.toString();
    }
}
