package io.burnin.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the worker when something happens in the folder of jobs. An event is only a reason to look: the folder itself
 * says what is to be done, so an event that was lost, merged or repeated does no harm.
 */
interface JobWatch extends Closeable {

    /** Waits for an event, or so long. */
    void await(Duration longest) throws InterruptedException;

    @Override
    void close() throws IOException;

    static JobWatch events(Path folder) throws IOException {
        WatchService service = FileSystems.getDefault().newWatchService();
        folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        return new JobWatch() {
            @Override
            public void await(Duration longest) throws InterruptedException {
                Optional.ofNullable(service.poll(longest.toNanos(), TimeUnit.NANOSECONDS))
                        .ifPresent(JobWatch::rearm);
            }

            @Override
            public void close() throws IOException {
                service.close();
            }
        };
    }

    /** Looks every so often, whatever happens. */
    static JobWatch polling(Duration every) {
        return new JobWatch() {
            @Override
            public void await(Duration longest) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(every.toNanos());
            }

            @Override
            public void close() {}
        };
    }

    private static void rearm(WatchKey key) {
        key.pollEvents();
        key.reset();
    }
}
