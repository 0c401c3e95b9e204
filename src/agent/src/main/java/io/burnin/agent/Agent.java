package io.burnin.agent;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.config.AgentConfig;
import io.burnin.agent.config.ConfiguredSecrets;
import io.burnin.agent.journal.RunFolders;
import io.burnin.agent.link.Backoff;
import io.burnin.agent.link.Heartbeats;
import io.burnin.agent.link.ServerLink;
import io.burnin.agent.link.ServerRefused;
import io.burnin.agent.policy.RulesPolicy;
import io.burnin.agent.schedule.Stop;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Registered;
import io.burnin.protocol.Registration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Asks the server for runs and works on them until it is told to end. Runs that an agent before this one left unfinished are
 * taken up first, without asking anybody. Losing the server is normal: the runs go on, and the agent keeps asking.
 */
public final class Agent {

    private static final System.Logger LOG = System.getLogger(Agent.class.getName());
    private static final Duration LEASE_WAIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration FIRST_HEARTBEAT = Duration.ofSeconds(1);

    private final Workshop workshop;
    private final Registration registration;
    private final int mostRuns;
    private final Path halted;
    private final Heartbeats heartbeats;
    private final List<RunWork> works = new ArrayList<>();
    private Optional<Registered> registered = Optional.empty();
    private boolean isEnding;
    private Optional<Thread> working = Optional.empty();

    Agent(Workshop workshop, AgentConfig config, String name, Host host) {
        this.workshop = workshop;
        this.mostRuns = config.runs();
        this.halted = haltedMarker(config.data());
        this.heartbeats = new Heartbeats(workshop.server(), host.bootId(), workshop.clock(), System::nanoTime);
        this.registration = new Registration(
                name,
                host.name(),
                host.os(),
                Host.version(),
                Registration.PROTOCOL,
                host.bootId(),
                config.runs(),
                config.targets().entrySet().stream()
                        .map(target -> new Registration.Target(
                                target.getKey(),
                                target.getValue().labels(),
                                target.getValue().parameters()))
                        .toList(),
                host.environment());
    }

