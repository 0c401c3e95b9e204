package io.burnin.agent.probe;

import java.io.IOException;

/** This host's owner does not allow it, or has not given what it takes: no waiting helps. */
final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    Refused(String reason) {
        super(reason);
    }
}
