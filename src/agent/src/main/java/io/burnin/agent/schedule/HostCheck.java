package io.burnin.agent.schedule;

import io.burnin.agent.record.StepFailed;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this host offers what a plan requires. Each returns if it does, else throws with class INFRA, saying what is in the way. */
public final class HostCheck {

    private static final int CONNECT_MILLIS = 2_000;

    private HostCheck() {}

    public static void requirePortFree(int port) throws StepFailed {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw unmet("port %d is not free: %s".formatted(port, taken.getMessage()));
        }
    }

    public static void requirePortOpen(int port) throws StepFailed {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        } catch (IOException closed) {
            throw unmet("nobody listens on port %d: %s".formatted(port, closed.getMessage()));
        }
    }

    public static void requireDisk(Path directory, long bytes) throws StepFailed {
        long free;
        try {
            free = Files.getFileStore(directory).getUsableSpace();
        } catch (IOException unreadable) {
            throw unmet("the free space of %s cannot be read: %s".formatted(directory, unreadable));
        }
        if (free < bytes) {
            throw unmet("%s has %,d bytes free, the plan requires %,d".formatted(directory, free, bytes));
        }
    }

    private static StepFailed unmet(String message) {
        return new StepFailed(ErrorClass.INFRA, message);
    }
}
