package io.burnin.server.artifact;

import io.burnin.protocol.RunRecord.Captured;
import java.util.Optional;

/**
 * A piece of the target that was kept with the run, or why there is none.
 *
 * @param received how many of its pieces are stored; the others are on their way
 */
public record Artifact(Captured captured, int received) {

    /** Why there is nothing. */
    public Optional<String> absent() {
        return Optional.of(captured.absent()).filter(why -> !why.isEmpty());
    }

    /** Whether it can be handed out. */
    public boolean isWhole() {
        return captured.absent().isEmpty() && received == captured.pieces();
    }

    /** A name for a file that no other of the run has: {@code 0012-red-worker.log}. */
    public String file() {
        String plain = captured.name().replaceAll("[^A-Za-z0-9._-]", "_");
        return "%04d-%s-%s".formatted(captured.number(), captured.moment(), plain);
    }
}
