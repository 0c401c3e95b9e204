package io.burnin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person writes: options, and the file of faults. */
class CommandLineTest {

    @Test
    void readsEachOptionByItsType() {
        Options options = Options.parse("--port", "9000", "--claim-timeout", "2m", "--file-job", "1ms-2s");

        assertThat(options.port(1)).isEqualTo(9000);
        assertThat(options.duration(Option.CLAIM_TIMEOUT)).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.range(Option.FILE_JOB))
                .isEqualTo(new DurationRange(Duration.ofMillis(1), Duration.ofSeconds(2)));
        assertThat(options.duration(Option.LOCK_TIMEOUT)).isEqualTo(Duration.ofMillis(200));
    }

    @ParameterizedTest
    @CsvSource({
        "--prot, 1, unknown option '--prot'",
        "--port, x, --port is 'x'",
        "--poll, 5, --poll is '5'",
        "--file-job, 5ms, --file-job is '5ms'",
        "--file-job, 9ms-5ms, PT0.005S is shorter than PT0.009S"
    })
    void refusesWhatDoesNotFit(String flag, String value, String message) {
        assertThatThrownBy(() -> {
                    Options options = Options.parse(flag, value);
                    options.port(1);
                    options.duration(Option.POLL);
                    options.range(Option.FILE_JOB);
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void givesTheSameJobTheSameDurationWithinItsRange() {
        DurationRange range = new DurationRange(Duration.ofMillis(5), Duration.ofMillis(25));

        for (int i = 0; i < 1000; i++) {
            assertThat(range.of("job-" + i))
                    .isBetween(range.shortest(), range.longest())
                    .isEqualTo(range.of("job-" + i));
        }
    }

    @Test
    void readsFaultsWithAndWithoutValues() {
        assertThat(Faults.parse(List.of("# a comment", "", "slow-jobs", "wedged=5")))
                .isEqualTo(Map.of(Fault.SLOW_JOBS, 10, Fault.WEDGED, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-fault", "wedged=", "wedged=0", "wedged=-1", "wedged=soon"})
    void refusesAFaultThatItDoesNotKnow(String line) {
        assertThatThrownBy(() -> Faults.parse(List.of(line))).isInstanceOf(IllegalArgumentException.class);
    }
}
