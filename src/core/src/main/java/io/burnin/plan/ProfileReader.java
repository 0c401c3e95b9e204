package io.burnin.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a profile and its schedule. */
final class ProfileReader {

    private static final long MOST_STARTS = 10_000;

    private ProfileReader() {}

    static Profile profile(String name, Fields fields) {
        Duration duration = fields.require("duration").positive();
        List<Profile.Entry> schedule = fields.require("schedule").items().stream()
                .flatMap(part -> entry(part.fields(), duration).stream())
                .toList();
        long starts = schedule.stream()
                .mapToLong(entry -> entry.starts(duration).count())
                .sum();
        if (starts > MOST_STARTS) {
            fields.require("schedule")
                    .error("value", "this schedule has more than 10,000 starts", "start tests less often");
            return new Profile(name, duration, List.of());
        }
        return new Profile(name, duration, schedule);
    }

    private static Optional<Profile.Entry> entry(Fields fields, Duration duration) {
        String test = fields.require("test").reference();
        Optional<Duration> length = fields.find("for").map(Part::positive);
        return fields.keyword().map(word -> {
            if (word.equals("at")) {
                return new Profile.Entry.At(fields.variant().duration(), test, length);
            }
            Duration every = fields.variant().positive();
            Duration from = fields.find("from").map(Part::duration).orElse(Duration.ZERO);
            Duration until = fields.find("until").map(Part::duration).orElse(duration);
            if (until.minus(from).dividedBy(every) > MOST_STARTS) {
                fields.error("value", "this starts the test more than 10,000 times", "start it less often");
                return new Profile.Entry.At(from, test, length);
            }
            return new Profile.Entry.Every(every, from, until, test, length);
        });
    }
}
