package io.burnin.agent;

import io.burnin.agent.journal.RunFolders;
import io.burnin.agent.link.ServerLink;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.schedule.RunExecutor;
import io.burnin.agent.schedule.RunParts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** What all runs of an agent share. */
record Workshop(
        ServerLink server,
        RunFolders folders,
        RunParts parts,
        Policy policy,
        Secrets secrets,
        AgentTime time,
        KeepAwake keepAwake,
        Map<String, String> environment) {

    /** The longest time between two tries to reach the server. */
    static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    InstantSource clock() {
        return time.wall();
    }

    /** Which boot of the host this is. */
    String boot() {
        return environment.getOrDefault(RunExecutor.BOOT_ID, "");
    }
}
