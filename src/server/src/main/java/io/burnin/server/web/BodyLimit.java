package io.burnin.server.web;

import java.io.IOException;
import java.io.InputStream;

/** Reads a body up to its limit, counted after decompression. */
public final class BodyLimit {

    /** @throws Problem TOO_LARGE as soon as a byte more has come */
    public static byte[] read(InputStream body, int limit, String what) throws IOException {
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw Problem.of(
                    ProblemType.TOO_LARGE,
                    "%s may have %d bytes when unpacked, and this one has more: send less at a time",
                    what,
                    limit);
        }
        return bytes;
    }

    private BodyLimit() {}
}
