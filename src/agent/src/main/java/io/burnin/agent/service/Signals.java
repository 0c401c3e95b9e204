package io.burnin.agent.service;

import io.burnin.agent.record.StepFailed;
import io.burnin.verdict.ErrorClass;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends signals to processes. Where a system has none, all but the kill is refused with class CONFIG. */
final class Signals {

    static final String TERMINATE = "TERM";
    static final String HALT = "STOP";
    static final String GO_ON = "CONT";

    private final boolean windows =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    /** At once, and there is nothing they can do about it. */
    void kill(List<Long> pids) {
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** @param signal its name, with or without {@code SIG} */
    void send(String signal, List<Long> pids) throws StepFailed, InterruptedException {
        String name = signal.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
        if (windows) {
            throw new StepFailed(
                    ErrorClass.CONFIG, "Windows has no signal %s; only a kill works there".formatted(name));
        }
        if (pids.isEmpty()) {
            return;
        }
        if (name.equals(TERMINATE)) {
            pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
            return;
        }
        sendByCommand(name, pids);
    }

    private static void sendByCommand(String name, List<Long> pids) throws StepFailed, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-s", name));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            // That one of them is gone already is no failure: what the signal did is looked at afterwards.
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            throw new StepFailed(ErrorClass.CONFIG, "cannot send %s: %s".formatted(name, missing.getMessage()));
        }
    }
}
