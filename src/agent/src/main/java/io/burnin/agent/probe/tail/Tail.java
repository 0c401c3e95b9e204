package io.burnin.agent.probe.tail;

import static io.burnin.agent.probe.tail.Cursor.State.GONE;
import static io.burnin.agent.probe.tail.Cursor.State.PRESENT;
import static io.burnin.agent.probe.tail.Cursor.State.ROTATED;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is new in files that grow. Each reading delivers the whole lines written since the one before, each line once: through
 * rotation, truncation and restarts of the agent. Files are opened, read and closed at once, so that their owner may rename
 * them. Not safe for several threads.
 */
public final class Tail {

    private static final long ROTATED_QUIET_NANOS = 10_000_000_000L;

    private static final int MOST_GONE = 100;

    private final Glob files;
    private final Charset charset;
    private final boolean mustExist;
    private final Map<String, TailedFile> known = new LinkedHashMap<>();
    private final ReadBuffer buffer = new ReadBuffer();

    public Tail(Glob files, Charset charset) {
        this(files, charset, true);
    }

    /** @param mustExist whether it is a failure, and not just nothing new, when no file matches */
    public Tail(Glob files, Charset charset, boolean mustExist) {
        this.files = files;
        this.charset = charset;
        this.mustExist = mustExist;
    }

    /** Takes what exists now as read. */
    public void skipExisting(long nanos) throws IOException {
        for (Path path : files.list()) {
            try {
                TailedFile file = new TailedFile(path, keyOf(path), nanos);
                file.skipExisting(charset);
                known.put(file.key(), file);
            } catch (NoSuchFileException goneSinceListed) {
                continue;
            }
        }
    }

    public void restore(List<Cursor> cursors, long nanos) {
        cursors.forEach(cursor -> known.put(cursor.key(), new TailedFile(cursor, nanos)));
    }

    public List<Cursor> cursors() {
        return known.values().stream().map(TailedFile::cursor).toList();
    }

    /**
     * Delivers what is new.
     *
     * @throws IOException if no file matches though one must, or one could not be read; what others brought is delivered all the same
     */
    public void read(long nanos, Block.Sink sink) throws IOException {
        boolean any = findFiles(nanos);
        Optional<IOException> failure = Optional.empty();
        for (TailedFile file : inOrder()) {
            try {
                file.read(charset, buffer, nanos, sink);
            } catch (NoSuchFileException gone) {
                continue; // The next reading finds out whether it was renamed.
            } catch (IOException e) {
                failure = Optional.of(failure.orElse(e));
            }
            if (file.is(ROTATED) && nanos - file.quietSince() > ROTATED_QUIET_NANOS) {
                file.finish(sink);
                file.gone();
            }
        }
        buffer.release();
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (!any && mustExist) {
            throw new NoSuchFileException(files.toString(), null, "does not exist");
        }
    }

    /** The last lines that have no end yet, of files that may still get it. */
    public List<Partial> partials() {
        return known.values().stream()
                .filter(file -> file.is(PRESENT) && file.partial().length > 0 && !file.isSkipping())
                .map(file -> new Partial(file.source(), file.offset(), file.partial(), file.quietSince()))
                .toList();
    }

    /** @param since when it was last written to */
    public record Partial(String source, long offset, byte[] bytes, long since) {}

    /** Up to so many of the bytes before the cursor of each file: lines that were there before. */
    public void readBefore(int most, Block.Sink sink) throws IOException {
        for (TailedFile file : inOrder()) {
            try {
                file.readBefore(charset, most, sink);
            } catch (NoSuchFileException gone) {
                continue;
            }
        }
    }

    private boolean findFiles(long nanos) throws IOException {
        Set<String> present = new HashSet<>();
        for (Path path : files.list()) {
            try {
                if (Files.isRegularFile(path)) {
                    String key = keyOf(path);
                    known.computeIfAbsent(key, k -> new TailedFile(path, k, nanos))
                            .isAt(path);
                    present.add(key);
                }
            } catch (NoSuchFileException goneSinceListed) {
                continue;
            }
        }
        for (TailedFile file : List.copyOf(known.values())) {
            if (file.is(PRESENT) && !present.contains(file.key())) {
                findByKey(file).ifPresentOrElse(path -> file.rotatedTo(path, nanos), file::gone);
            }
        }
        forgetOldest();
        return !present.isEmpty();
    }

    /** What was rotated away is older than what took its place. */
    private List<TailedFile> inOrder() {
        return known.values().stream()
                .filter(file -> !file.is(GONE))
                .sorted(Comparator.comparing((TailedFile file) -> file.is(PRESENT))
                        .thenComparing(TailedFile::path))
                .toList();
    }

    private void forgetOldest() {
        var gone = known.values().stream().filter(file -> file.is(GONE)).toList();
        gone.stream().limit(Math.max(0, gone.size() - MOST_GONE)).forEach(file -> known.remove(file.key()));
    }

    private static Optional<Path> findByKey(TailedFile file) throws IOException {
        Path folder = file.path().getParent();
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry) && keyOf(entry).equals(file.key())) {
                    return Optional.of(entry);
                }
            }
        }
        return Optional.empty();
    }

    private static String keyOf(Path path) throws IOException {
        return TailedFile.keyOf(Files.readAttributes(path, BasicFileAttributes.class))
                .orElseGet(() -> "path:" + path);
    }
}
