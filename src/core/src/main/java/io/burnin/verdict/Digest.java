package io.burnin.verdict;

import io.burnin.metric.Spans;
import io.burnin.metric.Totals;
import io.burnin.verdict.Evidence.Sample;
import io.burnin.verdict.Observed.Track;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * What samples of one series come to, in order of time. What takes room is there where it was asked for.
 *
 * @param upMillis how long the reading was at least 1
 * @param heldMillis how long readings held that somebody looked after
 * @param sorted the values, rising; empty without {@link Detail#VALUES}
 * @param cells empty without {@link Detail#CELLS}
 * @param changes the samples at which the value changes, the first and the last; empty without {@link Detail#CHANGES}
 */
public record Digest(
        Set<Detail> details,
        Totals totals,
        Optional<Sample> first,
        Optional<Sample> last,
        long upMillis,
        long heldMillis,
        double[] sorted,
        Cells cells,
        Track changes) {

    private static final long BYTES = 250;
    private static final long BYTES_OF_VALUE = 8;
    private static final long BYTES_OF_CELL = 28;
    private static final long BYTES_OF_SAMPLE = 16;

    /** What some statistics need besides the totals. */
    enum Detail {
        /** For quantiles. */
        VALUES,
        /** For what is judged by its course. */
        CELLS,
        /** For a condition that must last. */
        CHANGES
    }

    boolean has(Set<Detail> wanted) {
        return details.containsAll(wanted);
    }

    /** About so much memory is taken by it. */
    public long bytes() {
        return BYTES + BYTES_OF_VALUE * sorted.length + BYTES_OF_CELL * cells.size() + BYTES_OF_SAMPLE * changes.size();
    }

    /** @param held where a reading holds until the next one */
    static Digest of(Track track, Spans held, Set<Detail> details) {
        long[] times = track.times();
        double[] values = track.values();
        boolean allHeld = times.length > 0 && held.cover(times[0], times[times.length - 1]);
        long up = 0;
        long all = 0;
        for (int i = 1; i < times.length; i++) {
            if (allHeld || held.cover(times[i - 1], times[i])) {
                all += times[i] - times[i - 1];
                up += values[i - 1] >= 1 ? times[i] - times[i - 1] : 0;
            }
        }
        return new Digest(
                details,
                Totals.of(values),
                sample(track, 0),
                sample(track, times.length - 1),
                up,
                all,
                details.contains(Detail.VALUES) ? sorted(values) : new double[0],
                details.contains(Detail.CELLS) ? Cells.condensed(times, values, times.length) : Cells.NONE,
                details.contains(Detail.CHANGES) ? changes(track) : Track.NONE);
    }

    private static Optional<Sample> sample(Track track, int index) {
        return track.size() == 0
                ? Optional.empty()
                : Optional.of(new Sample(Instant.ofEpochMilli(track.times()[index]), track.values()[index]));
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static Track changes(Track track) {
        var changes = new Observed.Growing();
        for (int i = 0; i < track.size(); i++) {
            boolean isEdge = i == 0 || i == track.size() - 1;
            if (isEdge || track.values()[i] != track.values()[i - 1]) {
                changes.add(track.times()[i], track.values()[i]);
            }
        }
        return changes.track();
    }
}
