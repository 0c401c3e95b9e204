package io.burnin.agent.probe.ledger;

/** What it means that an id is seen somewhere. */
public enum Role {
    /** Somebody other than a step of ours submitted it. */
    SUBMITTED,
    /** An execution of it began. */
    HANDLED,
    DONE,
    FAILED
}
