package io.burnin.acceptance.torture;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/** Carries out the kills of one round, one after the other, and brings back what was killed. */
final class Hunt {

    /** @param at when it was */
    record Shot(Kill kill, Instant at) {}

    /** Longer than any victim stays away: then nothing more comes to aim at. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final Executor THREADS =
            task -> Thread.ofPlatform().name("return").start(task);

    private final Site site;
    private final TargetHost host;
    private final JournalWatch watch;
    private final Traffic traffic;
    private final Map<Victim, CompletableFuture<Void>> returns = new EnumMap<>(Victim.class);

    Hunt(Site site, TargetHost host, JournalWatch watch, Traffic traffic) {
        this.site = site;
        this.host = host;
        this.watch = watch;
        this.traffic = traffic;
    }

    /** @return what was really done: a run that is over is left in peace */
    List<Shot> carryOut(List<Kill> kills) throws IOException, InterruptedException {
        var shots = new ArrayList<Shot>();
        for (Kill kill : kills) {
            returnOf(kill.victim()).join();
            Optional<Instant> aim = aim(kill);
            if (aim.isPresent() && !watch.isOver()) {
                waitUntil(aim.get().plus(kill.delay()));
                shots.add(new Shot(kill, Instant.now()));
                kill(kill);
                returns.put(kill.victim(), CompletableFuture.runAsync(() -> bringBack(kill), THREADS));
            }
        }
        return shots;
    }

    /** Waits until everything runs again that was killed. */
    void awaitReturns() throws IOException {
        try {
            CompletableFuture.allOf(returns.values().toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException failed) {
            throw new IOException("what was killed does not start again", failed.getCause());
        }
    }

    private Optional<Instant> aim(Kill kill) throws InterruptedException {
        return switch (kill.phase()) {
            case INTENT -> watch.awaitIntent(kill.after(), PATIENCE);
            case COMMIT -> awaitBatch(traffic.batches() + kill.after());
            case ANY -> Optional.of(Instant.now());
        };
    }

    private Optional<Instant> awaitBatch(int number) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        Optional<Instant> handedOver = Optional.empty();
        while (handedOver.isEmpty() && !watch.isOver() && Instant.now().isBefore(deadline)) {
            handedOver = traffic.awaitBatch(number, BETWEEN_LOOKS);
        }
        return handedOver;
    }

    private static void waitUntil(Instant time) {
        Duration left = Duration.between(Instant.now(), time);
        while (left.isPositive()) {
            LockSupport.parkNanos(left.toNanos());
            left = Duration.between(Instant.now(), time);
        }
    }

    private void kill(Kill kill) throws IOException {
        switch (kill.victim()) {
            case AGENT -> host.killAgent();
            case SERVER -> site.killServer(kill.which());
            case DATABASE -> site.killDatabase();
        }
    }

    private void bringBack(Kill kill) {
        waitUntil(Instant.now().plus(kill.downFor()));
        try {
            switch (kill.victim()) {
                case AGENT -> host.startAgent();
                case SERVER -> site.startServer(kill.which());
                case DATABASE -> site.startDatabase();
            }
        } catch (IOException failed) {
            throw new CompletionException(failed);
        }
    }

    private CompletableFuture<Void> returnOf(Victim victim) {
        return returns.getOrDefault(victim, CompletableFuture.completedFuture(null));
    }
}
