package io.burnin.agent.schedule;

import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Requirement;
import io.burnin.plan.Step;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks whether the host offers what a plan requires, before anything is touched. */
final class Requirements {

    private static final int CONNECT_MILLIS = 2_000;

    private final Tools tools;
    private final StepRunner setup;

    Requirements(Tools tools, StepRunner setup) {
        this.tools = tools;
        this.setup = setup;
    }

    void check(List<Requirement> requirements) throws StepFailed, NotTested, InterruptedException {
        for (int i = 0; i < requirements.size(); i++) {
            check(requirements.get(i), "requires/" + i);
        }
    }

    private void check(Requirement requirement, String place) throws StepFailed, NotTested, InterruptedException {
        switch (requirement) {
            case Requirement.PortFree(int port) -> requirePortFree(port);
            case Requirement.PortOpen(int port) -> requirePortOpen(port);
            case Requirement.DiskFree(Path directory, long bytes) -> requireDisk(directory, bytes);
            case Requirement.HttpAnswers(var request) ->
                setup.run(
                        new Step.HttpRequest(
                                new Step.Options(Optional.empty(), Optional.empty(), true, Optional.empty()),
                                request,
                                1,
                                Optional.empty()),
                        place);
            case Requirement.ServiceReady(String service) -> {
                if (!tools.services().isReady(service)) {
                    throw unmet("the service %s is not ready".formatted(service));
                }
            }
        }
    }

    private static void requirePortFree(int port) throws StepFailed {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw unmet("port %d is not free: %s".formatted(port, taken.getMessage()));
        }
    }

    private static void requirePortOpen(int port) throws StepFailed {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        } catch (IOException closed) {
            throw unmet("nobody listens on port %d: %s".formatted(port, closed.getMessage()));
        }
    }

    private static void requireDisk(Path directory, long bytes) throws StepFailed {
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
