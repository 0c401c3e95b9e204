package io.burnin.agent.service;

import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.service.Finder.Found;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Service;
import io.burnin.plan.Service.Output;
import io.burnin.verdict.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Starts a service in place of the processes that were, and waits until it is ready. */
final class Starting {

    private static final Duration TO_BECOME_READY = Duration.ofSeconds(30);

    /** A service whose readiness the plan does not define is ready when it has lived so long. */
    private static final Duration TO_PROVE_LIFE = Duration.ofMillis(500);

    /** When nothing of it has lived for so long, it is not merely handing over to another process. */
    private static final Duration TO_HAND_OVER = Duration.ofSeconds(1);

    /** What starts outside a test is no recovery from a fault. */
    private static final Set<String> OUTSIDE_TESTS = Set.of("setup", "teardown");

    private final ManagedService service;
    private final Toolbox tools;

    Starting(ManagedService service, Toolbox tools) {
        this.service = service;
        this.tools = tools;
    }

    /** As the plan says. */
    Map<String, String> start(String origin, Optional<Duration> within) throws StepFailed, InterruptedException {
        long ordered = tools.clock().nanos();
        if (!tools.history().isTaken(service.name())) {
            tools.history().taken(service.name());
        }
        Service plan = service.plan();
        Start start = start(launcher(plan), patience(within), ordered);
        if (!OUTSIDE_TESTS.contains(origin)) {
            emit(start, origin);
        }
        return start.facts();
    }

    /** With another command line; whether it became ready. */
    boolean startInstead(Launcher launcher) throws StepFailed, InterruptedException {
        return start(launcher, patience(Optional.empty()), tools.clock().nanos())
                .ready();
    }

    Duration patience(Optional<Duration> within) {
        return within.or(() -> service.plan().ready().map(Service.Readiness::within))
                .orElse(TO_BECOME_READY);
    }

    Launcher launcher(Service plan) {
        return new Launcher(
                plan.start(), plan.directory(), plan.environment(), plan.output(), tools.secrets(), tools.clock());
    }

    /** How a start went; {@code took} is the time from the order until it was ready, or until we gave up. */
    private record Start(long pid, boolean ready, Instant at, Duration took, String why) {
        Map<String, String> facts() {
            var facts = new LinkedHashMap<String, String>();
            facts.put("pid", Long.toString(pid));
            facts.put("ready", Boolean.toString(ready));
            facts.put("millis", Long.toString(took.toMillis()));
            if (!why.isEmpty()) {
                facts.put("why", why);
            }
            return facts;
        }
    }

    private Start start(Launcher launcher, Duration patience, long ordered) throws StepFailed, InterruptedException {
        requireAllowed(launcher);
        awaitRoom(patience);
        Process process = service.processes().start(launcher);
        process.onExit().thenRun(this::lookForDeath);
        String why = awaitReady(process, patience);
        long ended = tools.clock().nanos();
        Duration took = Duration.ofNanos(ended - ordered);
        return new Start(process.pid(), why.isEmpty(), tools.clock().at(ended), took, why);
    }

    private void requireAllowed(Launcher launcher) throws StepFailed {
        if (launcher.command().isEmpty()) {
            throw new StepFailed(ErrorClass.CONFIG, "the plan gives %s no command".formatted(service.name()));
        }
        tools.policy().requireCommand(launcher.command(), launcher.directory());
        if (launcher.output().isPresent()) {
            Output output = launcher.output().get();
            tools.policy().requireWrite(output.file());
            if (output.keep().isPresent()) {
                tools.policy().requireWrite(output.older());
            }
        }
    }

    /** Two at once would fight over port and files, and the old one would answer for the new. */
    private void awaitRoom(Duration patience) throws StepFailed, InterruptedException {
        if (!service.processes().look().isEmpty()) {
            if (service.isReady()) {
                throw new StepFailed(ErrorClass.TEST, "%s already runs".formatted(service.name()));
            }
            if (!tools.often().until(patience, () -> service.processes().look().isEmpty())) {
                Found old = service.processes().look();
                throw new StepFailed(
                        ErrorClass.TEST,
                        "%s already runs, though not ready, as pid %s".formatted(service.name(), old.pids()));
            }
        }
        if (!tools.sparing().until(patience, () -> !service.portIsTaken())) {
            throw new StepFailed(
                    ErrorClass.INFRA, "%s cannot start: somebody else listens on its port".formatted(service.name()));
        }
        tools.deaths().tellNow();
    }

    /** Empty once it is ready, else why it is not. */
    private String awaitReady(Process process, Duration patience) throws StepFailed, InterruptedException {
        long began = tools.clock().nanos();
        var lastLife = new AtomicLong(began);
        var ready = new AtomicBoolean();
        boolean decided = tools.sparing().until(patience, () -> {
            long now = tools.clock().nanos();
            if (process.isAlive() || !service.processes().look().isEmpty()) {
                lastLife.set(now);
                ready.set(service.hasReadiness() ? service.isReady() : now - began >= TO_PROVE_LIFE.toNanos());
            }
            return ready.get() || now - lastLife.get() > TO_HAND_OVER.toNanos();
        });
        if (ready.get()) {
            return "";
        }
        if (!decided) {
            return "not ready within %d ms".formatted(patience.toMillis());
        }
        if (Launcher.wasNeverExecuted(process)) {
            throw new StepFailed(
                    ErrorClass.CONFIG,
                    "the command of %s could not be executed: exit code %d"
                            .formatted(service.name(), process.exitValue()));
        }
        return "ended with exit code %d before it was ready".formatted(process.exitValue());
    }

    private void lookForDeath() {
        service.processes().look();
        tools.deaths().tell();
    }

    private void emit(Start start, String origin) {
        Map<String, String> labels = Map.of("service", service.name(), MetricCatalogue.ORIGIN, origin);
        List<Sample> samples = new ArrayList<>();
        samples.add(new Sample(new SeriesKey("services.not_recovered", labels), start.at(), start.ready() ? 0 : 1));
        // Where nothing tells when it is ready, there is no time of recovery to measure.
        if (start.ready() && service.hasReadiness()) {
            double millis = start.took().toNanos() / 1e6;
            samples.add(new Sample(new SeriesKey("services.recovery", labels), start.at(), millis));
        }
        tools.emit(samples);
    }
}
