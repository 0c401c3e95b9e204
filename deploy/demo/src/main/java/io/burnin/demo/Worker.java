package io.burnin.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The worker process: looks for job files and has them handled, one after the other, the oldest first. It needs no core;
 * what it finds at its start it handles as if it had just come.
 */
final class Worker {

    private static final Duration LEGACY_POLL = Duration.ofMillis(100);

    private final Setting setting;
    private final JobHandler handler;
    private final JobWatch watch;
    private final Decay decay;
    private final Duration poll;
    private final Unreadable unreadable = new Unreadable();
    private final Set<Path> ignored = new HashSet<>();

    private volatile boolean stopping;

    private Worker(Setting setting, JobHandler handler, JobWatch watch, Decay decay) {
        this.setting = setting;
        this.handler = handler;
        this.watch = watch;
        this.decay = decay;
        this.poll = setting.options().duration(Option.POLL);
    }

    static void start(Setting setting) throws IOException, InterruptedException {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        Notifier notifier = new Notifier(setting);
        JobHandler handler = new JobHandler(setting, notifier);
        handler.recover();
        try (JobWatch watch = watch(setting)) {
            Worker worker = new Worker(setting, handler, watch, Decay.start(setting));
            worker.stopWhenTold(notifier);
            worker.run();
        }
    }

    private static JobWatch watch(Setting setting) throws IOException {
        if (setting.faults().on(Fault.POLLING_MODE)) {
            setting.faults().acted(Fault.POLLING_MODE, "worker");
            System.out.println("[worker] ⚠ Running in legacy polling mode");
            return JobWatch.polling(LEGACY_POLL);
        }
        JobWatch watch = JobWatch.events(setting.home().jobs());
        System.out.println("[worker] 🚀 Starting event-driven mode (watchdog)");
        return watch;
    }

    private void stopWhenTold(Notifier notifier) {
        Thread working = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopping = true;
                            try {
                                working.join(Duration.ofSeconds(2));
                                notifier.close();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            setting.deeds().note(Deed.PROCESS_STOPPED, "worker");
                        },
                        "stop"));
    }

    private void run() throws IOException, InterruptedException {
        if (setting.faults().afterRestart(Fault.IGNORES_UNCLAIMED)) {
            ignoreUnclaimed();
        }
        while (!stopping) {
            live();
            if (working()) {
                look();
            }
            watch.await(unreadable.nextTryWithin(poll));
        }
    }

    private void ignoreUnclaimed() throws IOException {
        for (Path file : jobFiles()) {
            if (Files.notExists(JobFile.claimOf(file))) {
                ignored.add(file);
                setting.faults().acted(Fault.IGNORES_UNCLAIMED, setting.home().nameOf(file));
            }
        }
    }

    /** Shows that this process lives, unless a fault ends it here: between two jobs, with no claim in hand. */
    private void live() throws IOException {
        decay.dieIfDue();
        Path heartbeat = setting.home().heartbeat();
        try {
            Files.setLastModifiedTime(heartbeat, FileTime.from(setting.clock().instant()));
        } catch (NoSuchFileException first) {
            Files.writeString(heartbeat, "");
        }
    }

    private boolean working() {
        return !stopping && !setting.faults().due(Fault.WEDGED);
    }

    /** One look at the folder. */
    private void look() throws IOException {
        for (Path file : jobFiles()) {
            if (!working()) {
                return;
            }
            if (!ignored.contains(file) && unreadable.mayTry(file)) {
                attempt(file);
                live();
            }
        }
    }

    /** A job that fails leaves its claim, and is handled again when that is stale; the worker goes on. */
    private void attempt(Path file) {
        try {
            if (!handler.claimed(file)) {
                JobFile job = JobFile.read(file);
                unreadable.forget(file);
                handler.handle(job);
            }
        } catch (NoSuchFileException handledByOther) {
            unreadable.forget(file);
        } catch (JsonException broken) {
            unreadable.failed(file, setting.home().nameOf(file), broken);
        } catch (IOException e) {
            System.out.println(
                    "Failed to handle job file %s: %s".formatted(setting.home().nameOf(file), e));
        }
    }

    private List<Path> jobFiles() throws IOException {
        record Found(Path file, FileTime time) {}
        List<Found> found = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(setting.home().jobs(), "*.job.json")) {
            for (Path file : files) {
                try {
                    found.add(new Found(file, Files.getLastModifiedTime(file)));
                } catch (NoSuchFileException gone) {
                    unreadable.forget(file);
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Found::time).thenComparing(Found::file))
                .map(Found::file)
                .toList();
    }
}
