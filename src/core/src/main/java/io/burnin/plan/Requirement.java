package io.burnin.plan;

import java.nio.file.Path;

/** What must hold on the host before anything is touched. Not met: the run ends ABORTED with class CONFIG or INFRA. */
public sealed interface Requirement {

    record PortFree(int port) implements Requirement {}

    record PortOpen(int port) implements Requirement {}

    /** At least so many bytes free on the disk of that directory. */
    record DiskFree(Path directory, long bytes) implements Requirement {}

    record HttpAnswers(Request request) implements Requirement {}

    record ServiceReady(String service) implements Requirement {}
}
