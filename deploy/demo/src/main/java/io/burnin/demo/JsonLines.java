package io.burnin.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of one JSON object per line that only grows. A line is handed to the operating system in one write. */
final class JsonLines {

    private static final int TAIL = 64 * 1024;

    private final Path file;

    JsonLines(Path file) {
        this.file = file;
    }

    synchronized void append(Object value) throws IOException {
        appendText(Json.write(value));
    }

    synchronized void appendText(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
        // Opened each time: whoever rotates or deletes the file finds the next line under its name again.
        try (FileChannel channel = FileChannel.open(file, CREATE, APPEND)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** Cuts off what a kill left of a last line. */
    synchronized void mend() throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            long start = Math.max(0, channel.size() - TAIL);
            byte[] tail = read(channel, start);
            int end = tail.length;
            while (end > 0 && tail[end - 1] != '\n') {
                end--;
            }
            if (end < tail.length) {
                channel.truncate(start + end);
            }
        }
    }

    /** The last line that can be read. */
    Optional<JsonObject> last() throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, READ)) {
            byte[] tail = read(channel, Math.max(0, channel.size() - TAIL));
            List<JsonObject> readable = readable(new String(tail, UTF_8));
            return readable.isEmpty() ? Optional.empty() : Optional.of(readable.getLast());
        }
    }

    /** Every line that can be read. */
    List<JsonObject> all() throws IOException {
        return Files.exists(file) ? readable(Files.readString(file)) : List.of();
    }

    private static List<JsonObject> readable(String text) {
        List<JsonObject> objects = new ArrayList<>();
        text.lines().forEach(line -> {
            try {
                objects.add(Json.read(line));
            } catch (JsonException broken) {
                // A broken line is evidence for whoever watches this file; its owner reads past it.
            }
        });
        return objects;
    }

    private static byte[] read(FileChannel channel, long from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - from));
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            continue;
        }
        return buffer.array();
    }
}
