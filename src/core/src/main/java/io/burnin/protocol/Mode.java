package io.burnin.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a run is for. */
public enum Mode {
    /** It executes its plan and is judged. */
    @JsonProperty("burn-in")
    BURN_IN,
    /** It only looks whether its plan could be executed; nothing is started, stopped or written, and there is no verdict. */
    @JsonProperty("rehearsal")
    REHEARSAL;

    /** As it travels and as an agent names it among its abilities. */
    public String word() {
        return this == BURN_IN ? "burn-in" : "rehearsal";
    }
}
