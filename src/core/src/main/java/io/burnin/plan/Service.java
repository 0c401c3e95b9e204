package io.burnin.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process (and its descendants) of the target.
 *
 * @param after the service that must be ready before this one starts
 * @param processes empty for the process that was started and its descendants
 * @param output what takes its stdout and stderr; empty discards them
 */
public record Service(
        String name,
        List<String> start,
        Optional<String> after,
        Path directory,
        Map<String, Template> environment,
        Optional<Output> output,
        Optional<Match> processes,
        Optional<StopBy> stop,
        Optional<Readiness> ready,
        Running running) {

    public Service {
        start = List.copyOf(start);
    }

    /**
     * The file to which its stdout and stderr are appended.
     *
     * @param keep with more bytes in it the file is set aside before the service starts anew; empty lets it grow
     */
    public record Output(Path file, Optional<Long> keep) {

        /** Where a file that was set aside lies, in place of the one that was set aside before. */
        public Path older() {
            return file.resolveSibling(file.getFileName() + ".1");
        }
    }

    /**
     * How its processes are found among all others.
     *
     * @param count how many must match: a tree counts as its root
     * @param user whose they are; empty for anybody's
     */
    public record Match(By by, String pattern, int count, Optional<String> user) {

        public enum By {
            /** A glob over the whole command line. */
            COMMAND_LINE,
            /** A glob over the executable's path. */
            EXECUTABLE,
            /** A file that holds the pid. */
            PID_FILE,
            /** Whoever listens on that TCP port. */
            PORT
        }
    }

    /** How it is asked to stop; after {@code within} it is killed. */
    public record StopBy(String signal, Duration within) {}

    /** It is ready when this request is answered as expected, at the latest {@code within} its start. */
    public record Readiness(Request http, Duration within) {}

    /** What to do with one that runs already when the run begins. */
    public enum Running {
        RESTART,
        ADOPT,
        REFUSE
    }
}
