package io.burnin.agent.probe.process;

import java.util.Optional;
import java.util.OptionalLong;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Windows and macOS. */
final class OshiProcesses implements ProcessTable {

    private final OperatingSystem system = new SystemInfo().getOperatingSystem();

    @Override
    public Optional<Usage> usage(long pid) {
        return Optional.ofNullable(system.getProcess(Math.toIntExact(pid)))
                .filter(process -> process.getState() != OSProcess.State.ZOMBIE)
                .map(OshiProcesses::usageOf);
    }

    private static Usage usageOf(OSProcess process) {
        long handles = process.getOpenFiles();
        return new Usage(
                process.getStartTime(),
                process.getKernelTime() + process.getUserTime(),
                process.getResidentMemory(),
                handles < 0 ? OptionalLong.empty() : OptionalLong.of(handles),
                process.getThreadCount());
    }
}
