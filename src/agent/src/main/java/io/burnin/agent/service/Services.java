package io.burnin.agent.service;

import io.burnin.agent.record.StepFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The services of a run's plan: finds, starts, stops, kills and watches their processes. Every verb proves that it did what it
 * says, else it throws. Verbs on one service never overlap.
 *
 * <p>{@code origin} is the test that asks, {@code setup} or {@code teardown}; it labels what the verb emits. The answers are facts
 * for the report.
 */
public interface Services extends AutoCloseable {

    /**
     * Starts it and waits until it is ready; first waits until the old processes are gone and its port is free. A service that
     * does not become ready in time is the product's failure and no {@link StepFailed}: the answer's {@code ready} is {@code
     * false}, and {@code services.not_recovered} counts it.
     */
    Map<String, String> start(String service, String origin, Optional<Duration> within)
            throws StepFailed, InterruptedException;

    /** Asks it politely, then kills it. */
    Map<String, String> stop(String service, String origin, Optional<Duration> within)
            throws StepFailed, InterruptedException;

    /** Kills the matched processes and all their descendants at once, and proves that they are gone and it is not ready. */
    Map<String, String> kill(String service, String origin, Optional<Duration> within)
            throws StepFailed, InterruptedException;

    /** Halts its processes for so long, then lets them go on. */
    Map<String, String> pause(String service, String origin, Duration hold) throws StepFailed, InterruptedException;

    /** Lets halted processes go on, starts it if it does not run, and waits until it is ready. */
    Map<String, String> ensure(String service, String origin, Optional<Duration> within)
            throws StepFailed, InterruptedException;

    boolean isReady(String service) throws InterruptedException;

    /** The living processes of a service: the matched root and its descendants; empty while it is down. */
    Optional<Tree> tree(String service);

    /** What is known of each of them, the root first; empty while it is down. */
    List<Living> living(String service);

    /** The incarnations that one of our orders ended, by root. */
    boolean wasEndedByOrder(Incarnation incarnation);

    /** @param pids the root's first, then its descendants' */
    record Tree(Incarnation root, List<Long> pids) {}

    /** @param command the words of its command line; empty if it hides them */
    record Living(long pid, long parent, Instant startedAt, List<String> command) {}

    /** A process that cannot be mistaken for a later one with the same pid. */
    record Incarnation(long pid, Instant startedAt) {}

    /** Told when an incarnation of a service has ended, by order or not, before anything is started in its place. */
    @FunctionalInterface
    interface DeathListener {
        void died(String service, Incarnation incarnation, boolean byOrder);
    }

    void onDeath(DeathListener listener);

    /** Remembers how each service was found, so that {@link #restore} can leave it so. */
    void remember(Set<String> services);

    /** Makes every service as it was found: stopped, or running with its own command line; says what it could not. */
    List<String> restore() throws InterruptedException;

    /** Watches no more. The processes live on. */
    @Override
    void close();
}
