package io.burnin.agent.link;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The server answered, and not with what we asked for. */
public final class ServerRefused extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Optional<Duration> retryAfter;

    ServerRefused(int status, String why, Optional<Duration> retryAfter) {
        super("the server answered %d: %s".formatted(status, why));
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** It does not know this agent (any more): register again. */
    public boolean isUnknownAgent() {
        return status == 404 || status == 410;
    }

    /** How long the server wants us to wait. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
