package io.burnin.acceptance.torture;

import java.time.Duration;

/** What a kill is aimed at. */
enum Phase {
    /** Right after an intent has reached the agent's disk. */
    INTENT("step's intent"),
    /** While the server commits a batch. */
    COMMIT("batch's commit"),
    /** At any time. */
    ANY("any time");

    /** How near a kill must come to what it is aimed at. */
    static final Duration NEAR = Duration.ofMillis(50);

    private final String words;

    Phase(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
