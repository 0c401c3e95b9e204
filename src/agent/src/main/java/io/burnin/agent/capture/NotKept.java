package io.burnin.agent.capture;

/** Why nothing of a source is kept, in words for the report. */
final class NotKept extends Exception {

    private static final long serialVersionUID = 1L;

    NotKept(String why) {
        super(why);
    }
}
