package io.burnin.agent.probe.tail;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tells of every file that appears in a folder, those included that live for a few milliseconds only. The system reports them;
 * listing the folder now and then finds what it failed to report, and does the whole work where it cannot watch. The folder may
 * appear later, and again.
 */
public final class DirectoryWatch implements AutoCloseable {

    private static final Duration UNWATCHED_EVERY = Duration.ofMillis(50);

    private static final System.Logger LOG = System.getLogger(DirectoryWatch.class.getName());

    private final Path folder;
    private final Predicate<String> names;
    private final Duration every;
    private final Supplier<Instant> clock;
    private final Listener listener;
    private final Optional<WatchService> watcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, FoundBy> present = new HashMap<>();
    private Optional<WatchKey> key = Optional.empty();
    private Instant listedAt;
    private Thread thread;

    private enum FoundBy {
        EVENT,
        /** Its event may still come. */
        LISTING
    }

    /** Told from one thread at a time. */
    @FunctionalInterface
    public interface Listener {
        /** @param existed whether it was there when the watch began */
        void appeared(String name, Instant at, boolean existed);
    }

    public DirectoryWatch(
            Path folder, Predicate<String> names, Duration every, Supplier<Instant> clock, Listener listener) {
        this.folder = folder;
        this.names = names;
        this.every = every;
        this.clock = clock;
        this.listener = listener;
        this.watcher = newWatcher(folder);
        this.listedAt = clock.get();
    }

    /** Tells what is there, and from then on what appears. */
    public void start() throws IOException {
        lock.lock();
        try {
            register();
            list(true);
        } finally {
            lock.unlock();
        }
        thread = Thread.ofVirtual().name("watch " + folder).start(this::watch);
    }

    /** Returns when everything was told that had appeared before the call. */
    public void listNow() throws IOException {
        lock.lock();
        try {
            watcher.map(WatchService::poll).ifPresent(this::takeEvents);
            list(false);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
        try {
            if (watcher.isPresent()) {
                watcher.get().close();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the watch of " + folder + " stays open", e);
        }
    }

    private void watch() {
        Instant nextListing = clock.get().plus(pause());
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long nanos =
                        Math.max(0, Duration.between(clock.get(), nextListing).toNanos());
                if (watcher.isPresent()) {
                    WatchKey signalled = watcher.get().poll(nanos, TimeUnit.NANOSECONDS);
                    alone(() -> Optional.ofNullable(signalled).ifPresent(this::takeEvents));
                } else {
                    TimeUnit.NANOSECONDS.sleep(nanos);
                }
                if (!clock.get().isBefore(nextListing)) {
                    alone(() -> {
                        register();
                        list(false);
                    });
                    nextListing = clock.get().plus(pause());
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void alone(Work work) {
        lock.lock();
        try {
            work.run();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot look into " + folder, e);
        } finally {
            lock.unlock();
        }
    }

    private Duration pause() {
        return key.isPresent() || every.compareTo(UNWATCHED_EVERY) < 0 ? every : UNWATCHED_EVERY;
    }

    private void register() throws IOException {
        if (watcher.isEmpty() || key.filter(WatchKey::isValid).isPresent() || !Files.isDirectory(folder)) {
            return;
        }
        // Deletions too: without them the kernel makes one event of a file that is created, deleted and created again.
        key = Optional.of(folder.register(watcher.get(), ENTRY_CREATE, ENTRY_DELETE));
    }

    private void takeEvents(WatchKey signalled) {
        List<WatchEvent<?>> events = signalled.pollEvents();
        Instant at = clock.get();
        for (WatchEvent<?> event : events) {
            // What the system dropped needs no care: the next listing finds what is still there.
            if (event.context() instanceof Path path && names.test(path.toString())) {
                take(path.toString(), event, at);
            }
        }
        if (!signalled.reset()) {
            key = Optional.empty();
        }
    }

    private void take(String name, WatchEvent<?> event, Instant at) {
        if (event.kind().equals(ENTRY_DELETE)) {
            present.remove(name);
            return;
        }
        boolean told = present.put(name, FoundBy.EVENT) == FoundBy.LISTING;
        for (int i = told ? 1 : 0; i < event.count(); i++) {
            listener.appeared(name, at, false);
        }
    }

    private void list(boolean existed) throws IOException {
        Instant at = clock.get();
        Set<String> found = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (names.test(name)) {
                    found.add(name);
                    if (present.putIfAbsent(name, existed ? FoundBy.EVENT : FoundBy.LISTING) == null) {
                        listener.appeared(name, appearedAt(entry, existed ? Instant.MIN : listedAt, at), existed);
                    }
                }
            }
        } catch (NoSuchFileException | NotDirectoryException notThereYet) {
            key = Optional.empty();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        present.keySet().retainAll(found);
        listedAt = at;
    }

    /** When it was last written to, if that can be when it appeared. */
    private static Instant appearedAt(Path file, Instant earliest, Instant now) throws IOException {
        try {
            Instant changed = Files.getLastModifiedTime(file).toInstant();
            return changed.isAfter(earliest) && changed.isBefore(now) ? changed : now;
        } catch (NoSuchFileException goneAgain) {
            return now;
        }
    }

    private static Optional<WatchService> newWatcher(Path folder) {
        try {
            return Optional.of(folder.getFileSystem().newWatchService());
        } catch (IOException tooMany) {
            LOG.log(System.Logger.Level.INFO, "{0} is listed, not watched: {1}", folder, tooMany.getMessage());
            return Optional.empty();
        }
    }
}
