package io.burnin.agent.capture;

import io.burnin.plan.Capture.Moment;
import io.burnin.protocol.RunRecord.Captured;
import io.burnin.protocol.RunRecord.CapturedPiece;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * What one source gave.
 *
 * @param name what it is called as a file
 * @param source where it comes from
 * @param absent why there is nothing; empty if there is
 */
record Artifact(String name, String source, Excerpt excerpt, String absent) {

    static Artifact absent(String name, String source, String why) {
        return new Artifact(name, source, new Excerpt(new byte[0], false, 0), why);
    }

    /** In bytes, before it is packed. */
    long size() {
        return excerpt.bytes().length;
    }

    Captured record(Instant at, int number, Moment moment, String occasion, int pieces) {
        return new Captured(
                at,
                number,
                name,
                source,
                moment.word(),
                occasion,
                size(),
                excerpt.isCut(),
                excerpt.redacted(),
                absent.isEmpty() ? sha256(excerpt.bytes()) : "",
                pieces,
                absent);
    }

    /** Packed, and so small that none of them fills a batch. */
    List<CapturedPiece> pieces(Instant at, int number) {
        var pieces = new ArrayList<CapturedPiece>();
        if (absent.isEmpty()) {
            byte[] packed = packed(excerpt.bytes());
            for (int from = 0; from < packed.length; from += CapturedPiece.MOST_BYTES) {
                int to = Math.min(packed.length, from + CapturedPiece.MOST_BYTES);
                pieces.add(new CapturedPiece(at, number, pieces.size() + 1, Arrays.copyOfRange(packed, from, to)));
            }
        }
        return pieces;
    }

    private static byte[] packed(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes every byte", impossible);
        }
        return packed.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
