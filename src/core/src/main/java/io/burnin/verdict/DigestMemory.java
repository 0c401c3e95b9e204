package io.burnin.verdict;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Spans;
import java.util.Optional;

/**
 * Remembers what pieces of a run come to, from one verdict to the next. It may forget anything at any time, and must forget what
 * new samples have changed: a verdict is the same with it and without, only later.
 */
public interface DigestMemory {

    /** Remembers nothing. */
    DigestMemory NONE = series -> OfSeries.NONE;

    OfSeries of(SeriesKey series);

    /** What is remembered of one series. */
    interface OfSeries {

        OfSeries NONE = new OfSeries() {
            @Override
            public Optional<Digest> find(Place place) {
                return Optional.empty();
            }

            @Override
            public void keep(Place place, Digest digest) {
                // That is what it is for.
            }
        };

        Optional<Digest> find(Place place);

        /** Of a place to which samples may still come, it keeps nothing. */
        void keep(Place place, Digest digest);
    }

    /**
     * A piece of a series.
     *
     * @param number which ten minutes since 1970
     * @param cut empty where all samples count that lie within
     */
    record Place(long number, Optional<Cut> cut) {

        public static final long LENGTH = 600_000;

        static long at(long millis) {
            return Math.floorDiv(millis, LENGTH);
        }

        /** Epoch milliseconds, included. */
        public long from() {
            return number * LENGTH;
        }

        /** Epoch milliseconds, not included. */
        public long to() {
            return from() + LENGTH;
        }
    }

    /**
     * @param spans where a sample must lie, or an operation begin
     * @param barred what an operation must not touch; where nobody looked after a reading
     */
    record Cut(Spans spans, Spans barred) {}
}
