package io.burnin.agent.probe;

import io.burnin.agent.http.Requests;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.Remembered;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.service.Services;
import io.burnin.agent.service.Services.Incarnation;
import io.burnin.plan.Plan;
import io.burnin.plan.Plan.DerivedMetric;
import io.burnin.plan.Statistic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The probes of a plan at work. Each reads in a thread of its own, so that a slow one delays no other. */
public final class Probes implements Observation {

    private static final long STAGGER_MILLIS = 13;

    private final Plan plan;
    private final RunClock clock;
    private final Requests requests;
    private final Recent recent = new Recent();
    private final Wiring wiring;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("probes").daemon().factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Death> early = new ArrayList<>();
    private boolean hasStarted;

    /** A service may die while the probes end, and does when the target is left as it was found. */
    private final Object ending = new Object();

    private boolean closed;

    private record Death(String service, Incarnation incarnation, boolean byOrder) {}

    /** @param remembered what the agent before this one kept of the same run; nothing in a new run */
    public Probes(
            Plan plan,
            RunClock clock,
            Recorder recorder,
            Services services,
            Policy policy,
            Secrets secrets,
            Remembered remembered) {
        this.plan = plan;
        this.clock = clock;
        this.requests = new Requests(policy);
        var asker = new Asker(requests, secrets, clock);
        this.wiring = new Wiring(plan, clock, recorder, services, policy, asker, remembered, recent::add);
        services.onDeath(this::died);
    }

    /** When it returns, all that exists is known to be there from before, and whatever appears is seen. */
    @Override
    public void start() {
        wiring.loops().values().forEach(SensorLoop::begin);
        List<Death> missed;
        synchronized (early) {
            hasStarted = true;
            missed = List.copyOf(early);
        }
        missed.forEach(death -> died(death.service(), death.incarnation(), death.byOrder()));
        long delay = 0;
        for (SensorLoop loop : wiring.loops().values()) {
            long every = Math.max(1, loop.every().toMillis());
            pace.scheduleAtFixedRate(() -> tick(loop), delay % every, every, TimeUnit.MILLISECONDS);
            delay += STAGGER_MILLIS;
        }
    }

    @Override
    public Optional<Double> value(Statistic statistic, String metric, Map<String, String> where, Instant since)
            throws InterruptedException {
        DerivedMetric derived = plan.metrics().get(metric);
        if (derived != null) {
            return derivedValue(derived, statistic, where, since);
        }
        String probe = metric.substring(0, Math.max(0, metric.indexOf('.')));
        SensorLoop loop = wiring.loops().get(probe);
        boolean isFresh = loop == null || readFresh(probe, loop);
        return isFresh || statistic != Statistic.LAST
                ? recent.value(statistic, metric, where, since, clock.now())
                : Optional.empty();
    }

    @Override
    public void observe(String probe) throws InterruptedException {
        SensorLoop loop = wiring.loops().get(probe);
        if (loop == null) {
            throw new IllegalArgumentException(
                    "no probe %s; there are %s".formatted(probe, plan.probes().keySet()));
        }
        readFresh(probe, loop);
    }

    @Override
    public void submitted(String ledger, String id, String origin, Instant intended) {
        Wiring.WiredLedger wired = wiring.ledgers().get(ledger);
        if (wired != null) {
            wired.sensor().submitted(id, origin, intended);
        }
    }

    @Override
    public void finish() throws InterruptedException {
        pace.shutdownNow();
        wiring.processes().forEach(ProcessSensor::settle);
        for (Wiring.WiredLedger ledger : wiring.ledgers().values()) {
            ledger.witnesses().lookNow();
            ledger.sensor().close();
        }
        for (SensorLoop loop : wiring.loops().values()) {
            loop.readNow();
            loop.close();
        }
        close();
    }

    @Override
    public void close() {
        synchronized (ending) {
            closed = true;
        }
        pace.shutdownNow();
        threads.shutdownNow();
        wiring.ledgers().values().forEach(ledger -> ledger.witnesses().close());
        wiring.loops().values().forEach(SensorLoop::close);
        requests.close();
    }

    /** What it left behind is read, and the executions it had begun are over, before anything is started in its place. */
    private void died(String service, Incarnation incarnation, boolean byOrder) {
        synchronized (early) {
            if (!hasStarted) {
                early.add(new Death(service, incarnation, byOrder));
                return;
            }
        }
        synchronized (ending) {
            if (!closed) {
                lookAfter(service, incarnation, byOrder);
            }
        }
    }

    private void lookAfter(String service, Incarnation incarnation, boolean byOrder) {
        wiring.processes().stream()
                .filter(process -> process.service().equals(service))
                .forEach(process -> process.died(incarnation, byOrder));
        try {
            for (SensorLoop files : wiring.ofFiles()) {
                files.readNow();
            }
            for (Wiring.WiredLedger ledger : wiring.ledgers().values()) {
                if (ledger.executors().contains(service)) {
                    ledger.witnesses().lookAtExecutions();
                    ledger.sensor().executorDied();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick(SensorLoop loop) {
        try {
            threads.execute(loop::tick);
        } catch (RejectedExecutionException closed) {
            pace.shutdownNow();
        }
    }

    private boolean readFresh(String probe, SensorLoop loop) throws InterruptedException {
        Wiring.WiredLedger ledger = wiring.ledgers().get(probe);
        if (ledger != null) {
            ledger.witnesses().lookNow();
        }
        return loop.readNow();
    }

    private Optional<Double> derivedValue(
            DerivedMetric derived, Statistic statistic, Map<String, String> where, Instant since)
            throws InterruptedException {
        var parts = new ArrayList<Double>();
        for (String metric : derived.of()) {
            Optional<Double> part = value(statistic, metric, where, since);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        double first = parts.getFirst();
        return switch (derived.operation()) {
            case SUM -> parts.stream().reduce(Double::sum);
            case MAX -> parts.stream().reduce(Math::max);
            case MIN -> parts.stream().reduce(Math::min);
            case DIFFERENCE -> Optional.of(parts.stream().skip(1).reduce(first, (a, b) -> a - b));
            case RATIO -> parts.get(1) == 0 ? Optional.empty() : Optional.of(100 * first / parts.get(1));
        };
    }
}
