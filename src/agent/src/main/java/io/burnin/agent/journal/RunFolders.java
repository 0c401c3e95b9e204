package io.burnin.agent.journal;

import static java.lang.System.Logger.Level.WARNING;

import com.fasterxml.jackson.core.JacksonException;
import io.burnin.protocol.Assignment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the journals lie: {@code <data>/runs/<run>/journal}. Beside it lies {@code done} once the server has all of it, and
 * {@code foreign} if it was recorded on another host and is only to be sent from here.
 */
public final class RunFolders {

    /** How long a journal is kept that the server has: a backup may be restored that is older. */
    static final Duration KEPT = Duration.ofDays(2);

    private static final System.Logger LOG = System.getLogger(RunFolders.class.getName());

    /** Longer than any run id, and no place for {@code ..} or a separator. */
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private static final String JOURNAL = "journal";
    private static final String DONE = "done";
    private static final String FOREIGN = "foreign";

    private final Path runs;
    private final Limits limits;

    public RunFolders(Path data) {
        this(data, Limits.DEFAULT);
    }

    /** @param limits of each run's journal, and of all together that are kept of runs that are over */
    public RunFolders(Path data, Limits limits) {
        this.runs = data.resolve("runs");
        this.limits = limits;
    }

    /**
     * A run that was handed over.
     *
     * @param lastSeq the number of its last record
     */
    public record Done(String run, long fence, long lastSeq, Instant at) {}

    public boolean has(String run) {
        return Files.exists(journalOf(run));
    }

    /** Why a run cannot be begun now; empty if there is room for it. */
    public Optional<String> lackOfRoom() {
        try {
            Files.createDirectories(runs);
        } catch (IOException unwritable) {
            return Optional.of("%s cannot be written: %s".formatted(runs, unwritable));
        }
        return limits.leaveRoomOn(runs)
                ? Optional.empty()
                : Optional.of("less than %d bytes are free on the disk of %s".formatted(limits.keepFree(), runs));
    }

    /** Begins the journal of a run; a kill leaves all of its beginning behind or nothing. */
    public Journal create(Assignment assignment) throws IOException {
        layOut(
                assignment.run(),
                journal -> Journal.create(journal, assignment, limits).close());
        return open(assignment.run()).journal();
    }

    public Journal.Opened open(String run) throws IOException {
        return Journal.open(journalOf(run), limits);
    }

    /** The runs whose journals the server may not have in full. */
    public List<String> unfinished() throws IOException {
        return all().stream()
                .filter(run -> !Files.exists(folderOf(run).resolve(DONE)))
                .toList();
    }

    /** The runs of which there is a journal. */
    public List<String> all() throws IOException {
        var all = new ArrayList<String>();
        for (Path folder : folders()) {
            if (Files.exists(folder.resolve(JOURNAL))) {
                all.add(folder.getFileName().toString());
            }
        }
        return all;
    }

    /** Writes what is on disk of a run, be an agent at work on it or not. */
    public Export.Head export(String run, OutputStream to) throws IOException {
        return new Export().write(journalOf(run), to);
    }

    /** Whether its journal was recorded on another host. */
    public boolean isForeign(String run) {
        return Files.exists(folderOf(run).resolve(FOREIGN));
    }

    /** Takes a journal from elsewhere in, to be sent from here. */
    public void adopt(String run, Filling filling) throws IOException {
        layOut(run, journal -> {
            filling.fill(journal);
            Files.createFile(journal.resolveSibling(FOREIGN));
        });
    }

    /** Whoever lists runs sees it whole or not at all. */
    private void layOut(String run, Filling filling) throws IOException {
        Path unfinished = runs.resolve("." + run);
        if (Files.exists(unfinished)) {
            delete(unfinished);
        }
        Files.createDirectories(unfinished);
        try {
            filling.fill(unfinished.resolve(JOURNAL));
            Files.move(unfinished, folderOf(run), StandardCopyOption.ATOMIC_MOVE);
            FrameFile.syncFolder(runs);
        } catch (IOException failed) {
            delete(unfinished);
            throw failed;
        }
    }

    /** Writes a journal where it is told to. */
    public interface Filling {
        void fill(Path journal) throws IOException;
    }

    /** Nothing of this run is left to be done or sent. */
    public void done(Done done) throws IOException {
        Path marker = folderOf(done.run()).resolve(DONE);
        Path written = marker.resolveSibling(DONE + ".new");
        Files.writeString(written, Wire.mapper().writeValueAsString(done) + "\n");
        Files.move(written, marker, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The runs that were handed over and are kept, the newest first. */
    public List<Done> kept() throws IOException {
        var kept = new ArrayList<Done>();
        for (Path folder : folders()) {
            done(folder).ifPresent(kept::add);
        }
        kept.sort(Comparator.comparing(Done::at).reversed());
        return kept;
    }

    private static Optional<Done> done(Path folder) throws IOException {
        Path marker = folder.resolve(DONE);
        if (!Files.exists(marker)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Wire.mapper().readValue(marker.toFile(), Done.class));
        } catch (JacksonException damaged) {
            LOG.log(WARNING, "{0} cannot be read, and is sent once more: {1}", marker, damaged.getMessage());
            Files.delete(marker);
            return Optional.empty();
        }
    }

    /** The server does not have all of it after all. */
    public void reopen(String run) throws IOException {
        Files.deleteIfExists(folderOf(run).resolve(DONE));
    }

    /** The file that takes the records of this run that the server refused. */
    public Path setAside(String run) {
        return folderOf(run).resolve("refused.ndjson");
    }

    /** Deletes what was handed over more than two days ago, and what is beyond the limits of the rest; the oldest first. */
    public void deleteOld(Instant now) throws IOException {
        long bytes = 0;
        for (Done each : kept()) {
            Path folder = folderOf(each.run());
            bytes += size(folder);
            if (each.at().isBefore(now.minus(KEPT)) || bytes > limits.size()) {
                delete(folder);
            }
        }
    }

    private Path journalOf(String run) {
        return folderOf(run).resolve(JOURNAL);
    }

    private Path folderOf(String run) {
        if (!RUN.matcher(run).matches()) {
            throw new IllegalArgumentException("'%s' is no id of a run".formatted(run));
        }
        return runs.resolve(run);
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder ->
                            RUN.matcher(folder.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private static long size(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /** The marker last, so that a deletion that was interrupted is taken up again. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.sorted(Comparator.comparing(
                            (Path file) -> file.getFileName().toString().equals(DONE)))
                    .toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
