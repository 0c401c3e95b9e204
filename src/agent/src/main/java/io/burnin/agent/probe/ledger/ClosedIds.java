package io.burnin.agent.probe.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Every id that is no longer open, in some 30 bytes each: what it came to, whose it was and how often it was begun. */
final class ClosedIds {

    enum End {
        DONE,
        FAILED,
        LOST,
        /** Nobody submitted it, or somebody whose book is another. */
        STRANGER
    }

    record Fate(End end, int origin, long executions) {}

    private static final End[] ENDS = End.values();

    private final MessageDigest digest = sha256();
    private long[] keys = new long[64];
    private long[] executions = new long[64];
    private short[] ends = new short[64];
    private int size;

    Optional<Fate> find(String id) {
        int place = place(keys, key(id));
        return keys[place] == 0
                ? Optional.empty()
                : Optional.of(new Fate(ENDS[ends[place] & 0x3], (ends[place] & 0xFFFF) >>> 2, executions[place]));
    }

    void put(String id, Fate fate) {
        if (size * 3 >= keys.length * 2) {
            grow();
        }
        long key = key(id);
        int place = place(keys, key);
        if (keys[place] == 0) {
            keys[place] = key;
            size++;
        }
        executions[place] = fate.executions();
        ends[place] = (short) (fate.origin() << 2 | fate.end().ordinal());
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldExecutions = executions;
        short[] oldEnds = ends;
        keys = new long[oldKeys.length * 2];
        executions = new long[keys.length];
        ends = new short[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int place = place(keys, oldKeys[i]);
                keys[place] = oldKeys[i];
                executions[place] = oldExecutions[i];
                ends[place] = oldEnds[i];
            }
        }
    }

    private static int place(long[] keys, long key) {
        int place = (int) (key >>> 1) & keys.length - 1;
        while (keys[place] != 0 && keys[place] != key) {
            place = place + 1 & keys.length - 1;
        }
        return place;
    }

    /** Never 0, which marks an empty place. */
    private long key(String id) {
        return ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)))
                        .getLong()
                | 1;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
