package io.burnin.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What leads from a check that is not green to what is behind it.
 *
 * @param since when it was first seen to be otherwise than green; empty where no moment can be named, as of a growth
 * @param until when it was last seen so
 * @param began when it had begun at the latest, if that was before it was seen: an id is lost only when its time is over
 * @param details where it came from and how much of it there is, a sentence each
 * @param themes what it is about: checks that share one tell of the same thing
 * @param remedy what to do, as the plan says or by what was measured
 */
public record Trail(
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<Instant> began,
        List<String> details,
        List<String> themes,
        String remedy) {

    public Trail {
        details = List.copyOf(details);
        themes = List.copyOf(themes);
    }
}
