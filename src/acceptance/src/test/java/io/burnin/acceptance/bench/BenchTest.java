package io.burnin.acceptance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** That each row still measures; how fast it is depends on the machine and is no test's business. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no grep")
class BenchTest {

    @Test
    void everyRowComesToARatio() throws IOException, InterruptedException, SQLException {
        List<Result> results = Bench.measure(List.of(
                new IngestRow(2, 2),
                new LogScanRow(5_000_000, 2),
                new VerdictRow(VerdictRow.Storage.H2, Duration.ofMinutes(2), 1)));

        assertThat(results).extracting(Result::row).containsExactly("ingest", "log scan", "verdict h2");
        assertThat(results)
                .allSatisfy(result -> assertThat(result.ratio().min()).isPositive());
        var printed = new ByteArrayOutputStream();
        Bench.print(results, new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("samples/s", "bytes/sample", "grep -c", "bar");
    }

    @Test
    void manyAgentsAreHeardAndNoneLosesARecord(@TempDir Path folder) throws IOException, InterruptedException {
        FleetResult result = new FleetLoad(10, Duration.ofSeconds(4)).measure(folder);

        assertThat(result.samples()).isGreaterThanOrEqualTo(10 * 20 * 4);
        assertThat(result.missing()).isZero();
        assertThat(result.beatMillis()).isPositive().isFinite();
    }

    @Test
    void aSpreadOfAnEvenNumberHasItsMedianBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 10.0))).isEqualTo(new Spread(1, 3, 10));
    }
}
