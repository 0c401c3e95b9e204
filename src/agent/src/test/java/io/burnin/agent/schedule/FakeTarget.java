package io.burnin.agent.schedule;

import io.burnin.agent.action.Actions;
import io.burnin.agent.action.StepContext;
import io.burnin.agent.probe.Observation;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.service.Services;
import io.burnin.plan.Statistic;
import io.burnin.plan.Step;
import io.burnin.plan.Step.ServiceAct.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A target that remembers what was done to it. It outlives the agents that work on it; what an agent does after its kill does not
 * reach it.
 */
final class FakeTarget {

    /** Thrown into every thread of an agent that was killed. An error, so that nobody takes it for a defect and goes on. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** What was done, e.g. {@code outage 1 steps/1 kill app}. */
    private final List<String> acts = new ArrayList<>();

    private final Set<String> up = new HashSet<>();
    private Set<String> found = Set.of();
    private final Map<String, Double> values = new ConcurrentHashMap<>();
    private final Map<String, StepFailed> failing = new ConcurrentHashMap<>();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Map<String, Consumer<StepContext>> happening = new ConcurrentHashMap<>();

    synchronized List<String> acts() {
        return List.copyOf(acts);
    }

    /** Those that begin with the words. */
    synchronized List<String> acts(String about) {
        return acts.stream().filter(act -> act.startsWith(about)).toList();
    }

    synchronized boolean isUp(String service) {
        return up.contains(service);
    }

    synchronized void setUp(String service, boolean isUp) {
        if (isUp && !broken.contains(service)) {
            up.add(service);
        } else {
            up.remove(service);
        }
    }

    void setValue(String metric, double value) {
        values.put(metric, value);
    }

    /** The step at that place cannot do its work. */
    void fail(String place, StepFailed failure) {
        failing.put(place, failure);
    }

    /** From now on nothing brings that service up. */
    void breakDown(String service) {
        broken.add(service);
    }

    /** Something happens while the act with these first words is done. */
    void during(String act, Consumer<StepContext> what) {
        happening.put(act, what);
    }

    private synchronized void act(String what) {
        acts.add(what);
    }

    /** One agent's hands and eyes. */
    final class Parts implements RunParts {

        private final FastTime time;
        private volatile boolean killed;

        Parts(FastTime time) {
            this.time = time;
        }

        void kill() {
            killed = true;
        }

        void checkAlive() {
            if (killed) {
                throw new Killed();
            }
        }

        @Override
        public Services services(Setting setting) {
            return new FakeServices(this);
        }

        @Override
        public Observation observation(Setting setting, Services services) {
            return new FakeObservation(this);
        }

        @Override
        public Actions actions(Setting setting, Services services, Observation observation) {
            return (step, context) -> {
                checkAlive();
                return perform(step, context, this);
            };
        }
    }

    private Map<String, String> perform(Step step, StepContext context, Parts agent)
            throws StepFailed, InterruptedException {
        String done =
                "%s %d %s %s".formatted(context.test(), context.occurrence(), context.place(), StepWords.of(step));
        act(done);
        happening.forEach((words, what) -> {
            if (done.startsWith(words)) {
                what.accept(context);
            }
        });
        StepFailed failure = failing.get(context.test() + " " + context.place());
        if (failure != null) {
            throw failure;
        }
        switch (step) {
            case Step.ServiceAct act ->
                act.services()
                        .forEach(service -> setUp(
                                service,
                                act.verb() == Verb.START || act.verb() == Verb.ENSURE || act.verb() == Verb.RESTART));
            case Step.HttpLoad load -> {
                while (context.clock()
                        .now()
                        .isBefore(context.until().orElseThrow().get())) {
                    agent.time.of(Duration.ofMillis(200));
                    agent.checkAlive();
                }
            }
            default -> {}
        }
        return Map.of();
    }

    private final class FakeServices implements Services {

        private final Parts agent;

        FakeServices(Parts agent) {
            this.agent = agent;
        }

        @Override
        public Map<String, String> start(String service, String origin, Optional<Duration> within) {
            throw new IllegalStateException("steps go through the actions");
        }

        @Override
        public Map<String, String> stop(String service, String origin, Optional<Duration> within) {
            throw new IllegalStateException("steps go through the actions");
        }

        @Override
        public Map<String, String> kill(String service, String origin, Optional<Duration> within) {
            throw new IllegalStateException("steps go through the actions");
        }

        @Override
        public Map<String, String> pause(String service, String origin, Duration hold) {
            throw new IllegalStateException("steps go through the actions");
        }

        @Override
        public Map<String, String> ensure(String service, String origin, Optional<Duration> within) {
            throw new IllegalStateException("steps go through the actions");
        }

        @Override
        public boolean isReady(String service) {
            agent.checkAlive();
            return isUp(service);
        }

        @Override
        public Optional<Tree> tree(String service) {
            agent.checkAlive();
            return isUp(service)
                    ? Optional.of(new Tree(new Incarnation(1, FastTime.START), List.of(1L)))
                    : Optional.empty();
        }

        @Override
        public List<Living> living(String service) {
            agent.checkAlive();
            return isUp(service) ? List.of(new Living(1, 0, FastTime.START, List.of(service))) : List.of();
        }

        @Override
        public boolean wasEndedByOrder(Incarnation incarnation) {
            return true;
        }

        @Override
        public void onDeath(DeathListener listener) {}

        @Override
        public void remember(Set<String> services) {
            agent.checkAlive();
            synchronized (FakeTarget.this) {
                found = Set.copyOf(up);
            }
        }

        @Override
        public List<String> restore() {
            agent.checkAlive();
            synchronized (FakeTarget.this) {
                up.clear();
                up.addAll(found);
            }
            act("restore");
            return List.of();
        }

        @Override
        public void close() {}
    }

    private final class FakeObservation implements Observation {

        private final Parts agent;

        FakeObservation(Parts agent) {
            this.agent = agent;
        }

        @Override
        public void start() {
            agent.checkAlive();
        }

        @Override
        public void finish() {
            agent.checkAlive();
            act("finish");
        }

        @Override
        public void close() {}

        @Override
        public Optional<Double> value(Statistic statistic, String metric, Map<String, String> where, Instant since) {
            agent.checkAlive();
            return Optional.ofNullable(values.get(metric));
        }

        @Override
        public void observe(String probe) {
            agent.checkAlive();
            act("observe " + probe);
        }

        @Override
        public void submitted(String ledger, String id, String origin, Instant intended) {
            agent.checkAlive();
        }
    }
}
