package io.burnin.cli;

/** What the process tells its caller. The codes of a verdict come from the server: 20, 40, 10, 30 and 0. */
final class ExitCode {

    static final int OK = 0;
    static final int DEFECT = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int NOT_ALLOWED = 4;

    /** As a verdict is that speaks of a target which could not be put right. */
    static final int DIRTY = 20;

    /** As a verdict is of a run that was ABORTED or LOST. */
    static final int NOT_ENDED = 40;

    private ExitCode() {}
}
