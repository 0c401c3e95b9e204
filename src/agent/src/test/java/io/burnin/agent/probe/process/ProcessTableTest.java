package io.burnin.agent.probe.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.probe.process.ProcessTable.Usage;
import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcessTableTest {

    private static final String STAT =
            "42 (a (b) c) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 7 3 20 0 5 0 9876 1000 200 18446744073709551615";

    @Test
    void readsAProcessWhoseNameHoldsBlanksAndParentheses() {
        String status = "Name:\ta (b) c\nVmRSS:\t    2048 kB\nThreads:\t5\n";

        assertThat(ProcFs.parse(STAT, status, OptionalLong.of(9)))
                .contains(new Usage(9876, 3_000, 2048 * 1024, OptionalLong.of(9), 5));
    }

    @Test
    void takesAZombieForNoProcess() {
        assertThat(ProcFs.parse(STAT.replace(" S ", " Z "), "", OptionalLong.empty()))
                .isEmpty();
    }

    @Test
    void bothTablesSeeThisProcessAlike() throws IOException {
        long pid = ProcessHandle.current().pid();

        Usage fast = ProcessTable.ofThisHost().usage(pid).orElseThrow();
        Usage portable = new OshiProcesses().usage(pid).orElseThrow();

        assertThat((double) portable.rss()).isBetween(fast.rss() * 0.5, fast.rss() * 2.0);
        assertThat(portable.cpuMillis()).isBetween(fast.cpuMillis() * 0.5, fast.cpuMillis() * 2.0 + 1_000);
        assertThat(fast.threads()).isPositive();
        assertThat(fast.handles().orElseThrow()).isPositive();
    }

    @Test
    void seesNoProcessThatHasEnded() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();

        assertThat(ProcessTable.ofThisHost().usage(process.pid())).isEmpty();
    }
}
