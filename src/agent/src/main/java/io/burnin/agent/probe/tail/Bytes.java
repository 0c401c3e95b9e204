package io.burnin.agent.probe.tail;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time. */
final class Bytes {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long LOWS = ~HIGHS;

    private Bytes() {}

    static long repeated(byte wanted) {
        return (wanted & 0xFFL) * ONES;
    }

    static long at(byte[] bytes, int index) {
        return (long) LONG.get(bytes, index);
    }

    /**
     * The high bit of each byte that is zero. Above a zero byte the bit of a 1 may be set as well, so only the lowest is
     * certain.
     */
    static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }

    /** The high bit of each byte that is not zero; exact for every byte. */
    private static long others(long word) {
        return ((word & LOWS) + LOWS | word) & HIGHS;
    }

    static int indexOf(byte[] bytes, byte wanted, int from, int to) {
        long pattern = repeated(wanted);
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long hits = zeros(at(bytes, i) ^ pattern);
            if (hits != 0) {
                return i + Long.numberOfTrailingZeros(hits) / Byte.SIZE;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static int lastIndexOf(byte[] bytes, byte wanted, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static int count(byte[] bytes, byte wanted, int from, int to) {
        long pattern = repeated(wanted);
        int count = 0;
        int i = from;
        for (; i <= to - 4 * Long.BYTES; i += 4 * Long.BYTES) {
            long first = others(at(bytes, i) ^ pattern);
            long second = others(at(bytes, i + Long.BYTES) ^ pattern);
            long third = others(at(bytes, i + 2 * Long.BYTES) ^ pattern);
            long fourth = others(at(bytes, i + 3 * Long.BYTES) ^ pattern);
            // Each byte holds 0 or 1, so that four words add up without a carry.
            long sum = (first >>> 7) + (second >>> 7) + (third >>> 7) + (fourth >>> 7);
            count += 4 * Long.BYTES - (int) (sum * ONES >>> 56);
        }
        for (; i < to; i++) {
            if (bytes[i] == wanted) {
                count++;
            }
        }
        return count;
    }
}
