package io.burnin.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.service.ProcessTable.Boot;
import io.burnin.agent.service.ProcessTable.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a folder that looks like {@code /proc}. */
class LinuxProcessesTest {

    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    Path proc;

    @BeforeEach
    void boot() throws IOException {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "boot-1\n");
        Files.writeString(proc.resolve("stat"), "cpu 1 2 3\nbtime 1000\n");
        Files.createDirectories(proc.resolve("net"));
    }

    private LinuxProcesses table() {
        return new LinuxProcesses(proc, nanos::get, Optional.empty());
    }

    private void process(long pid, String name, char state, long parent, long session, String... command)
            throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(
                folder.resolve("stat"),
                "%d (%s) %s %d %d %d 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 250 0 0"
                        .formatted(pid, name, state, parent, pid, session));
        commandLine(pid, command);
    }

    private void commandLine(long pid, String... command) throws IOException {
        String text = command.length == 0 ? "" : String.join("\0", command) + "\0";
        Files.write(proc.resolve(pid + "/cmdline"), text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsParentSessionAndStartWhateverTheNameHolds() throws Exception {
        process(7, "a) S 1 (b", 'S', 3, 5, "x");

        assertThat(table().snapshot().find(7))
                .contains(new Row(7, 3, 5, Instant.ofEpochSecond(1000).plusMillis(2500)));
    }

    @Test
    void leavesOutWhatHasEndedAndOnlyWaitsForItsParent() throws Exception {
        process(7, "alive", 'S', 1, 7, "x");
        process(8, "zombie", 'Z', 1, 8);

        assertThat(table().snapshot().rows()).extracting(Row::pid).containsExactly(7L);
    }

    @Test
    void tellsWhoIsHalted() throws Exception {
        process(7, "halted", 'T', 1, 7, "x");
        process(8, "busy", 'R', 1, 8, "x");

        assertThat(table().isHalted(7)).isTrue();
        assertThat(table().isHalted(8)).isFalse();
        assertThat(table().isHalted(9)).isFalse();
    }

    @Test
    void readsTheWordsOfACommandLineEmptyOnesToo() throws Exception {
        process(7, "sh", 'S', 1, 7, "sh", "-c", "", "a b");
        var table = table();

        assertThat(table.command(table.snapshot().find(7).orElseThrow())).containsExactly("sh", "-c", "", "a b");
    }

    @Test
    void noticesThatAProcessBecameAnotherProgram() throws Exception {
        process(7, "setsid", 'S', 1, 7, "setsid", "python");
        var table = table();
        Row row = table.snapshot().find(7).orElseThrow();
        assertThat(table.command(row)).containsExactly("setsid", "python");

        commandLine(7, "python");
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(table.command(row)).containsExactly("python");

        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        table.command(row);
        commandLine(7, "java");
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(table.command(row)).containsExactly("java");
    }

    /** The kernel computes its boot time from the wall clock, so it moves when that is set. */
    @Test
    void countsFromTheBootTimeThatTheRunKnowsUnlessTheHostWasBootedSince() throws Exception {
        var known = new Boot("boot-1", Instant.ofEpochSecond(999));
        var other = new Boot("boot-0", Instant.ofEpochSecond(500));

        assertThat(new LinuxProcesses(proc, nanos::get, Optional.of(known)).boot())
                .isEqualTo(known);
        assertThat(new LinuxProcesses(proc, nanos::get, Optional.of(other)).boot())
                .isEqualTo(new Boot("boot-1", Instant.ofEpochSecond(1000)));
    }

    @Test
    void findsWhoListensByTheSocketThatItHoldsOpen() throws Exception {
        String header =
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
        String listening =
                "   0: 0100007F:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1\n";
        String connected =
                "   1: 0100007F:1F41 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 4712 1\n";
        Files.writeString(proc.resolve("net/tcp"), header + listening + connected);
        process(7, "server", 'S', 1, 7, "x");
        process(8, "client", 'S', 1, 8, "x");
        open(7, "socket:[4711]");
        open(8, "socket:[4712]");
        var table = table();

        assertThat(table.listeningOn(8001, table.snapshot())).containsExactly(7L);
        assertThat(table.listeningOn(8002, table.snapshot())).isEmpty();
    }

    private void open(long pid, String what) throws IOException {
        Path descriptors = Files.createDirectories(proc.resolve(pid + "/fd"));
        Files.createSymbolicLink(descriptors.resolve("3"), Path.of(what));
    }

    @Test
    void snapshotsKnowTreesAndTheirTops() {
        var top = new Row(1, 0, 1, Instant.EPOCH);
        var wrapper = new Row(2, 1, 2, Instant.EPOCH);
        var child = new Row(3, 2, 2, Instant.EPOCH);
        var grandchild = new Row(4, 3, 2, Instant.EPOCH);
        var other = new Row(5, 1, 5, Instant.EPOCH);
        var snapshot = new Snapshot(0, List.of(top, wrapper, child, grandchild, other));

        assertThat(snapshot.withDescendants(List.of(wrapper))).containsExactly(wrapper, child, grandchild);
        assertThat(snapshot.topmost(List.of(grandchild, wrapper, other))).containsExactly(wrapper, other);
        assertThat(snapshot.sessionOf(2)).containsExactly(wrapper, child, grandchild);
        assertThat(snapshot.ancestors(4)).contains(3L, 2L, 1L).doesNotContain(4L, 5L);
    }
}
