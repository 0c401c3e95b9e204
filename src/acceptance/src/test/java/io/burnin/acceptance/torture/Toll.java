package io.burnin.acceptance.torture;

/**
 * What a round broke; all zeros if nothing.
 *
 * @param lost records on the agent's disk, or acknowledged, that the server does not have
 * @param duplicated records that the server has twice
 * @param repeated acts of the target that no intent on disk accounts for, or whose intent is there twice
 * @param stuck runs without an end
 * @param dirty services that are not as they were found, or whose fault was said to be over while it was not undone
 */
record Toll(long lost, long duplicated, long repeated, long stuck, long dirty) {

    static final Toll NONE = new Toll(0, 0, 0, 0, 0);

    Toll plus(Toll other) {
        return new Toll(
                lost + other.lost,
                duplicated + other.duplicated,
                repeated + other.repeated,
                stuck + other.stuck,
                dirty + other.dirty);
    }

    boolean isNone() {
        return equals(NONE);
    }
}
