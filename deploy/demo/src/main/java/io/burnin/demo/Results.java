package io.burnin.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Takes the results of jobs that the core knows: when the worker tells, and by looking for those it could not tell of. */
final class Results {

    private static final String SUFFIX = ".result.json";

    private final JobStore store;
    private final Dispatcher dispatcher;
    private final Home home;
    private final Deeds deeds;
    private final Stamp begun;
    private final boolean ignoresOld;

    Results(JobStore store, Dispatcher dispatcher, Setting setting) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.home = setting.home();
        this.deeds = setting.deeds();
        this.begun = Stamp.now(setting.clock());
        this.ignoresOld = setting.faults().afterRestart(Fault.NO_SYNC_AFTER_RESTART);
        if (ignoresOld) {
            setting.faults().acted(Fault.NO_SYNC_AFTER_RESTART, "core");
        }
    }

    /** The job after its result was taken; {@link Refusal} if the core does not know the job or sees no result. */
    Job sync(String id) throws IOException {
        Job job = store.job(id);
        if (ignored(job)) {
            return job;
        }
        take(id);
        Job synced = store.job(id);
        if (synced.open()) {
            throw new Refusal(409, "No result yet");
        }
        return synced;
    }

    void sweep() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.results(), "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - SUFFIX.length());
                if (store.find(id).filter(job -> !ignored(job)).isPresent()) {
                    take(id);
                }
            }
        }
    }

    private boolean ignored(Job job) {
        return ignoresOld && job.createdAt().micros() < begun.micros();
    }

    /** Completed first, deleted second: a kill between leaves a result that the next sweep deletes. */
    private synchronized void take(String id) throws IOException {
        Optional<JsonObject> result = read(home.resultFile(id));
        if (result.isEmpty()) {
            return;
        }
        boolean first = store.job(id).open();
        boolean failed = result.get().text("status").filter("failed"::equals).isPresent();
        Job ended = store.update(id, failed ? Job.Status.FAILED : Job.Status.COMPLETED);
        deeds.note(
                first ? Deed.JOB_COMPLETED : Deed.REPEATED_RESULT_TAKEN,
                id,
                "status",
                ended.status().label(),
                "ms",
                ended.updatedAt().millisSince(ended.createdAt()));
        Files.deleteIfExists(home.resultFile(id));
        dispatcher.ended(id);
    }

    /** Nothing if there is none, or if the worker is still writing it. */
    private static Optional<JsonObject> read(Path file) throws IOException {
        try {
            return Optional.of(Json.read(Files.readString(file)));
        } catch (NoSuchFileException | JsonException notYet) {
            return Optional.empty();
        }
    }
}
