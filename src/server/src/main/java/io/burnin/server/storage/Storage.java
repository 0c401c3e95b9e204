package io.burnin.server.storage;

import io.burnin.server.run.Runs;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What takes how much room, and how long there is any. */
@ApplicationScoped
class Storage {

    private static final double SOON = 7;

    private final Sizes sizes;
    private final Room room;
    private final Readings readings;
    private final Runs runs;
    private final Clock clock;

    Storage(Sizes sizes, Room room, Readings readings, Runs runs, Clock clock) {
        this.sizes = sizes;
        this.room = room;
        this.readings = readings;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * In bytes.
     *
     * @param free empty if neither the disk is known nor a capacity set
     * @param growthPerDay over the last week at most; empty in the first hours
     * @param daysUntilFull until new runs are refused; empty if nothing grows, or what is free is not known
     */
    record State(
            long used,
            OptionalLong free,
            long floor,
            OptionalDouble growthPerDay,
            OptionalDouble daysUntilFull,
            Map<Kind, Long> kinds,
            List<OfPlan> plans,
            List<String> warnings) {}

    /**
     * The part of the runs of one plan, by their records.
     *
     * @param records that its runs handed in
     */
    record OfPlan(String plan, long runs, long records, long bytes) {}

    State look() {
        Instant now = clock.instant();
        long used = sizes.used();
        Map<Kind, Long> kinds = sizes.byKind(used);
        OptionalLong free = room.free();
        Forecast forecast = Forecast.of(readings.since(now.minus(Forecast.LOOKS_BACK)), now, used);
        OptionalDouble days = forecast.daysUntilFull(room.aboveFloor());
        return new State(
                used,
                free,
                room.floor(),
                forecast.bytesPerDay(),
                days,
                kinds,
                ofPlans(used - kinds.get(Kind.OTHER)),
                warnings(free, days));
    }

    private List<OfPlan> ofPlans(long bytes) {
        List<Runs.Volume> volumes = runs.volumes();
        double all = volumes.stream().mapToLong(Runs.Volume::records).sum();
        return volumes.stream()
                .map(each -> new OfPlan(
                        each.plan(),
                        each.runs(),
                        each.records(),
                        all == 0 ? 0 : Math.round(bytes * (each.records() / all))))
                .toList();
    }

    private List<String> warnings(OptionalLong free, OptionalDouble days) {
        var warnings = new ArrayList<String>();
        if (free.isPresent() && free.getAsLong() < room.floor()) {
            warnings.add("new runs are refused: " + room.refusal(free.getAsLong()));
        } else if (days.isPresent() && days.getAsDouble() < SOON) {
            warnings.add("at the growth of the last days new runs will be refused in %.1f days: give the disk more room"
                    .formatted(days.getAsDouble()));
        }
        return warnings;
    }
}
