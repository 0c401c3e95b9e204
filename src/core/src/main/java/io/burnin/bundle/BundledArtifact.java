package io.burnin.bundle;

import java.time.Instant;
import java.util.Optional;

/**
 * A piece of the target that was kept with the run.
 *
 * @param file the entry that holds it; empty if it is absent, or not all of it had come in
 * @param source where on the target's host it comes from
 * @param when the moment, as plans name it
 * @param truncated whether there was more before it
 * @param redacted how many secrets were taken out
 * @param absent why there is nothing
 */
public record BundledArtifact(
        int id,
        Optional<String> file,
        String source,
        String when,
        String occasion,
        Instant at,
        boolean truncated,
        int redacted,
        Optional<String> absent) {}
