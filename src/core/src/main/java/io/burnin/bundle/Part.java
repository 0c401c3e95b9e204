package io.burnin.bundle;

/** The entries that every bundle has; besides them it has one for the samples of each series, and one for each artifact. */
public enum Part {
    README("README.md", "this text"),
    PLAN("plan.yaml", "the plan as it was stored"),
    RUN("run.json", "the run: plan version, profile, parameters, target, labels, state"),
    ENVIRONMENT("environment.json", "the target's host, as its agent told of it when the run began"),
    EVIDENCE(
            "evidence.json",
            "what is known besides samples: occurrences, faults, gaps, absences, reboots, what expectations came to,"
                    + " exemplars, what baselines came to, and which series there are"),
    VERDICT("verdict.json", "the verdict on exactly this evidence; provisional if the run went on"),
    REVISIONS("verdicts.ndjson", "every verdict that was kept of the run, a line each"),
    FINDINGS("findings.json", "the issues that the verdict shows, and those that people added"),
    STEPS("steps.ndjson", "what was done, a line for each step, with its outcome"),
    EVENTS("events.ndjson", "the time line, a line for each event, as agent and server told of it"),
    ARTIFACTS(
            "artifacts.ndjson",
            "what was captured of the target, a line each; `file` names the entry that holds it, `absent` says why none does"),
    MANIFEST("manifest.json", "the format, Burnin's version, and size and SHA-256 of every other entry");

    private final String entry;
    private final String content;

    Part(String entry, String content) {
        this.entry = entry;
        this.content = content;
    }

    /** Its name in the zip. */
    public String entry() {
        return entry;
    }

    /** What it holds, in a few words. */
    public String content() {
        return content;
    }
}
