package io.burnin.verdict;

/** What may go on, what must be looked at, what must not go on. */
public enum Light {
    GREEN,
    YELLOW,
    RED;

    public Light worseOf(Light other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
