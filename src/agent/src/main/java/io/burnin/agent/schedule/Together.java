package io.burnin.agent.schedule;

import io.burnin.agent.record.StepFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs parts at once, each in a thread of its own; done when the last is. The first that fails ends the others. */
final class Together {

    interface Part {
        void run(int index) throws StepFailed, NotTested, InterruptedException;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private Together() {}

    static void run(Pause pause, int parts, Part part) throws StepFailed, NotTested, InterruptedException {
        var together = new Together();
        for (int i = 0; i < parts; i++) {
            int index = i;
            together.threads.add(pause.thread(() -> together.attempt(index, part)));
        }
        together.threads.forEach(Thread::start);
        together.join();
        together.rethrow();
    }

    /** Runs one part, which is ended when it takes longer. @return whether it came to its end in time */
    static boolean within(Pause pause, Duration limit, Part part) throws StepFailed, NotTested, InterruptedException {
        var alone = new Together();
        Thread thread = pause.thread(() -> alone.attempt(0, part));
        alone.threads.add(thread);
        thread.start();
        boolean inTime = true;
        try {
            inTime = thread.join(limit);
            if (!inTime) {
                thread.interrupt();
            }
        } catch (InterruptedException stopped) {
            alone.failure.compareAndSet(null, stopped);
            thread.interrupt();
        }
        alone.join();
        if (inTime) {
            alone.rethrow();
        }
        return inTime;
    }

    private void attempt(int index, Part part) {
        try {
            part.run(index);
        } catch (StepFailed | NotTested | InterruptedException | RuntimeException failed) {
            if (failure.compareAndSet(null, failed)) {
                threads.forEach(Thread::interrupt);
            }
        }
    }

    /** An interrupt is passed on, and then waited for: no part outlives the step. */
    private void join() {
        for (Thread thread : threads) {
            boolean joined = false;
            while (!joined) {
                try {
                    thread.join();
                    joined = true;
                } catch (InterruptedException stopped) {
                    failure.compareAndSet(null, stopped);
                    threads.forEach(Thread::interrupt);
                }
            }
        }
    }

    private void rethrow() throws StepFailed, NotTested, InterruptedException {
        switch (Optional.ofNullable(failure.get()).orElse(null)) {
            case null -> {}
            case StepFailed failed -> throw failed;
            case NotTested notTested -> throw notTested;
            case InterruptedException stopped -> throw stopped;
            case RuntimeException defect -> throw defect;
            case Exception other -> throw new IllegalStateException(other);
        }
    }
}
