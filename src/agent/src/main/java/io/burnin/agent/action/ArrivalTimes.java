package io.burnin.agent.action;

import io.burnin.plan.Step.Arrivals;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * When an open model's arrivals are due, in nanoseconds since its beginning: one after the other, without end, and the same for
 * the same seed. During the ramp the rate grows from nothing in a straight line.
 */
final class ArrivalTimes implements LongSupplier {

    private final Arrivals arrivals;
    private final RandomGenerator random;
    private final double ramp;
    private double due;

    ArrivalTimes(Arrivals arrivals, Seed seed) {
        this.arrivals = arrivals;
        this.random = seed.random();
        this.ramp = arrivals.ramp().toNanos() / 1e9;
        this.due = gap(0);
    }

    @Override
    public long getAsLong() {
        long nanos = Math.round(seconds(due) * 1e9);
        due += gap(1);
        return nanos;
    }

    /** Until the next arrival, in mean gaps. A Poisson process forgets, so its first gap is like any other. */
    private double gap(double constant) {
        return switch (arrivals.shape()) {
            case CONSTANT -> constant;
            case POISSON -> -Math.log(1 - random.nextDouble());
        };
    }

    /** When so many mean gaps have passed: the inverse of the rate's integral. */
    private double seconds(double gaps) {
        double rate = arrivals.perSecond();
        double inRamp = rate * ramp / 2;
        return gaps < inRamp ? Math.sqrt(2 * gaps * ramp / rate) : ramp + (gaps - inRamp) / rate;
    }
}
