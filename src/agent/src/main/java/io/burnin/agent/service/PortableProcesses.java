package io.burnin.agent.service;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.TcpState;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Windows and macOS: what the JDK knows, and OSHI for the rest. */
final class PortableProcesses implements ProcessTable {

    private final LongSupplier nanos;
    private final OperatingSystem system = new SystemInfo().getOperatingSystem();

    /** On Windows a command line is dear to ask for, so it is asked once per process. */
    private final Map<Services.Incarnation, List<String>> commands = new ConcurrentHashMap<>();

    /** @param nanos a monotonic clock */
    PortableProcesses(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public Boot boot() {
        return new Boot("", Instant.ofEpochSecond(system.getSystemBootTime()));
    }

    @Override
    public Snapshot snapshot() {
        long begunAt = nanos.getAsLong();
        var rows = ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .map(PortableProcesses::row)
                .toList();
        Set<Services.Incarnation> living = rows.stream().map(Row::incarnation).collect(Collectors.toSet());
        commands.keySet().retainAll(living);
        return new Snapshot(begunAt, rows);
    }

    @Override
    public boolean lives(Services.Incarnation process) {
        return ProcessHandle.of(process.pid())
                .filter(ProcessHandle::isAlive)
                .map(PortableProcesses::row)
                .filter(row -> row.incarnation().equals(process))
                .isPresent();
    }

    private static Row row(ProcessHandle process) {
        return new Row(
                process.pid(),
                process.parent().map(ProcessHandle::pid).orElse(0L),
                0,
                process.info().startInstant().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public List<String> command(Row process) {
        return commands.computeIfAbsent(
                process.incarnation(),
                asked -> find(process.pid()).map(OSProcess::getArguments).orElse(List.of()));
    }

    @Override
    public Optional<Path> executable(Row process) {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().command())
                .map(Path::of);
    }

    @Override
    public Optional<Path> workingDirectory(Row process) {
        return find(process.pid())
                .map(OSProcess::getCurrentWorkingDirectory)
                .filter(directory -> !directory.isEmpty())
                .map(Path::of);
    }

    @Override
    public Set<Long> listeningOn(int port, Snapshot snapshot) {
        return system.getInternetProtocolStats().getConnections().stream()
                .filter(connection -> connection.getLocalPort() == port && connection.getState() == TcpState.LISTEN)
                .map(connection -> (long) connection.getowningProcessId())
                .collect(Collectors.toSet());
    }

    @Override
    public boolean isHalted(long pid) {
        return find(pid)
                .map(process -> process.getState() == OSProcess.State.STOPPED)
                .orElse(false);
    }

    private Optional<OSProcess> find(long pid) {
        return Optional.ofNullable(system.getProcess(Math.toIntExact(pid)));
    }
}
