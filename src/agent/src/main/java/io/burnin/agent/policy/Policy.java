package io.burnin.agent.policy;

import io.burnin.agent.record.StepFailed;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What plans may touch on this host; written by its owner in {@code agent.yaml} and never widened by a server. Each method
 * returns if that is allowed, else throws with class CONFIG, naming the rule that would allow it.
 */
public interface Policy {

    void requireCommand(List<String> command, Path directory) throws StepFailed;

    /** Stopping, killing or halting processes of that command line. */
    void requireHarm(String service, String commandLine) throws StepFailed;

    void requireRead(Path file) throws StepFailed;

    void requireWrite(Path file) throws StepFailed;

    void requireUrl(URI url) throws StepFailed;
}
