package io.burnin.plan;

/** With which runs before it a run is compared. {@link #toString} is how plans write it. */
public sealed interface BaselineChoice {

    /** How many runs must have a value. */
    default int needed() {
        return switch (this) {
            case OfRun run -> 1;
            case Pinned pinned -> 1;
            case LastGreen green -> 1;
            case Median(int runs) -> runs;
        };
    }

    /**
     * That one.
     *
     * @param run its id, or its name such as {@code shop#42}
     */
    record OfRun(String run) implements BaselineChoice {
        @Override
        public String toString() {
            return "run:" + run;
        }
    }

    /** The one that somebody pinned last. */
    record Pinned() implements BaselineChoice {
        @Override
        public String toString() {
            return "pinned";
        }
    }

    record LastGreen() implements BaselineChoice {
        @Override
        public String toString() {
            return "lastGreen";
        }
    }

    /** The median of the last so many that were not red. */
    record Median(int runs) implements BaselineChoice {

        public static final int MOST = 50;

        public Median {
            if (runs < 1 || runs > MOST) {
                throw new IllegalArgumentException("a median of %d runs".formatted(runs));
            }
        }

        @Override
        public String toString() {
            return "median(%d)".formatted(runs);
        }
    }
}
