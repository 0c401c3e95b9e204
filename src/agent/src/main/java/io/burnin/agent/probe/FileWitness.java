package io.burnin.agent.probe;

import io.burnin.agent.probe.tail.DirectoryWatch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sees ids in the names of files that appear. */
final class FileWitness implements AutoCloseable {

    private static final String ID = "<id>";

    private final Pattern names;
    private final DirectoryWatch watch;
    private final Listener listener;

    @FunctionalInterface
    interface Listener {
        /** @param existed whether the file was there when the watch began */
        void seen(String id, Instant at, boolean existed);
    }

    /** @param files a folder, and a file name in which {@code <id>} stands for the id and {@code *} for anything */
    FileWitness(String files, Duration every, Supplier<Instant> clock, Listener listener) {
        int end = endOfFolder(files);
        this.names = pattern(files.substring(end + 1));
        this.listener = listener;
        this.watch =
                new DirectoryWatch(folder(files), name -> names.matcher(name).matches(), every, clock, this::appeared);
    }

    /** The folder that it watches. */
    static Path folder(String files) {
        return Path.of(files.substring(0, Math.max(1, endOfFolder(files))));
    }

    private static int endOfFolder(String files) {
        return Math.max(files.lastIndexOf('/'), files.lastIndexOf(File.separatorChar));
    }

    void start() throws IOException {
        watch.start();
    }

    void lookNow() throws IOException {
        watch.listNow();
    }

    @Override
    public void close() {
        watch.close();
    }

    private void appeared(String name, Instant at, boolean existed) {
        idOf(name).ifPresent(id -> listener.seen(id, at, existed));
    }

    private Optional<String> idOf(String name) {
        Matcher matcher = names.matcher(name);
        return matcher.matches() ? Optional.of(matcher.group("id")) : Optional.empty();
    }

    private static Pattern pattern(String name) {
        var regex = new StringBuilder();
        int at = 0;
        while (at < name.length()) {
            if (name.startsWith(ID, at)) {
                regex.append("(?<id>.+)");
                at += ID.length();
            } else {
                char c = name.charAt(at++);
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
