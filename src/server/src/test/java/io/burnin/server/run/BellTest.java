package io.burnin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BellTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Bell bell = new Bell();

    @Test
    void wakesWhoWaitsAndSaysHowMuchTimeIsLeft() {
        CompletableFuture<Duration> left = waiting();

        bell.ring();

        assertThat(left).succeedsWithin(SOON).satisfies(time -> assertThat(time).isPositive());
    }

    @Test
    void wasHeardByWhoHadLookedBefore() throws InterruptedException {
        long before = bell.rings();
        bell.ring();

        assertThat(bell.await(before, LONG)).isEqualTo(LONG);
    }

    @Test
    void keepsNobodyWaitingWhenTheServerEnds() {
        CompletableFuture<Duration> left = waiting();

        bell.endAllWaiting(new ShutdownEvent());

        assertThat(left).succeedsWithin(SOON).isEqualTo(Duration.ZERO);
        assertThat(waiting()).succeedsWithin(SOON).isEqualTo(Duration.ZERO);
        assertThat(bell.isOver()).isTrue();
    }

    private CompletableFuture<Duration> waiting() {
        long seen = bell.rings();
        return CompletableFuture.supplyAsync(() -> {
            try {
                return bell.await(seen, LONG);
            } catch (InterruptedException nobodyInterrupts) {
                throw new IllegalStateException(nobodyInterrupts);
            }
        });
    }
}
