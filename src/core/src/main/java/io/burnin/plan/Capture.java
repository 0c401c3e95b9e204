package io.burnin.plan;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Evidence that one can hold: a piece of the target that is kept with the run. An artifact is what one source gave at one moment.
 *
 * @param max what one taking may keep of it, in bytes, all its files together
 */
public record Capture(Source source, long max, Set<Moment> when) {

    /** What is kept of one taking if the plan does not say, in bytes. */
    public static final long DEFAULT_MAX = 1_000_000;

    /** The most that a plan may ask for. */
    public static final long MOST = 8_000_000;

    /** What is kept of a log if the plan does not say. */
    static final int DEFAULT_LINES = 1_000;

    /** The most files that one taking keeps: those that were written last. */
    public static final int MOST_FILES = 20;

    public Capture {
        when = Collections.unmodifiableSet(EnumSet.copyOf(when));
    }

    /** When it is taken. */
    public enum Moment {
        /** What is required holds, and nothing has been touched yet. */
        START("start"),
        /** The server has told that a check is red for certain; once in a run. */
        RED("red"),
        /** Before a step of a test stops, kills or restarts a service. */
        BEFORE_RESTART("beforeRestart"),
        /** The tests are over, however they ended, and nothing has been torn down yet. */
        END("end");

        private final String word;

        Moment(String word) {
            this.word = word;
        }

        /** As plans write it. */
        public String word() {
            return word;
        }

        static Optional<Moment> of(String word) {
            return Arrays.stream(values())
                    .filter(moment -> moment.word.equals(word))
                    .findFirst();
        }
    }

    /** Where it comes from. */
    public sealed interface Source {

        /** In the words of the plan, e.g. {@code log worker_log}. */
        String words();

        /** The files that match, whole or the end of each. */
        record Files(String files, Optional<Long> last) implements Source {
            @Override
            public String words() {
                return "files " + files;
            }
        }

        /**
         * The end of each file of a log.
         *
         * @param log a probe, or a path
         * @param files the probe's, or that path
         */
        record Log(String log, String files, Charset encoding, Amount amount) implements Source {
            @Override
            public String words() {
                return "log " + log;
            }
        }

        /** The processes of a service, a line each. */
        record Processes(String service) implements Source {
            @Override
            public String words() {
                return "processes " + service;
            }
        }
    }

    /** How much of the end of a file. */
    public sealed interface Amount {

        record Lines(int lines) implements Amount {}

        /** Whole lines, as many as fit. */
        record Bytes(long bytes) implements Amount {}
    }
}
