package io.burnin.bundle;

import java.time.Instant;
import java.util.List;

/**
 * What a bundle holds.
 *
 * @param format grows when an older reader would misunderstand the bundle
 * @param burnin the version of the server that made it
 * @param entries all but the manifest, in their order
 */
public record Manifest(int format, String burnin, String run, Instant madeAt, List<Entry> entries) {

    public static final int FORMAT = 1;

    public Manifest {
        entries = List.copyOf(entries);
    }

    /**
     * @param bytes its size when it is unpacked
     * @param sha256 hexadecimal
     */
    public record Entry(String name, long bytes, String sha256) {}
}
