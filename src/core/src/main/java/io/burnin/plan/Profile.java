package io.burnin.plan;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A named sizing of a plan. */
public record Profile(String name, Duration duration, List<Entry> schedule) {

    public Profile {
        schedule = List.copyOf(schedule);
    }

    /** A line of the schedule. */
    public sealed interface Entry {

        String test();

        Stream<Planned> starts(Duration duration);

        record At(Duration at, String test, Optional<Duration> length) implements Entry {
            @Override
            public Stream<Planned> starts(Duration duration) {
                return Stream.of(new Planned(at, test, length));
            }
        }

        /** From the first to before the last, each so long after the one before. */
        record Every(Duration every, Duration from, Duration until, String test, Optional<Duration> length)
                implements Entry {
            @Override
            public Stream<Planned> starts(Duration duration) {
                return Stream.iterate(from, at -> at.compareTo(until) < 0, at -> at.plus(every))
                        .map(at -> new Planned(at, test, length));
            }
        }
    }

    /** One start of a test, so long after the run's. {@code length} is how long its continuous steps go on. */
    public record Planned(Duration at, String test, Optional<Duration> length) {}

    /** Every start, in order of time. */
    public List<Planned> timetable() {
        return schedule.stream()
                .flatMap(entry -> entry.starts(duration))
                .sorted(Comparator.comparing(Planned::at))
                .toList();
    }
}
