package io.burnin.agent.action;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.burnin.plan.Step.Stages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file about to be written: at once, or so that a reader can see it half done. */
record StagedFile(Path file, byte[] content) {

    /** In place, by one write where the system takes it whole. */
    void atOnce() throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
            write(channel, 0, content.length);
        }
    }

    /** In place, or under another name until it is whole. */
    void inStages(Stages stages) throws IOException, InterruptedException {
        boolean renamed = stages.then() == Stages.Then.RENAME;
        Path begun = renamed ? file.resolveSibling(file.getFileName() + ".tmp") : file;
        int part = (int) Math.round(content.length * stages.partialPercent() / 100);
        try (FileChannel channel = FileChannel.open(begun, CREATE, TRUNCATE_EXISTING, WRITE)) {
            write(channel, 0, part);
            Thread.sleep(stages.hold());
            write(channel, part, content.length);
        }
        if (renamed) {
            Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void write(FileChannel channel, int from, int to) throws IOException {
        var bytes = ByteBuffer.wrap(content, from, to - from);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
