package io.burnin.agent.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Remembers texts by 128 bits of each: some 32 bytes a text however long it is, and no two texts taken for one in any run that
 * ends. What is new in a reading goes to the journal as one note with the reading's number, so that a restart forgets exactly
 * what belongs to readings that were lost.
 */
final class Fingerprints {

    private static final int LONGS = 2;
    /** Tells a place that holds a hash from an empty one. */
    private static final long USED = 1;

    private final MessageDigest digest = sha256();
    private long[] table = new long[64 * LONGS];
    private int size;
    private final List<Long> fresh = new ArrayList<>();

    /** @return whether it was not there before */
    boolean add(String text) {
        ByteBuffer hash = hash(text);
        long high = hash.getLong() | USED;
        long low = hash.getLong();
        if (!add(high, low)) {
            return false;
        }
        fresh.add(high);
        fresh.add(low);
        return true;
    }

    boolean contains(String text) {
        ByteBuffer hash = hash(text);
        return table[place(table, hash.getLong() | USED, hash.getLong())] != 0;
    }

    int size() {
        return size;
    }

    /** The note that keeps what was added since the last one; empty if nothing was. */
    Optional<String> note(long reading) {
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(fresh.size() * Long.BYTES);
        fresh.forEach(bytes::putLong);
        fresh.clear();
        return Optional.of(reading + " " + Base64.getEncoder().withoutPadding().encodeToString(bytes.array()));
    }

    /** Takes back what was noted up to that reading. */
    void restore(List<String> notes, long lastReading) {
        for (String note : notes) {
            int blank = note.indexOf(' ');
            if (Long.parseLong(note.substring(0, blank)) <= lastReading) {
                ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(note.substring(blank + 1)));
                while (bytes.hasRemaining()) {
                    add(bytes.getLong(), bytes.getLong());
                }
            }
        }
    }

    private boolean add(long high, long low) {
        if (size * 3 >= table.length / LONGS * 2) {
            grow();
        }
        if (!put(table, high, low)) {
            return false;
        }
        size++;
        return true;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (int i = 0; i < table.length; i += LONGS) {
            if (table[i] != 0) {
                put(larger, table[i], table[i + 1]);
            }
        }
        table = larger;
    }

    private static boolean put(long[] table, long high, long low) {
        int place = place(table, high, low);
        if (table[place] != 0) {
            return false;
        }
        table[place] = high;
        table[place + 1] = low;
        return true;
    }

    /** Where that pair is, or belongs. */
    private static int place(long[] table, long high, long low) {
        int mask = table.length - 1;
        int place = (int) low * LONGS & mask;
        while (table[place] != 0 && (table[place] != high || table[place + 1] != low)) {
            place = place + LONGS & mask;
        }
        return place;
    }

    private ByteBuffer hash(String text) {
        return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
