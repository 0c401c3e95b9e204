package io.burnin.agent.service;

import io.burnin.agent.http.Requests;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.service.Finder.Found;
import io.burnin.plan.Service;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Services as processes of this host. What happens to them is noted in the journal before it happens, so that an agent that is
 * started again in the middle of a run knows its processes and its own orders.
 */
public final class ProcessServices implements Services {

    private static final Logger LOG = System.getLogger(ProcessServices.class.getName());

    /** The longest that a crash stays unseen when nobody asks and the process is not our child. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** How often the whole host is looked at for processes that somebody else started. */
    private static final Duration BETWEEN_FULL_LOOKS = Duration.ofSeconds(5);

    /** Probes that ask at about the same time share one look. */
    private static final Duration SHARED = Duration.ofMillis(100);

    private final Map<String, ManagedService> services = new LinkedHashMap<>();
    private final Toolbox tools;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("services-watch").daemon().factory());
    private Snapshot latest;
    private long lastFullLook;

    /** @param notes what the agent before this one noted as {@code services} in the same run; empty in a new run */
    public ProcessServices(
            Collection<Service> plan,
            RunClock clock,
            Recorder recorder,
            Policy policy,
            Secrets secrets,
            List<String> notes) {
        var history = new History(recorder, notes);
        var table = ProcessTable.ofThisHost(clock::nanos, history.boot());
        history.booted(table.boot());
        this.tools = new Toolbox(
                clock, recorder, policy, secrets, new Requests(policy), table, history, new Deaths(), new Signals());
        plan.forEach(service -> services.put(service.name(), new ManagedService(service, tools)));
        this.latest = table.snapshot();
        this.lastFullLook = clock.nanos() - BETWEEN_FULL_LOOKS.toNanos();
        long pause = BETWEEN_LOOKS.toMillis();
        watch.scheduleWithFixedDelay(this::lookAtAll, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public Map<String, String> start(String service, String origin, Optional<Duration> within)
            throws StepFailed, InterruptedException {
        ManagedService managed = require(service);
        return managed.alone(() -> new Starting(managed, tools).start(origin, within));
    }

    @Override
    public Map<String, String> stop(String service, String origin, Optional<Duration> within)
            throws StepFailed, InterruptedException {
        ManagedService managed = require(service);
        return managed.alone(() -> new Ending(managed, tools).stop(within));
    }

    @Override
    public Map<String, String> kill(String service, String origin, Optional<Duration> within)
            throws StepFailed, InterruptedException {
        ManagedService managed = require(service);
        return managed.alone(() -> new Ending(managed, tools).kill(origin, within));
    }

    @Override
    public Map<String, String> pause(String service, String origin, Duration hold)
            throws StepFailed, InterruptedException {
        ManagedService managed = require(service);
        return managed.alone(() -> new Halting(managed, tools).pause(hold));
    }

    @Override
    public Map<String, String> ensure(String service, String origin, Optional<Duration> within)
            throws StepFailed, InterruptedException {
        ManagedService managed = require(service);
        return managed.alone(() -> new Ensuring(managed, tools).ensure(origin, within));
    }

    @Override
    public boolean isReady(String service) throws InterruptedException {
        try {
            return require(service).isReady();
        } catch (StepFailed refused) {
            LOG.log(Level.WARNING, "cannot ask whether {0} is ready: {1}", service, refused.getMessage());
            return false;
        }
    }

    @Override
    public Optional<Tree> tree(String service) {
        Found found = require(service).processes().look(recent());
        tools.deaths().tell();
        return found.roots().stream().findFirst().map(root -> new Tree(root.incarnation(), found.pids()));
    }

    @Override
    public List<Living> living(String service) {
        return require(service).processes().look().members().stream()
                .map(row -> new Living(
                        row.pid(), row.parent(), row.startedAt(), tools.table().command(row)))
                .toList();
    }

    @Override
    public boolean wasEndedByOrder(Incarnation incarnation) {
        return tools.history().wasOrdered(incarnation);
    }

    @Override
    public void onDeath(DeathListener listener) {
        tools.deaths().listen(listener);
    }

    @Override
    public void remember(Set<String> names) {
        names.stream().map(this::require).forEach(managed -> new Ensuring(managed, tools).remember());
    }

    @Override
    public List<String> restore() throws InterruptedException {
        List<String> failures = new ArrayList<>();
        List<ManagedService> inOrder = services.values().stream()
                .sorted(Comparator.comparingInt(this::depth))
                .toList();
        for (ManagedService managed : inOrder.reversed()) {
            attempt(managed, new Ensuring(managed, tools)::endWhatWasNotThere, failures);
        }
        for (ManagedService managed : inOrder) {
            attempt(managed, new Ensuring(managed, tools)::startWhatWasThere, failures);
        }
        return failures;
    }

    /** The processes live on. */
    @Override
    public void close() {
        watch.shutdownNow();
        tools.requests().close();
    }

    @FunctionalInterface
    private interface WayBack {
        void go() throws StepFailed, InterruptedException;
    }

    private static void attempt(ManagedService managed, WayBack half, List<String> failures)
            throws InterruptedException {
        try {
            managed.alone(() -> {
                half.go();
                return managed;
            });
        } catch (StepFailed failed) {
            failures.add(failed.getMessage());
        }
    }

    /** How many services must be ready before it. */
    private int depth(ManagedService managed) {
        return managed.plan()
                .after()
                .map(services::get)
                .map(before -> 1 + depth(before))
                .orElse(0);
    }

    private ManagedService require(String service) {
        ManagedService managed = services.get(service);
        if (managed == null) {
            throw new IllegalArgumentException("no service %s; there are %s".formatted(service, services.keySet()));
        }
        return managed;
    }

    private synchronized Snapshot recent() {
        if (tools.clock().nanos() - latest.begunAt() > SHARED.toNanos()) {
            latest = tools.table().snapshot();
        }
        return latest;
    }

    private void lookAtAll() {
        try {
            long now = tools.clock().nanos();
            boolean due = now - lastFullLook >= BETWEEN_FULL_LOOKS.toNanos();
            lastFullLook = due ? now : lastFullLook;
            services.values().stream()
                    .map(ManagedService::processes)
                    .filter(processes -> due || processes.hasLostARoot())
                    .forEach(processes -> processes.look(recent()));
            tools.deaths().tell();
        } catch (RuntimeException broken) {
            // Thrown on, it would end the watch for good.
            LOG.log(Level.ERROR, "cannot look at the processes of this host", broken);
        }
    }
}
