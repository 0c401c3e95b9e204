package io.burnin.agent.policy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Allows everything. */
public final class Permissive implements Policy {

    @Override
    public void requireCommand(List<String> command, Path directory) {}

    @Override
    public void requireHarm(String service, String commandLine) {}

    @Override
    public void requireRead(Path file) {}

    @Override
    public void requireWrite(Path file) {}

    @Override
    public void requireUrl(URI url) {}
}
