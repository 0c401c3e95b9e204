package io.burnin.acceptance.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.burnin.acceptance.statistics.Table.Figure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A little of what {@code ./burnin statistics} does for minutes. */
class StatisticsTest {

    @Test
    void meetsEveryBar() {
        var told = new ByteArrayOutputStream();

        boolean held = new Statistics(new Options(100, 1), new PrintStream(told, true, StandardCharsets.UTF_8)).hold();

        assertThat(held).as(told.toString(StandardCharsets.UTF_8)).isTrue();
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("share of 0.05 % in 1,440 trials", "half the limit", "sawtooth", "every bar is met");
    }

    @Test
    void throwsTheSameDiceForTheSameSeed() {
        var dice = new Dice(500, 3);

        double[] first = dice.shares("coin", 1, random -> new boolean[] {random.nextBoolean()});
        double[] again = dice.shares("coin", 1, random -> new boolean[] {random.nextBoolean()});
        double[] other = new Dice(500, 4).shares("coin", 1, random -> new boolean[] {random.nextBoolean()});

        assertThat(first).containsExactly(again);
        assertThat(first[0]).isBetween(0.4, 0.6);
        assertThat(other[0]).isNotEqualTo(first[0]);
    }

    @Test
    void showsWhatMissesItsBar() {
        var table = new Table(
                "A table",
                List.of("what", "how often"),
                List.of(List.of(Figure.text("a leak"), Figure.atLeast(0.94, 0.95))));
        var told = new ByteArrayOutputStream();

        table.print(new PrintStream(told, true, StandardCharsets.UTF_8));

        assertThat(table.isMissed()).isTrue();
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("| a leak | **94.0 %** |");
        assertThat(Figure.atMost(0.011, 0.01).isMissed()).isTrue();
        assertThat(Figure.atMost(0.01, 0.01).isMissed()).isFalse();
        assertThat(Figure.share(1).isMissed()).isFalse();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Options.parse(List.of("--run", "5"))).hasMessageContaining("--runs and --seed");
        assertThatThrownBy(() -> Options.parse(List.of("--runs"))).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> Options.parse(List.of("--runs", "0"))).hasMessageContaining("from 1");
    }
}
