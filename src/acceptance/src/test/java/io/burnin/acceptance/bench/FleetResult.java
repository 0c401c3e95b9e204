package io.burnin.acceptance.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What a server did under the load of many agents.
 *
 * @param comings how often agents that had no run yet found the server too busy, and came again
 * @param refused batches that had to be sent again
 * @param missing records that were acknowledged and are not there
 * @param beatMillis 99th percentile of the time that a heartbeat took
 * @param batchMillis the same of a batch
 * @param residentBefore bytes that the server's process held once it had warmed up
 * @param residentAfter the same at the end
 */
record FleetResult(
        int agents,
        long comings,
        long batches,
        long samples,
        long refused,
        long missing,
        double beatMillis,
        double batchMillis,
        long residentBefore,
        long residentAfter) {

    private static final double SLOWEST_BEAT = 250;
    private static final double MOST_GROWTH = 1.1;

    static FleetResult of(List<SimulatedHost.Seen> seen, long missing, long residentBefore, long residentAfter) {
        return new FleetResult(
                seen.size(),
                seen.stream().mapToLong(SimulatedHost.Seen::comings).sum(),
                seen.stream().mapToLong(host -> host.deliveries().size()).sum(),
                seen.stream().mapToLong(SimulatedHost.Seen::samples).sum(),
                seen.stream().mapToLong(SimulatedHost.Seen::refused).sum(),
                missing,
                p99(seen, SimulatedHost.Seen::beats),
                p99(seen, SimulatedHost.Seen::deliveries),
                residentBefore,
                residentAfter);
    }

    @JsonProperty
    boolean holds() {
        return refused == 0
                && missing == 0
                && beatMillis < SLOWEST_BEAT
                && residentAfter <= residentBefore * MOST_GROWTH;
    }

    void print(PrintStream out) {
        out.printf("%-36s %,16d%n", "agents", agents);
        out.printf("%-36s %,16d%n", "came again before they had a run", comings);
        out.printf("%-36s %,16d%n", "batches", batches);
        out.printf("%-36s %,16d%n", "samples", samples);
        out.printf("%-36s %,16d   must be 0%n", "batches refused", refused);
        out.printf("%-36s %,16d   must be 0%n", "acknowledged records missing", missing);
        out.printf("%-36s %,16.1f   below %.0f%n", "heartbeat, p99, ms", beatMillis, SLOWEST_BEAT);
        out.printf("%-36s %,16.1f%n", "batch, p99, ms", batchMillis);
        out.printf("%-36s %,16.1f%n", "server, resident, warm, MB", residentBefore / 1e6);
        out.printf(
                "%-36s %,16.1f   at most %.0f %% more%n",
                "server, resident, at the end, MB", residentAfter / 1e6, (MOST_GROWTH - 1) * 100);
        out.println(holds() ? "holds" : "does not hold");
    }

    private static double p99(List<SimulatedHost.Seen> seen, Function<SimulatedHost.Seen, Collection<Double>> times) {
        double[] sorted = seen.stream()
                .flatMap(host -> times.apply(host).stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return sorted[(int) Math.ceil(0.99 * sorted.length) - 1];
    }
}
