package io.burnin.metric;

/** How the samples of a metric are to be read. */
public enum Kind {
    /** Each sample is the increment since the sample before it; 0 says "looked, nothing new". */
    COUNTER,
    /** Each sample is the level at its time. */
    GAUGE,
    /** Each sample is one operation: its time is the operation's end, its value the milliseconds since the intended start. */
    DURATION,
    /** Each sample is a text that holds from its time until the next sample. */
    STATE
}
