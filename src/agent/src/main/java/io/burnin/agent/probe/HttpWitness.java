package io.burnin.agent.probe;

import io.burnin.agent.http.Answer;
import io.burnin.agent.probe.ledger.Role;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Probe.Witness.ByHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Asks over HTTP what became of each open id: often while it is young, so that its latency is exact to a few milliseconds, and
 * more and more rarely as it grows old, or as more are open: what is measured must not be what the questions cost. While nobody
 * listens there it asks five times a second.
 */
final class HttpWitness implements AutoCloseable {

    private static final long FIRST_AFTER = Duration.ofMillis(10).toNanos();
    private static final long SHORTEST = Duration.ofMillis(15).toNanos();
    private static final long LONGEST = Duration.ofSeconds(1).toNanos();
    private static final double SHARE_OF_AGE = 0.05;
    /** With many ids open, each is asked for so much more rarely that the target answers a hundred times a second in all. */
    private static final long FOR_EACH_OPEN = Duration.ofMillis(10).toNanos();

    private static final long REFUSED_PAUSE = Duration.ofMillis(200).toNanos();
    private static final int AT_ONCE = 8;

    private final List<Question> questions;
    private final Asking asking;
    private final RunClock clock;
    private final Predicate<String> isOpen;
    private final Listener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Poll> due = new PriorityQueue<>((a, b) -> Long.signum(a.dueAt - b.dueAt));
    private final Map<String, Poll> polls = new HashMap<>();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private long refusedUntil;

    /** @param role what it means that the answer is as {@code of} says */
    record Question(Role role, ByHttp of) {}

    /** Sends a GET. */
    @FunctionalInterface
    interface Asking {
        Answer get(String url) throws StepFailed, IOException, InterruptedException;
    }

    @FunctionalInterface
    interface Listener {
        void seen(Role role, String id, Instant at);
    }

    HttpWitness(List<Question> questions, Asking asking, RunClock clock, Predicate<String> isOpen, Listener listener) {
        this.questions = List.copyOf(questions);
        this.asking = asking;
        this.clock = clock;
        this.isOpen = isOpen;
        this.listener = listener;
        this.refusedUntil = clock.nanos();
    }

    private static final class Poll {
        private final String id;
        private final long since;
        private long dueAt;
        private long askedAt;
        /** The middle of the last question that was answered "not yet". */
        private long notYetAt;

        private boolean isAnswered = true;

        private Poll(String id, long now) {
            this.id = id;
            this.since = now;
            this.notYetAt = now;
            this.askedAt = now;
            this.dueAt = now + FIRST_AFTER;
        }

        private long pause(long now, int open) {
            long ofAge = Math.clamp((long) ((now - since) * SHARE_OF_AGE), SHORTEST, LONGEST);
            return Math.max(ofAge, open * FOR_EACH_OPEN);
        }
    }

    void start() {
        Thread.ofVirtual().name("http witness").start(this::dispatch);
    }

    void follow(String id) {
        lock.lock();
        try {
            if (!polls.containsKey(id)) {
                Poll poll = new Poll(id, clock.nanos());
                polls.put(id, poll);
                due.add(poll);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Asks for every open id now; gives up on answers that take longer than that. */
    void lookNow(Duration atMost) throws InterruptedException {
        long began = clock.nanos();
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            for (Poll poll : List.copyOf(due)) {
                due.remove(poll);
                poll.dueAt = began;
                due.add(poll);
            }
            changed.signalAll();
            while (left > 0
                    && refusedUntil - began <= 0
                    && polls.values().stream().anyMatch(p -> isOlder(p, began))) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isOlder(Poll poll, long began) {
        return poll.askedAt - began < 0 || !poll.isAnswered;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        lock.lock();
        try {
            due.clear();
            polls.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void dispatch() {
        try {
            while (!threads.isShutdown()) {
                free.acquire();
                Poll poll = next();
                threads.execute(() -> ask(poll));
            }
        } catch (InterruptedException | java.util.concurrent.RejectedExecutionException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until one is due. */
    private Poll next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!threads.isShutdown()) {
                long now = clock.nanos();
                if (due.isEmpty()) {
                    changed.await();
                    continue;
                }
                long wait = Math.max(due.peek().dueAt - now, refusedUntil - now);
                if (wait <= 0) {
                    Poll poll = due.poll();
                    poll.askedAt = now;
                    poll.isAnswered = false;
                    return poll;
                }
                changed.awaitNanos(wait);
            }
            throw new InterruptedException("closed");
        } finally {
            lock.unlock();
        }
    }

    private void ask(Poll poll) {
        try {
            if (isOpen.test(poll.id)) {
                askAll(poll);
            }
        } catch (ConnectException nobodyListens) {
            refuse();
        } catch (IOException | StepFailed noAnswer) {
            // Not seen, which is all that a witness can say; what is open stays open and grows older.
            poll.notYetAt = Long.MIN_VALUE;
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
            again(poll);
        }
    }

    private void askAll(Poll poll) throws IOException, StepFailed, InterruptedException {
        var answers = new HashMap<String, Answer>();
        for (Question question : questions) {
            String url = question.of().url();
            long sent = clock.nanos();
            Answer answer = answers.get(url);
            if (answer == null) {
                answer = asking.get(url.replace("<id>", URLEncoder.encode(poll.id, StandardCharsets.UTF_8)));
                answers.put(url, answer);
            }
            long middle = sent + (clock.nanos() - sent) / 2;
            if (says(answer, question.of())) {
                listener.seen(question.role(), poll.id, clock.at(between(poll.notYetAt, middle)));
                return;
            }
        }
        poll.notYetAt = clock.nanos();
    }

    private static boolean says(Answer answer, ByHttp expected) {
        return answer.status() / 100 == 2
                && expected.is().entrySet().stream()
                        .allMatch(entry -> answer.at(entry.getKey())
                                .filter(entry.getValue()::equals)
                                .isPresent());
    }

    /** It happened between two answers; after a longer silence all that is known is when it was seen. */
    private static long between(long notYet, long seen) {
        return notYet == Long.MIN_VALUE || seen - notYet > LONGEST ? seen : notYet + (seen - notYet) / 2;
    }

    private void refuse() {
        lock.lock();
        try {
            refusedUntil = clock.nanos() + REFUSED_PAUSE;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void again(Poll poll) {
        lock.lock();
        try {
            poll.isAnswered = true;
            if (isOpen.test(poll.id) && !threads.isShutdown()) {
                long now = clock.nanos();
                poll.dueAt = now + poll.pause(now, polls.size());
                due.add(poll);
            } else {
                polls.remove(poll.id);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
