package io.burnin.agent.probe.tail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes to be found in many other bytes: looks for the rarest of them and compares only there. */
public final class Needle {

    private static final byte[] COMMON =
            " etaoinsrhldcumfpgwybvkETAOINSRHLDCUMFPGWYBVK0123456789.:-_/\"=,".getBytes(StandardCharsets.US_ASCII);

    private final byte[] wanted;
    private final int rare;

    public Needle(byte[] wanted) {
        if (wanted.length == 0) {
            throw new IllegalArgumentException("there is no text to look for");
        }
        this.wanted = wanted.clone();
        this.rare = rarest(wanted);
    }

    /** Where it begins, at or after {@code from}; -1 if it is not whole before {@code to}. */
    public int find(byte[] bytes, int from, int to) {
        long pattern = Bytes.repeated(wanted[rare]);
        int last = to - (wanted.length - rare);
        int i = from + rare;
        // Four words at a time: a client-side compiler unrolls nothing, and an agent is often run with no other.
        for (; i <= last + 1 - 4 * Long.BYTES; i += 4 * Long.BYTES) {
            long hits = Bytes.zeros(Bytes.at(bytes, i) ^ pattern)
                    | Bytes.zeros(Bytes.at(bytes, i + Long.BYTES) ^ pattern)
                    | Bytes.zeros(Bytes.at(bytes, i + 2 * Long.BYTES) ^ pattern)
                    | Bytes.zeros(Bytes.at(bytes, i + 3 * Long.BYTES) ^ pattern);
            for (int word = i; hits != 0 && word < i + 4 * Long.BYTES; word += Long.BYTES) {
                int start = findInWord(bytes, word, pattern);
                if (start >= 0) {
                    return start;
                }
            }
        }
        for (; i <= last; i++) {
            if (bytes[i] == wanted[rare] && isAt(bytes, i - rare)) {
                return i - rare;
            }
        }
        return -1;
    }

    private int findInWord(byte[] bytes, int word, long pattern) {
        long hits = Bytes.zeros(Bytes.at(bytes, word) ^ pattern);
        while (hits != 0) {
            int start = word + Long.numberOfTrailingZeros(hits) / Byte.SIZE - rare;
            if (isAt(bytes, start)) {
                return start;
            }
            hits &= hits - 1;
        }
        return -1;
    }

    private boolean isAt(byte[] bytes, int start) {
        return Arrays.equals(bytes, start, start + wanted.length, wanted, 0, wanted.length);
    }

    private static int rarest(byte[] wanted) {
        int rare = 0;
        for (int i = 1; i < wanted.length; i++) {
            if (commonness(wanted[i]) < commonness(wanted[rare])) {
                rare = i;
            }
        }
        return rare;
    }

    /** 0 for a byte that logs hardly hold, most for a blank. */
    private static int commonness(byte value) {
        for (int i = 0; i < COMMON.length; i++) {
            if (COMMON[i] == value) {
                return COMMON.length - i;
            }
        }
        return 0;
    }
}
