package io.burnin.metric;

/** Which way a metric is better. */
public enum Direction {
    LOWER,
    HIGHER,
    NEITHER
}
