package io.burnin.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.IntToDoubleFunction;

/** Values in parts that are each sorted, looked at as one sorted whole that is never put together. */
public final class SortedParts {

    /** A part is much if it is no less than this part of the largest. */
    private static final int MUCH = 4;

    private final List<double[]> parts;
    private final int size;

    /** @param parts each rising; not copied */
    public SortedParts(List<double[]> parts) {
        this.parts = parts.stream().filter(part -> part.length > 0).toList();
        this.size = Math.toIntExact(
                this.parts.stream().mapToLong(part -> part.length).sum());
    }

    public int size() {
        return size;
    }

    /**
     * The value of a rank: what cannot be it is cut off from every part, again and again (after Frederickson and Johnson, The
     * complexity of selection and ranking in X + Y and matrices with sorted columns, 1982).
     *
     * @param rank from 1
     */
    public double of(int rank) {
        if (rank < 1 || rank > size) {
            throw new IllegalArgumentException("rank %d of %d values".formatted(rank, size));
        }
        int[] from = new int[parts.size()];
        int[] to = parts.stream().mapToInt(part -> part.length).toArray();
        int before = rank - 1;
        while (true) {
            double pivot = middle(from, to);
            int[] less = new int[parts.size()];
            int[] notMore = new int[parts.size()];
            int countLess = 0;
            int countNotMore = 0;
            for (int i = 0; i < less.length; i++) {
                less[i] = first(parts.get(i), from[i], to[i], value -> Double.compare(value, pivot) >= 0);
                notMore[i] = first(parts.get(i), less[i], to[i], value -> Double.compare(value, pivot) > 0);
                countLess += less[i] - from[i];
                countNotMore += notMore[i] - from[i];
            }
            if (before < countLess) {
                to = less;
            } else if (before < countNotMore) {
                return pivot;
            } else {
                before -= countNotMore;
                from = notMore;
            }
        }
    }

    /**
     * The same values as far as they lie between those of two ranks, both included, for who asks for several ranks there.
     *
     * @return the value of a rank of the whole
     */
    public IntToDoubleFunction between(int low, int high) {
        double least = of(low);
        double greatest = of(high);
        var near = new SortedParts(parts.stream()
                .map(part -> Arrays.copyOfRange(
                        part,
                        first(part, 0, part.length, value -> Double.compare(value, least) >= 0),
                        first(part, 0, part.length, value -> Double.compare(value, greatest) > 0)))
                .toList());
        int before = countBefore(value -> Double.compare(value, least) >= 0);
        return rank -> near.of(rank - before);
    }

    /** How many of the least values there are before the first of which this is true; it must be so of all greater ones. */
    public int countBefore(DoublePredicate isReached) {
        return parts.stream()
                .mapToInt(part -> first(part, 0, part.length, isReached))
                .sum();
    }

    /** The median of the medians of the parts of which much is left. */
    private double middle(int[] from, int[] to) {
        int most = 0;
        for (int i = 0; i < from.length; i++) {
            most = Math.max(most, to[i] - from[i]);
        }
        double[] medians = new double[from.length];
        int count = 0;
        for (int i = 0; i < from.length; i++) {
            if (to[i] - from[i] > most / MUCH) {
                medians[count++] = parts.get(i)[(from[i] + to[i]) >>> 1];
            }
        }
        Arrays.sort(medians, 0, count);
        return medians[count / 2];
    }

    private static int first(double[] sorted, int from, int to, DoublePredicate isReached) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isReached.test(sorted[middle])) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
