package io.burnin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunNewsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final RunId run = RunId.random();
    private final RunNews news = new RunNews();

    @Test
    void keepsWhatHappensBetweenLookingAndWaiting() throws InterruptedException {
        try (var waiting = news.of(run)) {
            news.hear(new RunChanged(run, false, true));

            assertThat(waiting.await(LONG)).isGreaterThan(LONG.minusMillis(500));
        }
    }

    @Test
    void tellsOnlyOfTheRunThatIsWaitedFor() throws InterruptedException {
        try (var waiting = news.of(run)) {
            news.hear(new RunChanged(RunId.random(), true, true));

            assertThat(waiting.await(Duration.ofMillis(50))).isZero();
        }
    }

    /** Another server may have changed the run. */
    @Test
    void letsLookAgainAfterASecond() throws InterruptedException {
        try (var waiting = news.of(run)) {
            assertThat(waiting.await(LONG)).isEqualTo(LONG.minusSeconds(1));
            assertThat(waiting.isOver()).isFalse();
        }
    }

    @Test
    void letsNobodyWaitWhenTheServerEnds() throws InterruptedException {
        try (var waiting = news.of(run)) {
            news.endAllWaiting(new ShutdownEvent());

            assertThat(waiting.await(LONG)).isZero();
            assertThat(waiting.isOver()).isTrue();
        }
    }
}
