package io.burnin.server.run;

/** What must hold for a run to be accepted, beyond its own order. */
public interface StartCondition {

    /** @throws io.burnin.server.web.Problem that says why not, and the remedy */
    void check();
}
