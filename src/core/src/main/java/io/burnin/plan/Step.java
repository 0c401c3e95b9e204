package io.burnin.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing to do, in the order of a test. */
public sealed interface Step {

    Options options();

    /** The word that a plan uses for it, e.g. {@code service.kill}. */
    String action();

    /**
     * What every step can say.
     *
     * @param as the name under which ledgers, metrics and checks refer to it
     * @param idempotent whether it may be repeated when nobody knows if it happened
     */
    record Options(Optional<String> as, Optional<Duration> timeout, boolean idempotent, Optional<Step> undo) {}

    /** The request, {@code times} times, their intended starts {@code every} apart (else one after the other). */
    record HttpRequest(Options options, Request request, int times, Optional<Duration> every) implements Step {
        @Override
        public String action() {
            return "http.request";
        }
    }

    /** Open-model load: arrivals are fixed in advance and do not wait for answers. Lasts as long as its occurrence. */
    record HttpLoad(Options options, Arrivals arrivals, List<Flow> flows) implements Step {
        @Override
        public String action() {
            return "http.load";
        }
    }

    /** Requests made one after the other by one arrival; picked by weight. */
    record Flow(String name, int weight, List<Request> requests) {}

    /** Arrivals per second; spaced evenly or as a Poisson process of that mean. */
    record Arrivals(double perSecond, Shape shape, Duration ramp) {
        public enum Shape {
            CONSTANT,
            POISSON
        }
    }

    /**
     * Files written into a folder.
     *
     * @param ledger ledger probe to the template of the submitted id; {@code ${uuid}} is the same in path, content and id
     */
    record FilesWrite(
            Options options,
            Template to,
            Pace pace,
            Content content,
            boolean bom,
            Optional<Stages> stages,
            Map<String, Template> ledger)
            implements Step {
        @Override
        public String action() {
            return "files.write";
        }
    }

    /** How often a file is written. */
    sealed interface Pace {
        record Burst(int count, Duration interval) implements Pace {}

        record Continuous(Arrivals arrivals) implements Pace {}
    }

    /** What a file holds. */
    sealed interface Content {
        /** {@code json} escapes placeholder values for JSON strings. */
        record Inline(Template text, boolean json) implements Content {}

        record CopyOf(String file) implements Content {}
    }

    /** A file that is first written in part: that percentage, then nothing for {@code hold}, then the rest or a rename. */
    record Stages(double partialPercent, Duration hold, Then then) {
        public enum Then {
            COMPLETE,
            RENAME
        }
    }

    /**
     * Something done to services, in the order given.
     *
     * @param within how long until it is ready (start, restart, ensure) or gone (stop, kill)
     * @param hold how long a pause lasts
     */
    record ServiceAct(
            Options options, Verb verb, List<String> services, Optional<Duration> within, Optional<Duration> hold)
            implements Step {
        public enum Verb {
            START,
            STOP,
            KILL,
            RESTART,
            PAUSE,
            ENSURE;

            /** Whether the target is worse off until somebody undoes it. */
            public boolean isHarm() {
                return this == STOP || this == KILL || this == RESTART || this == PAUSE;
            }

            /** Whether the processes that run when it begins are gone when it is done. */
            public boolean endsProcesses() {
                return this == STOP || this == KILL || this == RESTART;
            }
        }

        @Override
        public String action() {
            return "service." + verb.name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Waits until the product does what is expected; it has so much time, and must then keep it up for {@code hold}. */
    record Await(Options options, Subject subject, Duration within, Duration hold, Otherwise otherwise)
            implements Step {
        @Override
        public String action() {
            return "await";
        }
    }

    /** Looks once whether the product does what is expected. */
    record Expect(Options options, Subject subject, Otherwise otherwise) implements Step {
        @Override
        public String action() {
            return "expect";
        }
    }

    /** What an {@code await} or {@code expect} looks at. */
    sealed interface Subject {
        /** A statistic of a metric since the occurrence began; of the test's own {@code origin} unless {@code where} says else. */
        record OfMetric(Statistic statistic, String metric, Map<String, String> where, Condition is)
                implements Subject {}

        record ServiceReady(String service) implements Subject {}
    }

    /** What it means that an expectation is not met. */
    enum Otherwise {
        RED,
        YELLOW,
        INSUFFICIENT
    }

    record Wait(Options options, Duration time) implements Step {
        @Override
        public String action() {
            return "wait";
        }
    }

    /** Reads a probe now, once more than its {@code every} asks for. */
    record Observe(Options options, String probe) implements Step {
        @Override
        public String action() {
            return "observe";
        }
    }

    record Repeat(Options options, int times, List<Step> steps) implements Step {
        @Override
        public String action() {
            return "repeat";
        }
    }

    /** All at once; done when the last is. */
    record Parallel(Options options, List<Step> steps) implements Step {
        @Override
        public String action() {
            return "parallel";
        }
    }
}
