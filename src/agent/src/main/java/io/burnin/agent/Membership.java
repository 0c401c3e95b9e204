package io.burnin.agent;

import static java.lang.System.Logger.Level.INFO;

import io.burnin.agent.link.ServerLink;
import io.burnin.agent.link.ServerRefused;
import io.burnin.protocol.Registered;
import io.burnin.protocol.Registration;
import java.io.IOException;
import java.util.Optional;

/** What the server calls this agent: asked when first needed, and again when the server has forgotten it. */
final class Membership {

    private static final System.Logger LOG = System.getLogger(Membership.class.getName());

    private final ServerLink server;
    private final Registration registration;
    private Optional<Registered> registered = Optional.empty();

    Membership(ServerLink server, Registration registration) {
        this.server = server;
        this.registration = registration;
    }

    /** What the server answered; empty until somebody has needed it. */
    synchronized Optional<Registered> registered() {
        return registered;
    }

    /** The agent's id, for which the server is asked if need be. One thread at a time. */
    String agent() throws IOException, InterruptedException {
        Optional<Registered> known = registered();
        if (known.isPresent()) {
            return known.get().agent();
        }
        Registered answer = server.register(registration);
        LOG.log(INFO, "registered as {0}", registration.name());
        remember(answer);
        return answer.agent();
    }

    private synchronized void remember(Registered answer) {
        registered = Optional.of(answer);
    }

    synchronized void forgetIfUnknown(ServerRefused refused) {
        if (refused.isUnknownAgent()) {
            registered = Optional.empty();
        }
    }
}
