package io.burnin.agent.schedule;

/** An expectation without which the rest of a test proves nothing was not met. */
final class NotTested extends Exception {

    private static final long serialVersionUID = 1L;

    NotTested(String message) {
        super(message);
    }
}
