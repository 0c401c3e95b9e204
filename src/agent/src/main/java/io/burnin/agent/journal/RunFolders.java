package io.burnin.agent.journal;

import io.burnin.protocol.Assignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the journals lie: {@code <data>/runs/<run>/journal}, and beside it {@code done} once the server has all of it. */
public final class RunFolders {

    /** How long a journal that nobody needs any more is kept for people. */
    static final Duration KEPT = Duration.ofDays(2);

    /** Longer than any run id, and no place for {@code ..} or a separator. */
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final Path runs;

    public RunFolders(Path data) {
        this.runs = data.resolve("runs");
    }

    public boolean has(String run) {
        return Files.exists(journalOf(run));
    }

    public Journal create(Assignment assignment) throws IOException {
        Path journal = journalOf(assignment.run());
        Files.createDirectories(journal.getParent());
        return Journal.create(journal, assignment);
    }

    public Journal.Opened open(String run) throws IOException {
        return Journal.open(journalOf(run));
    }

    /** The runs whose journals the server may not have in full. */
    public List<String> unfinished() throws IOException {
        var unfinished = new ArrayList<String>();
        for (Path folder : folders()) {
            if (Files.exists(folder.resolve("journal")) && !Files.exists(folder.resolve("done"))) {
                unfinished.add(folder.getFileName().toString());
            }
        }
        return unfinished;
    }

    /** Nothing of this run is left to be done or sent. */
    public void done(String run, Instant now) throws IOException {
        Path marker = journalOf(run).resolveSibling("done");
        Files.writeString(marker, now + "\n");
        Files.setLastModifiedTime(marker, FileTime.from(now));
    }

    /** The file that takes the records of this run that the server refused. */
    public Path setAside(String run) {
        return journalOf(run).resolveSibling("refused.ndjson");
    }

    /** Deletes what was done more than two days ago. */
    public void deleteOld(Instant now) throws IOException {
        for (Path folder : folders()) {
            Path marker = folder.resolve("done");
            if (Files.exists(marker)
                    && Files.getLastModifiedTime(marker).toInstant().isBefore(now.minus(KEPT))) {
                delete(folder);
            }
        }
    }

    private Path journalOf(String run) {
        if (!RUN.matcher(run).matches()) {
            throw new IllegalArgumentException("'%s' is no id of a run".formatted(run));
        }
        return runs.resolve(run).resolve("journal");
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** The marker last, so that a deletion that was interrupted is taken up again. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.sorted(Comparator.comparing(
                            (Path file) -> file.getFileName().toString().equals("done")))
                    .toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
