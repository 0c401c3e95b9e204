package io.burnin.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Capture.Moment;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    @Test
    void leavesHalfForRedAndTheEnd() {
        var half = new Allowance(1, Allowance.MOST_BYTES / 2, Set.of());

        assertThat(half.room(Moment.START)).isZero();
        assertThat(half.room(Moment.BEFORE_RESTART)).isZero();
        assertThat(half.room(Moment.RED)).isEqualTo(Allowance.MOST_BYTES / 2);
        assertThat(half.room(Moment.END)).isEqualTo(Allowance.MOST_BYTES / 2);
    }

    @Test
    void boundsHowManyThereAre() {
        var half = new Allowance(Allowance.MOST_ARTIFACTS / 2, 0, Set.of());
        var full = new Allowance(Allowance.MOST_ARTIFACTS, 0, Set.of());

        assertThat(half.mayAdd(Moment.BEFORE_RESTART)).isFalse();
        assertThat(half.mayAdd(Moment.END)).isTrue();
        assertThat(full.mayAdd(Moment.END)).isFalse();
        assertThat(full.room(Moment.END)).isZero();
    }

    @Test
    void isWhatItsNewestNoteSays() {
        Allowance some = Allowance.NEW.withArtifact(12).with(Moment.START).with(Moment.RED);

        assertThat(Allowance.of(List.of(Allowance.NEW.note(), some.note()))).isEqualTo(some);
        assertThat(Allowance.of(List.of())).isEqualTo(Allowance.NEW);
    }

    @Test
    void lastsForEveryRestartAndOnceForTheOthers() {
        Allowance taken = Allowance.NEW.with(Moment.BEFORE_RESTART).with(Moment.END);

        assertThat(taken.has(Moment.BEFORE_RESTART)).isFalse();
        assertThat(taken.has(Moment.END)).isTrue();
        assertThat(taken.has(Moment.RED)).isFalse();
    }
}
