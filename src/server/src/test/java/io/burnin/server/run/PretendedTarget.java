package io.burnin.server.run;

import io.burnin.agent.action.Actions;
import io.burnin.agent.action.StepContext;
import io.burnin.agent.probe.Observation;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.schedule.RunParts;
import io.burnin.agent.service.Services;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Statistic;
import io.burnin.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A target that is always well, and whose time is controlled: what would take a while lets time pass. It has open jobs while a
 * service is down. Time passes from the first look at it to the last.
 */
final class PretendedTarget implements RunParts {

    static final Duration SEEN_EVERY = Duration.ofMinutes(30);
    static final String SEEN = "operational.ok";

    private static final Duration SERVICE_STARTS_IN = Duration.ofSeconds(2);
    private static final Duration STEP_TAKES = Duration.ofMillis(20);

    private final ControlledTime time;
    private final Set<String> up = new HashSet<>();

    PretendedTarget(ControlledTime time) {
        this.time = time;
    }

    private synchronized void set(String service, boolean isUp) {
        if (isUp) {
            up.add(service);
        } else {
            up.remove(service);
        }
    }

    private synchronized boolean isUp(String service) {
        return up.contains(service);
    }

    @Override
    public Services services(Setting setting) {
        return new PretendedServices();
    }

    @Override
    public Observation observation(Setting setting, Services services) {
        Set<String> all = setting.plan().services().keySet();
        return new PretendedObservation(all, setting.recorder());
    }

    @Override
    public Actions actions(Setting setting, Services services, Observation observation) {
        return this::perform;
    }

    private Map<String, String> perform(Step step, StepContext context) throws InterruptedException {
        switch (step) {
            case Step.ServiceAct act -> act(act);
            case Step.HttpLoad load ->
                time.of(Duration.between(
                        time.now(), context.until().orElseThrow().get()));
            default -> time.of(STEP_TAKES);
        }
        return Map.of();
    }

    private void act(Step.ServiceAct act) throws InterruptedException {
        boolean isUp = switch (act.verb()) {
            case START, RESTART, ENSURE -> true;
            case STOP, KILL, PAUSE -> false;
        };
        for (String service : act.services()) {
            if (isUp && !isUp(service)) {
                time.of(SERVICE_STARTS_IN);
            }
            set(service, isUp);
        }
    }

    private final class PretendedObservation implements Observation {

        private final Set<String> services;
        private final Recorder recorder;
        private final Thread looking;

        PretendedObservation(Set<String> services, Recorder recorder) {
            this.services = services;
            this.recorder = recorder;
            this.looking = time.thread(this::look);
        }

        private void look() {
            try {
                while (true) {
                    var sample = new Reading.Sample(new SeriesKey(SEEN, Map.of()), time.now(), 1);
                    recorder.reading(
                            "operational", new Reading(List.of(sample), List.of(), List.of(), Optional.empty()));
                    time.of(SEEN_EVERY);
                }
            } catch (InterruptedException finished) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void start() {
            looking.start();
            time.go();
        }

        @Override
        public void finish() throws InterruptedException {
            looking.interrupt();
            looking.join();
        }

        @Override
        public void close() {
            looking.interrupt();
            time.stand();
        }

        @Override
        public Optional<Double> value(Statistic statistic, String metric, Map<String, String> where, Instant since) {
            boolean isWell = services.stream().allMatch(PretendedTarget.this::isUp);
            return Optional.of(metric.endsWith(".open") == isWell ? 0.0 : 1.0);
        }

        @Override
        public void observe(String probe) throws InterruptedException {
            time.of(STEP_TAKES);
        }

        @Override
        public void submitted(String ledger, String id, String origin, Instant intended) {}
    }

    private final class PretendedServices implements Services {

        @Override
        public Map<String, String> start(String service, String origin, Optional<Duration> within) {
            throw stepsGoThroughTheActions();
        }

        @Override
        public Map<String, String> stop(String service, String origin, Optional<Duration> within) {
            throw stepsGoThroughTheActions();
        }

        @Override
        public Map<String, String> kill(String service, String origin, Optional<Duration> within) {
            throw stepsGoThroughTheActions();
        }

        @Override
        public Map<String, String> pause(String service, String origin, Duration hold) {
            throw stepsGoThroughTheActions();
        }

        @Override
        public Map<String, String> ensure(String service, String origin, Optional<Duration> within) {
            throw stepsGoThroughTheActions();
        }

        private static IllegalStateException stepsGoThroughTheActions() {
            return new IllegalStateException("steps go through the actions");
        }

        @Override
        public boolean isReady(String service) {
            return isUp(service);
        }

        @Override
        public Optional<Tree> tree(String service) {
            return isUp(service)
                    ? Optional.of(new Tree(new Incarnation(1, Instant.EPOCH), List.of(1L)))
                    : Optional.empty();
        }

        @Override
        public List<Living> living(String service) {
            return List.of();
        }

        @Override
        public boolean wasEndedByOrder(Incarnation incarnation) {
            return true;
        }

        @Override
        public void onDeath(DeathListener listener) {}

        @Override
        public void remember(Set<String> services) {}

        @Override
        public List<String> restore() {
            up.clear();
            return List.of();
        }

        @Override
        public void close() {}
    }
}
