package io.burnin.demo;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Where the system stands. Staying where it is, is always allowed. */
enum State {
    PAUSED,
    OPERATIONAL,
    DEGRADED,
    REFLECTIVE,
    RECOVERY;

    boolean allows(State next) {
        return next == this || others().contains(next);
    }

    private Set<State> others() {
        return switch (this) {
            case PAUSED -> EnumSet.of(OPERATIONAL, RECOVERY);
            case OPERATIONAL -> EnumSet.of(DEGRADED, REFLECTIVE, RECOVERY, PAUSED);
            case DEGRADED -> EnumSet.of(OPERATIONAL, REFLECTIVE, RECOVERY, PAUSED);
            case REFLECTIVE -> EnumSet.of(OPERATIONAL, DEGRADED, RECOVERY, PAUSED);
            case RECOVERY -> EnumSet.of(OPERATIONAL, DEGRADED, PAUSED);
        };
    }

    static Optional<State> named(String name) {
        return Arrays.stream(values())
                .filter(state -> state.name().equals(name))
                .findFirst();
    }
}
