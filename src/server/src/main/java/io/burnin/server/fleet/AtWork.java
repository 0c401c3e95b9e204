package io.burnin.server.fleet;

/** Who knows which agents have a run that is not over. */
public interface AtWork {

    /** Whether one of its runs goes on, or may yet come back. */
    boolean isAtWork(AgentId agent);
}
