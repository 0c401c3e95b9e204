package io.burnin.agent.probe.tail;

import java.util.Arrays;

/** Where bytes are read into; small while little is new. */
final class ReadBuffer {

    private static final int SMALL = 32 * 1024;
    private static final int LARGE = 256 * 1024;
    private static final int LONGEST_LINE = 4 * 1024 * 1024;

    private byte[] bytes = new byte[SMALL];

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    /** Makes room for a longer line, if that is reasonable. */
    boolean grow() {
        if (bytes.length >= LONGEST_LINE) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 4, LONGEST_LINE));
        return true;
    }

    /** There is much to read. */
    void widen() {
        if (bytes.length < LARGE) {
            bytes = Arrays.copyOf(bytes, LARGE);
        }
    }

    void release() {
        if (bytes.length > SMALL) {
            bytes = new byte[SMALL];
        }
    }
}
