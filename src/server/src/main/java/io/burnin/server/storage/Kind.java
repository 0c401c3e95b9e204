package io.burnin.server.storage;

import java.util.List;

/** What the database is filled with. */
enum Kind {
    /** What agents measured. */
    SAMPLES("sample_block", "state_sample", "series", "exemplar", "absence"),
    /** What agents and servers did: the time lines, tests and steps of runs. */
    EVENTS("run_event", "step", "occurrence"),
    /** Verdicts with their checks, and findings. Reports are written from them when somebody asks. */
    VERDICTS("verdict", "judged_check", "finding"),
    /** What was captured of targets. */
    ARTIFACTS("artifact", "artifact_piece"),
    /** Everything else: runs, plans, the audit, indexes where the database counts them apart, and room it will use again. */
    OTHER();

    private final List<String> tables;

    Kind(String... tables) {
        this.tables = List.of(tables);
    }

    List<String> tables() {
        return tables;
    }
}
