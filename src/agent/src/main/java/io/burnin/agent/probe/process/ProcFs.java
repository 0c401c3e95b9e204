package io.burnin.agent.probe.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Linux: {@code /proc/<pid>}. */
final class ProcFs implements ProcessTable {

    /** What the kernel tells user space in, whatever its own tick is. */
    private static final double MILLIS_PER_TICK = 10;

    private static final int PARENTHESIS_TO_UTIME = 11;
    private static final int PARENTHESIS_TO_START = 19;

    private final Path root;

    ProcFs(Path root) {
        this.root = root;
    }

    @Override
    public Optional<Usage> usage(long pid) throws IOException {
        Path folder = root.resolve(Long.toString(pid));
        try {
            String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
            String status = Files.readString(folder.resolve("status"), StandardCharsets.ISO_8859_1);
            return parse(stat, status, handles(folder));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            // "No such process": it ended between opening the file and reading it.
            if (Files.exists(folder)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The name in the second field of {@code stat} may hold blanks and parentheses; fields are counted from the last one. */
    static Optional<Usage> parse(String stat, String status, OptionalLong handles) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        if (fields[0].equals("Z") || fields[0].equals("X")) {
            return Optional.empty();
        }
        double ticks =
                Double.parseDouble(fields[PARENTHESIS_TO_UTIME]) + Double.parseDouble(fields[PARENTHESIS_TO_UTIME + 1]);
        return Optional.of(new Usage(
                Long.parseLong(fields[PARENTHESIS_TO_START]),
                ticks * MILLIS_PER_TICK,
                field(status, "VmRSS:") * 1024,
                handles,
                field(status, "Threads:")));
    }

    /** The number behind that word; 0 if the word is missing, as the memory of a kernel thread is. */
    private static long field(String status, String word) {
        int at = status.indexOf("\n" + word);
        if (at < 0) {
            return 0;
        }
        int from = at + 1 + word.length();
        while (Character.isWhitespace(status.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < status.length() && Character.isDigit(status.charAt(to))) {
            to++;
        }
        return Long.parseLong(status, from, to, 10);
    }

    private static OptionalLong handles(Path folder) throws IOException {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(folder.resolve("fd"))) {
            long count = 0;
            for (Path ignored : open) {
                count++;
            }
            return OptionalLong.of(count);
        } catch (AccessDeniedException notOurs) {
            return OptionalLong.empty();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