    /** An agent that acts on this host, as its file says. */
    public static Agent of(AgentConfig config, URI server, String token, String name) throws IOException {
        Host host = Host.ofThisMachine();
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_WITHIN)
                .build();
        var workshop = new Workshop(
                new ServerLink(server, token, http),
                new RunFolders(config.data()),
                new StandardParts(),
                new RulesPolicy(config.policy()),
                new ConfiguredSecrets(config.secrets(), System::getenv),
                InstantSource.system(),
                host.environment());
        return new Agent(workshop, config, name.isEmpty() ? host.name() : name, host);
    }

    /** While this file is there, the agent works on no run. Its owner makes and deletes it. */
    public static Path haltedMarker(Path data) {
        return data.resolve("halted");
    }

    /** Works until {@link #shutDown}; returns when no run touches its target any more. */
    public void work() throws IOException, InterruptedException {
        synchronized (this) {
            working = Optional.of(Thread.currentThread());
        }
        takeUpUnfinished();
        Thread heart = Thread.ofVirtual().name("heart").start(this::beatUntilInterrupted);
        try {
            leaseUntilEnding();
        } finally {
            heart.interrupt();
            Thread.interrupted();
            for (RunWork work : works()) {
                work.awaitInterrupted();
            }
        }
    }

    /** Undoes what its runs did and lets {@link #work} return. The runs go on when an agent is started again. */
    public synchronized void shutDown() {
        isEnding = true;
        works.forEach(work -> work.stop(new Stop(Stop.Kind.SHUTDOWN, "the agent was told to end")));
        working.ifPresent(Thread::interrupt);
    }

    private void takeUpUnfinished() throws IOException {
        workshop.folders().deleteOld(workshop.clock().instant());
        for (String run : workshop.folders().unfinished()) {
            try {
                add(RunWork.resume(workshop, run));
            } catch (IOException damaged) {
                LOG.log(ERROR, "the journal of run %s cannot be read, the run is not taken up".formatted(run), damaged);
            }
        }
    }

    private void leaseUntilEnding() throws IOException {
        var backoff = new Backoff(Workshop.LONGEST_RETRY, new Random());
        while (!isEnding()) {
            try {
                forgetWhatIsOver();
                String agent = agentId();
                if (mayLease()) {
                    lease(agent);
                } else {
                    Thread.sleep(LOOK_AGAIN);
                }
                backoff.reset();
            } catch (ServerRefused refused) {
                forgetRegistrationIfUnknown(refused);
                waitAfter(refused, refused.retryAfter().orElseGet(backoff::next));
            } catch (IOException silent) {
                waitAfter(silent, backoff.next());
            } catch (RuntimeException defect) {
                LOG.log(ERROR, "defect while asking for work", defect);
                waitFor(backoff.next());
            } catch (InterruptedException ending) {
                LOG.log(INFO, "ending");
            }
        }
    }

    private boolean mayLease() {
        return !Files.exists(halted)
                && works().stream().filter(RunWork::isExecuting).count() < mostRuns;
    }

    private void lease(String agent) throws IOException, InterruptedException {
        Optional<Assignment> leased = workshop.server()
                .lease(agent, works().stream().map(RunWork::run).toList(), LEASE_WAIT);
        if (leased.isEmpty()) {
            return;
        }
        Assignment assignment = leased.get();
        Optional<RunWork> known = works().stream()
                .filter(work -> work.run().equals(assignment.run()))
                .findFirst();
        if (known.isPresent()) {
            known.get().renew(assignment);
        } else if (workshop.folders().has(assignment.run())) {
            LOG.log(WARNING, "run {0} was leased again after it was done", assignment.number());
            Thread.sleep(LOOK_AGAIN);
        } else {
            add(RunWork.begin(workshop, assignment));
        }
    }

    /** A run that was leased in the very moment of the end is stopped like the others. */
    private synchronized void add(RunWork work) {
        works.add(work);
        if (isEnding) {
            work.stop(new Stop(Stop.Kind.SHUTDOWN, "the agent was told to end"));
        }
    }

    private synchronized List<RunWork> works() {
        return List.copyOf(works);
    }

    private synchronized boolean isEnding() {
        return isEnding;
    }

    private void forgetWhatIsOver() throws IOException {
        boolean any;
        synchronized (this) {
            any = works.removeIf(RunWork::isOver);
        }
        if (any) {
            workshop.folders().deleteOld(workshop.clock().instant());
        }
    }

    private String agentId() throws IOException, InterruptedException {
        synchronized (this) {
            if (registered.isPresent()) {
                return registered.get().agent();
            }
        }
        Registered answer = workshop.server().register(registration);
        LOG.log(INFO, "registered as {0}", registration.name());
        synchronized (this) {
            registered = Optional.of(answer);
        }
        return answer.agent();
    }

    private synchronized void forgetRegistrationIfUnknown(ServerRefused refused) {
        if (refused.isUnknownAgent()) {
            registered = Optional.empty();
        }
    }

    private synchronized Optional<Registered> registered() {
        return registered;
    }

    /** A defect must not end it: an agent that cannot be reached cannot be stopped. */
    private void beatUntilInterrupted() {
        while (true) {
            try {
                stopIfHalted();
                Optional<Registered> told = registered();
                if (told.isPresent()) {
                    beat(told.get());
                }
                Thread.sleep(told.map(Registered::heartbeatSeconds)
                        .map(Duration::ofSeconds)
                        .orElse(FIRST_HEARTBEAT));
            } catch (InterruptedException ended) {
                return;
            } catch (RuntimeException defect) {
                LOG.log(ERROR, "defect at a heartbeat", defect);
            }
        }
    }

    private void beat(Registered told) throws InterruptedException {
        try {
            List<Heartbeat.Progress> progress = works().stream()
                    .filter(work -> !work.isOver())
                    .map(RunWork::progress)
                    .toList();
            for (Heartbeat.Order order : heartbeats.beat(told.agent(), progress)) {
                works().stream()
                        .filter(work -> work.run().equals(order.run()))
                        .forEach(work -> work.stop(Stop.by(order)));
            }
        } catch (ServerRefused refused) {
            forgetRegistrationIfUnknown(refused);
            LOG.log(WARNING, "no heartbeat: {0}", refused.getMessage());
        } catch (IOException silent) {
            LOG.log(WARNING, "no heartbeat: {0}", String.valueOf(silent));
        }
    }

    private void stopIfHalted() {
        if (Files.exists(halted)) {
            works().forEach(work -> work.stop(new Stop(Stop.Kind.CANCEL, "stopped on its host by its owner")));
        }
    }

    private static void waitAfter(IOException failure, Duration time) {
        LOG.log(WARNING, "asking the server again in {0} ms: {1}", time.toMillis(), String.valueOf(failure));
        waitFor(time);
    }

    private static void waitFor(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException ending) {
            LOG.log(INFO, "ending");
        }
    }
}
