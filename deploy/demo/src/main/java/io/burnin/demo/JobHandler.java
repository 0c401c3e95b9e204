package io.burnin.demo;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Handles one job: claim, execute, write the result, tell the core, put the job away, drop the claim. In that order a
 * kill at any moment leaves a job that is finished later, and executed twice only if it was killed while executing.
 */
final class JobHandler {

    private static final DurationRange SLOW = new DurationRange(Duration.ofMillis(650), Duration.ofMillis(750));
    private static final DurationRange VERY_SLOW = new DurationRange(Duration.ofMillis(1300), Duration.ofMillis(1400));

    private final Home home;
    private final Execution execution;
    private final ResultCache cache;
    private final Notifier notifier;
    private final Duration claimTimeout;
    private final Faults faults;
    private final Deeds deeds;
    private final Clock clock;
    private final ExecutorService beside = Executors.newCachedThreadPool();

    JobHandler(Setting setting, Notifier notifier) {
        this.home = setting.home();
        this.execution = new Execution(
                home.root(),
                setting.options().range(Option.PLAN_JOB),
                setting.options().range(Option.FILE_JOB));
        this.cache = new ResultCache(home);
        this.notifier = notifier;
        this.claimTimeout = setting.options().duration(Option.CLAIM_TIMEOUT);
        this.faults = setting.faults();
        this.deeds = setting.deeds();
        this.clock = setting.clock();
    }

    void recover() throws IOException {
        cache.recover();
    }

    /** Whether somebody has the job. A claim that became stale is removed: whoever made it is gone. */
    boolean claimed(Path file) throws IOException {
        Path claim = JobFile.claimOf(file);
        try {
            Duration age = Duration.between(Files.getLastModifiedTime(claim).toInstant(), clock.instant());
            if (age.compareTo(claimTimeout) < 0) {
                return true;
            }
            System.out.println("Stale claim detected: %s (%d s old)".formatted(home.nameOf(claim), age.toSeconds()));
            Files.deleteIfExists(claim);
            deeds.note(Deed.STALE_CLAIM_REMOVED, home.nameOf(claim));
            return false;
        } catch (NoSuchFileException free) {
            return false;
        }
    }

    void handle(JobFile job) throws IOException {
        if (!claim(job)) {
            return;
        }
        if (faults.strikes(Fault.LOST_JOBS, job.id())) {
            Files.delete(job.file());
            Files.delete(job.claim());
            return;
        }
        if (answeredFromCache(job)) {
            finish(job);
        } else if (faults.strikes(Fault.SLOW_JOBS, job.id())) {
            beside(job, SLOW.of(job.id()));
        } else if (faults.strikes(Fault.VERY_SLOW_JOBS, job.id())) {
            beside(job, VERY_SLOW.of(job.id()));
        } else {
            execute(job, execution.durationOf(job));
        }
    }

    private boolean claim(JobFile job) throws IOException {
        try {
            Files.createFile(job.claim());
        } catch (FileAlreadyExistsException other) {
            return false;
        }
        if (Files.notExists(job.file())) {
            // Another worker put it away between our look and our claim.
            Files.delete(job.claim());
            return false;
        }
        deeds.note(Deed.CLAIM_TAKEN, job.id());
        return true;
    }

    private boolean answeredFromCache(JobFile job) throws IOException {
        boolean written = isWhole(home.resultFile(job.id()));
        Optional<String> remembered = cache.find(job.id());
        if (!written && remembered.isEmpty()) {
            return false;
        }
        System.out.println("♻ Returning cached result for job " + job.id());
        deeds.note(Deed.RESULT_FROM_CACHE, job.id());
        if (!written) {
            write(job, remembered.get());
        }
        return true;
    }

    /** It is written in place: a worker that was killed may have left a part of it, or nothing. */
    private static boolean isWhole(Path result) throws IOException {
        try {
            Json.read(Files.readString(result));
            return true;
        } catch (NoSuchFileException | JsonException notWhole) {
            return false;
        }
    }

    /** A slow job must not delay the others, or all would be slow. */
    private void beside(JobFile job, Duration duration) {
        beside.execute(() -> {
            try {
                execute(job, duration);
            } catch (IOException e) {
                System.out.println("Job %s failed: %s".formatted(job.id(), e));
            }
        });
    }

    private void execute(JobFile job, Duration duration) throws IOException {
        long waiting = Files.getLastModifiedTime(job.file()).toMillis();
        String result = executeOnce(job, duration);
        if (faults.strikes(Fault.DUPLICATE_JOBS, job.id())) {
            write(job, result);
            result = executeOnce(job, duration);
        }
        cache.remember(job.id(), result);
        write(job, result);
        deeds.note(Deed.EXECUTION_FINISHED, job.id(), "ms", clock.millis() - waiting);
        finish(job);
    }

    private String executeOnce(JobFile job, Duration duration) {
        System.out.println("Processing job file %s (job_id=%s)".formatted(home.nameOf(job.file()), job.id()));
        deeds.note(Deed.EXECUTION_BEGUN, job.id());
        return execution.of(job, duration);
    }

    private void write(JobFile job, String result) throws IOException {
        Files.writeString(home.resultFile(job.id()), result);
        deeds.note(Deed.RESULT_WRITTEN, job.id());
        System.out.println("Wrote result file " + home.nameOf(home.resultFile(job.id())));
    }

    private void finish(JobFile job) throws IOException {
        notifier.notify(job.id());
        Files.deleteIfExists(job.file());
        boolean left =
                faults.strikes(Fault.STALE_CLAIMS, job.id()) || faults.strikes(Fault.MANY_STALE_CLAIMS, job.id());
        if (!left) {
            Files.deleteIfExists(job.claim());
        }
        cache.forget(job.id());
        deeds.note(Deed.JOB_PUT_AWAY, job.id());
        System.out.println("Done job " + job.id());
    }
}
