package io.burnin.acceptance.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.acceptance.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A little of what {@code ./burnin torture} does for hours. A busy machine takes its time for the many starts. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -9 of what is stopped")
class TortureTest {

    @TempDir
    private Path folder;

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void nothingBreaksOnH2() throws Exception {
        assertThatNothingBreaks("--rounds", "2", "--seed", "1");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void nothingBreaksWithTwoServersOnPostgresql() throws Exception {
        assertThatNothingBreaks("--rounds", "1", "--seed", "3", "--db", "postgresql", "--servers", "2");
    }

    private void assertThatNothingBreaks(String... arguments) throws Exception {
        var told = new ByteArrayOutputStream();
        var options = Options.parse(List.of(arguments));

        Tally tally = new Torture(
                        options,
                        Checkout.ROOT,
                        folder.toRealPath(),
                        new PrintStream(told, true, StandardCharsets.UTF_8))
                .carryOut();

        assertThat(tally.rounds()).hasSize(options.rounds());
        assertThat(tally.toll()).as(told.toString(StandardCharsets.UTF_8)).isEqualTo(Toll.NONE);
    }
}
