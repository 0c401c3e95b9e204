package io.burnin.agent.link;

import io.burnin.protocol.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What many exchanges say of the server's clock: the offset of the best of the newest, which is the one that was under way
 * shortest, and the drift as the slope of a line through the best of each minute. When a clock was set, or the host slept, all
 * that was known is void. For one thread.
 */
final class ClockOffsets {

    /** Ordinary clocks run off by less: so much an exchange loses in worth with age. */
    private static final double MOST_DRIFT_PPM = 100;

    private static final int NEWEST = 8;
    private static final int MOST_MINUTES = 60;
    private static final int LEAST_MINUTES = 5;
    private static final double LEAST_JUMP_MILLIS = 50;
    private static final Duration JUMP = Duration.ofSeconds(1);

    private final Deque<Exchange> newest = new ArrayDeque<>();
    private final List<Exchange> ofMinutes = new ArrayList<>();
    private Optional<Look> before = Optional.empty();

    /** What wall and monotonic clock showed together. */
    private record Look(Instant wall, long nanos) {

        boolean isStep(Look next) {
            Duration passed = Duration.ofNanos(next.nanos - nanos);
            return Duration.between(wall, next.wall).minus(passed).abs().compareTo(JUMP) > 0;
        }
    }

    /** @param nanos when, by the monotonic clock */
    private record Exchange(long nanos, double offset, double error) {

        double errorAt(long now) {
            return error + millis(now - nanos) * MOST_DRIFT_PPM / 1e6;
        }

        private boolean contradicts(Exchange other) {
            return Math.abs(offset - other.offset) > error + other.errorAt(nanos) + LEAST_JUMP_MILLIS;
        }

        private long minute() {
            return Duration.ofNanos(nanos).toMinutes();
        }
    }

    /** To be called before each use: what was learned before our own clock was set must not be told once more. */
    void look(Instant wall, long nanos) {
        var now = new Look(wall, nanos);
        if (before.filter(then -> then.isStep(now)).isPresent()) {
            forget();
        }
        before = Optional.of(now);
    }

    void add(long nanos, Heartbeat.Clock exchanged) {
        var exchange = new Exchange(nanos, exchanged.offsetMillis(), exchanged.errorMillis());
        if (best(nanos).filter(exchange::contradicts).isPresent()) {
            forget();
        }
        newest.add(exchange);
        if (newest.size() > NEWEST) {
            newest.remove();
        }
        keepBestOfMinute(exchange);
    }

    /** As it is now; empty before the first exchange. */
    Optional<Heartbeat.Clock> at(long nanos) {
        return best(nanos).map(best -> new Heartbeat.Clock(best.offset(), best.errorAt(nanos), drift()));
    }

    private void forget() {
        newest.clear();
        ofMinutes.clear();
    }

    private Optional<Exchange> best(long nanos) {
        return newest.stream().min(Comparator.comparingDouble(exchange -> exchange.errorAt(nanos)));
    }

    private void keepBestOfMinute(Exchange exchange) {
        if (ofMinutes.isEmpty() || ofMinutes.getLast().minute() != exchange.minute()) {
            ofMinutes.add(exchange);
        } else if (exchange.error() < ofMinutes.getLast().error()) {
            ofMinutes.set(ofMinutes.size() - 1, exchange);
        }
        if (ofMinutes.size() > MOST_MINUTES) {
            ofMinutes.removeFirst();
        }
    }

    /** In microseconds a second, by least squares. */
    private Optional<Double> drift() {
        if (ofMinutes.size() < LEAST_MINUTES) {
            return Optional.empty();
        }
        long zero = ofMinutes.getFirst().nanos();
        double meanTime = ofMinutes.stream()
                .mapToDouble(each -> millis(each.nanos() - zero))
                .average()
                .orElseThrow();
        double meanOffset =
                ofMinutes.stream().mapToDouble(Exchange::offset).average().orElseThrow();
        double both = 0;
        double square = 0;
        for (Exchange each : ofMinutes) {
            double time = millis(each.nanos() - zero) - meanTime;
            both += time * (each.offset() - meanOffset);
            square += time * time;
        }
        return Optional.of(1e6 * both / square);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
