package io.burnin.agent.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final Watch watch = new Watch(0);

    @Test
    void isOverdueOnceAHarmHasNotBeenHeardOfInTime() {
        watch.tell(Watch.watch("1 outage 1", Duration.ofSeconds(90)), seconds(10));
        watch.tell(Watch.watch("2 outage 1", Duration.ofSeconds(300)), seconds(10));

        assertThat(isOverdueBy(99)).isFalse();
        assertThat(isOverdueBy(100)).isTrue();
    }

    @Test
    void startsAnewWithEachWord() {
        watch.tell(Watch.watch("1 outage 1", Duration.ofSeconds(90)), 0);
        watch.tell(Watch.watch("1 outage 1", Duration.ofSeconds(20)), seconds(80));

        assertThat(isOverdueBy(99)).isFalse();
        assertThat(isOverdueBy(100)).isTrue();
    }

    @Test
    void isQuietOnceAllHarmIsOver() {
        watch.tell(Watch.watch("1 outage 1", Duration.ofSeconds(90)), 0);
        assertThat(watch.isHarmInEffect()).isTrue();

        watch.tell(Watch.over("1 outage 1"), seconds(5));

        assertThat(watch.isHarmInEffect()).isFalse();
        assertThat(isOverdueBy(1_000)).isFalse();
    }

    @Test
    void isIdleOnlyForAWhileAfterTheLastHarm() {
        watch.tell(Watch.watch("1 outage 1", Duration.ofSeconds(90)), 0);
        assertThat(watch.isIdleFor(Duration.ofSeconds(60), seconds(80))).isFalse();

        watch.tell(Watch.over("1 outage 1"), seconds(100));

        assertThat(watch.isIdleFor(Duration.ofSeconds(60), seconds(159))).isFalse();
        assertThat(watch.isIdleFor(Duration.ofSeconds(60), seconds(160))).isTrue();
    }

    /** A host that slept for hours wakes agent and guard together, and the agent has not had its time. */
    @Test
    void doesNotCountTimeInWhichNobodyCouldLook() {
        watch.tell(Watch.watch("1 outage 1", Duration.ofSeconds(90)), 0);
        assertThat(isOverdueBy(10)).isFalse();

        assertThat(watch.isOverdue(seconds(10_000))).isFalse();

        assertThat(watch.isOverdue(seconds(10_001))).isFalse();
    }

    /** Looks each second until then. */
    private boolean isOverdueBy(long second) {
        boolean overdue = false;
        for (long now = 0; now <= second; now++) {
            overdue |= watch.isOverdue(seconds(now));
        }
        return overdue;
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
