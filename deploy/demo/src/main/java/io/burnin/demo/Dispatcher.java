package io.burnin.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Hands jobs to the worker by writing their files, in the order of submission and within the limits. */
final class Dispatcher {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final JobStore store;
    private final Home home;
    private final Deeds deeds;
    private final int perMinute;
    private final int inWork;

    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Deque<Long> lastMinute = new ArrayDeque<>();
    private final Set<String> working = new HashSet<>();

    Dispatcher(JobStore store, Setting setting) {
        this.store = store;
        this.home = setting.home();
        this.deeds = setting.deeds();
        this.perMinute = setting.options().number(Option.DISPATCHES_PER_MINUTE);
        this.inWork = setting.options().number(Option.JOBS_IN_WORK);
    }

    /** Takes up the jobs that a former core left open. */
    synchronized void resume() throws IOException {
        for (Job job : store.open()) {
            if (job.status() == Job.Status.WORKING || handedOver(job.id())) {
                working.add(job.id());
                store.update(job.id(), Job.Status.WORKING);
            } else {
                waiting.add(job);
            }
        }
        dispatch();
    }

    /** A kill may have come between the file and the mark. The worker removes a file only when its result is there. */
    private boolean handedOver(String id) throws IOException {
        try {
            Json.read(Files.readString(home.jobFile(id)));
            return true;
        } catch (NoSuchFileException | JsonException noWholeFile) {
            return Files.exists(home.resultFile(id));
        }
    }

    synchronized void submit(Job job) throws IOException {
        waiting.add(job);
        dispatch();
    }

    synchronized void ended(String id) throws IOException {
        working.remove(id);
        dispatch();
    }

    /** Writes the files of as many waiting jobs as the limits allow. */
    synchronized void dispatch() throws IOException {
        long now = System.nanoTime();
        while (!lastMinute.isEmpty() && now - lastMinute.getFirst() > MINUTE) {
            lastMinute.removeFirst();
        }
        while (!waiting.isEmpty() && lastMinute.size() < perMinute && working.size() < inWork) {
            hand(waiting.removeFirst());
            lastMinute.addLast(now);
        }
    }

    private void hand(Job job) throws IOException {
        working.add(job.id());
        Files.writeString(home.jobFile(job.id()), Json.write(job.file()));
        store.update(job.id(), Job.Status.WORKING);
        deeds.note(Deed.JOB_DISPATCHED, job.id());
    }
}
