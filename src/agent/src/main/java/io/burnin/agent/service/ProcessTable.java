package io.burnin.agent.service;

import io.burnin.agent.service.Services.Incarnation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** The processes of this host. What has ended and only waits for its parent to notice is not among them. */
interface ProcessTable {

    Snapshot snapshot();

    /** Far cheaper than a snapshot. */
    boolean lives(Incarnation process);

    /** The words of its command line; empty if it is gone or hides them. */
    List<String> command(Row process);

    /** The path of its executable; empty if it is gone or hides it. */
    Optional<Path> executable(Row process);

    Optional<Path> workingDirectory(Row process);

    /** Whose it is, as the system writes that name; empty if it is gone or hides it. */
    default Optional<String> user(Row process) {
        return ProcessHandle.of(process.pid()).flatMap(handle -> handle.info().user());
    }

    /** Who listens on that TCP port. */
    Set<Long> listeningOn(int port, Snapshot snapshot);

    /** Whether it is halted by a signal. */
    boolean isHalted(long pid);

    Boot boot();

    /** @param session the pid of its session's leader; 0 where there are no sessions */
    record Row(long pid, long parent, long session, Instant startedAt) {
        Incarnation incarnation() {
            return new Incarnation(pid, startedAt);
        }
    }

    /**
     * Since when the host runs; start times of processes are only comparable when they count from the same instant.
     *
     * @param id empty where the host has none
     */
    record Boot(String id, Instant at) {}

    /**
     * @param nanos a monotonic clock
     * @param known the boot as this run has counted from it before a restart of the agent
     */
    static ProcessTable ofThisHost(LongSupplier nanos, Optional<Boot> known) {
        Path proc = Path.of("/proc");
        return Files.isReadable(proc.resolve("self/stat"))
                ? new LinuxProcesses(proc, nanos, known)
                : new PortableProcesses(nanos);
    }
}
