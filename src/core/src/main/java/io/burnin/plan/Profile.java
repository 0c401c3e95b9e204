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

        /** The same where the end is later: what went on to the end goes on to the new one, and nothing else moves. */
        Entry extendedBy(Duration more, Duration end);

        record At(Duration at, String test, Optional<Duration> length) implements Entry {
            @Override
            public Stream<Planned> starts(Duration duration) {
                return Stream.of(new Planned(at, test, length));
            }

            @Override
            public Entry extendedBy(Duration more, Duration end) {
                boolean toTheEnd =
                        length.filter(time -> at.plus(time).compareTo(end) >= 0).isPresent();
                return toTheEnd ? new At(at, test, length.map(more::plus)) : this;
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

            @Override
            public Entry extendedBy(Duration more, Duration end) {
                return until.compareTo(end) < 0 ? this : new Every(every, from, until.plus(more), test, length);
            }
        }
    }

    /** One start of a test, so long after the run's. {@code length} is how long its continuous steps go on. */
    public record Planned(Duration at, String test, Optional<Duration> length) {}

    /**
     * As a run of it is executed that was extended by so much: continuous load that lasted to the end lasts to the new end, what is
     * repeated to the end is repeated on, and every start that there was stays where it was.
     */
    public Profile extendedBy(Duration more) {
        List<Entry> extended =
                schedule.stream().map(entry -> entry.extendedBy(more, duration)).toList();
        return more.isZero() ? this : new Profile(name, duration.plus(more), extended);
    }

    /** Every start, in order of time. */
    public List<Planned> timetable() {
        return schedule.stream()
                .flatMap(entry -> entry.starts(duration))
                .sorted(Comparator.comparing(Planned::at))
                .toList();
    }
}
