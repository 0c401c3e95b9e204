package io.burnin.cli;

/** A command cannot go on, and says why and what to do about it. */
final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CommandFailed usage(String message, Object... values) {
        return new CommandFailed(ExitCode.USAGE, message.formatted(values));
    }

    static CommandFailed unreachable(String message, Object... values) {
        return new CommandFailed(ExitCode.UNREACHABLE, message.formatted(values));
    }

    static CommandFailed notAllowed(String message, Object... values) {
        return new CommandFailed(ExitCode.NOT_ALLOWED, message.formatted(values));
    }

    static CommandFailed defect(String message, Object... values) {
        return new CommandFailed(ExitCode.DEFECT, message.formatted(values));
    }

    int exitCode() {
        return exitCode;
    }
}
