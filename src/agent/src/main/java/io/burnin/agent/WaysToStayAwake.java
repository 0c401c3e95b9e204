package io.burnin.agent;

import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.WinBase;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** How each operating system is kept awake. {@code cat} ends with our end of its pipe, also when the agent was killed. */
final class WaysToStayAwake {

    private WaysToStayAwake() {}

    static List<KeepAwake.Way> ofThisHost() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.startsWith("linux")) {
            // A service whose user is not logged in may forbid only what happens by itself, unless a rule of polkit
            // says more.
            return List.of(inhibit("sleep:idle"), inhibit("idle"));
        }
        if (os.startsWith("mac")) {
            return List.of(new AwakeByCommand(List.of("caffeinate", "-i", "-s", "cat")));
        }
        return os.startsWith("windows") ? List.of(WaysToStayAwake::keepWindowsAwake) : List.of();
    }

    private static KeepAwake.Way inhibit(String what) {
        return new AwakeByCommand(List.of(
                "systemd-inhibit",
                "--what=" + what,
                "--mode=block",
                "--who=Burnin",
                "--why=a burn-in run is executed",
                "cat"));
    }

    /** Holds for the thread that asked, and as long as it lives. */
    private static void keepWindowsAwake() throws IOException {
        int before = Kernel32.INSTANCE.SetThreadExecutionState(WinBase.ES_CONTINUOUS | WinBase.ES_SYSTEM_REQUIRED);
        if (before == 0) {
            throw new IOException("Windows refused SetThreadExecutionState");
        }
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park();
        }
        Kernel32.INSTANCE.SetThreadExecutionState(WinBase.ES_CONTINUOUS);
    }
}
