package io.burnin.agent.journal;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that takes up room on the disk, to be given back for what must be written when there is no other room left. */
final class Reserve {

    private static final System.Logger LOG = System.getLogger(Reserve.class.getName());

    private final Path file;
    private final long bytes;

    Reserve(Path file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Takes the room, unless it has. */
    void take() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[8 << 10];
            for (long left = bytes; left > 0; left -= block.length) {
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        } catch (IOException full) {
            release();
            throw full;
        }
    }

    /** Gives the room back. @return whether there was any */
    boolean release() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException kept) {
            LOG.log(WARNING, "the reserve of the journal cannot be given back: {0}", kept.toString());
            return false;
        }
    }
}
