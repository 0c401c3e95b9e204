package io.burnin.agent;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.config.AgentConfig;
import io.burnin.agent.config.ConfiguredSecrets;
import io.burnin.agent.guard.GuardProcess;
import io.burnin.agent.journal.Limits;
import io.burnin.agent.journal.RunFolders;
import io.burnin.agent.link.Heartbeats;
import io.burnin.agent.link.ServerLink;
import io.burnin.agent.policy.RulesPolicy;
import io.burnin.agent.schedule.RunParts;
import io.burnin.plan.Abilities;
import io.burnin.protocol.Registration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks the server for runs and works on them until it is told to end. Runs that an agent before this one left unfinished are
 * taken up first, without asking anybody. Losing the server is normal: the runs go on, and the agent keeps asking.
 */
public final class Agent {

    private static final System.Logger LOG = System.getLogger(Agent.class.getName());
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private final Workshop workshop;
    private final Works works = new Works();
    private final Heart heart;
    private final Leases leases;
    private final KeptRuns kept;
    private Optional<Thread> working = Optional.empty();
    private boolean toldLack;

    Agent(Workshop workshop, AgentConfig config, String name, Host host) {
        this.workshop = workshop;
        var registration = new Registration(
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
                host.environment(),
                Optional.of(Abilities.all()));
        var membership = new Membership(workshop.server(), registration);
        Path marker = haltedMarker(config.data());
        this.heart = new Heart(
                new Heartbeats(workshop.server(), host.bootId(), workshop.time().host()),
                membership,
                works,
                () -> Files.exists(marker),
                workshop.time().pause());
        this.leases = new Leases(
                workshop,
                membership,
                works,
                () -> !Files.exists(marker) && works.executing() < config.runs() && hasRoom());
        this.kept = new KeptRuns(workshop, works);
    }

    /** An agent that acts on this host, as its file says, with a guard beside it. */
    public static Agent guarded(GuardProcess guard, AgentConfig config, URI server, String token, String name)
            throws IOException {
        return of(config, server, token, name, new StandardParts(guard::ofOneRun), AgentTime.ofThisHost());
    }

    /** One that acts on this host, and without which harm stays until it is started again. */
    public static Agent of(AgentConfig config, URI server, String token, String name) throws IOException {
        return of(config, server, token, name, new StandardParts(), AgentTime.ofThisHost());
    }

    /** One that acts on something else, or lives in another time. */
    public static Agent of(AgentConfig config, URI server, String token, String name, RunParts parts, AgentTime time)
            throws IOException {
        Host host = Host.ofThisMachine();
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_WITHIN)
                .build();
        var workshop = new Workshop(
                new ServerLink(server, token, http),
                folders(config),
                parts,
                new RulesPolicy(config.policy()),
                new ConfiguredSecrets(config.secrets(), System::getenv),
                time,
                KeepAwake.ofThisHost(),
                host.environment());
        return new Agent(workshop, config, name.isEmpty() ? host.name() : name, host);
    }

    /** Where the journals of its runs lie. */
    static RunFolders folders(AgentConfig config) {
        return new RunFolders(
                config.data(), new Limits(config.disk().journal(), config.disk().keepFree()));
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
        Thread beating = workshop.time().pause().thread(heart);
        beating.setName("heart");
        beating.start();
        Thread keeping = workshop.time().pause().thread(kept);
        keeping.setName("kept runs");
        keeping.start();
        try {
            leases.takeUntilEnding();
        } finally {
            beating.interrupt();
            keeping.interrupt();
            Thread.interrupted();
            for (RunWork work : works.all()) {
                work.awaitInterrupted();
            }
        }
    }

    /** Undoes what its runs did and lets {@link #work} return. The runs go on when an agent is started again. */
    public synchronized void shutDown() {
        works.end();
        working.ifPresent(Thread::interrupt);
    }

    /** A run that cannot be written down is not begun. */
    private boolean hasRoom() {
        Optional<String> lack = workshop.folders().lackOfRoom();
        if (lack.isPresent() && !toldLack) {
            LOG.log(WARNING, "no run is taken: {0}", lack.get());
        }
        toldLack = lack.isPresent();
        return lack.isEmpty();
    }

    private void takeUpUnfinished() throws IOException {
        for (String run : workshop.folders().unfinished()) {
            try {
                works.add(RunWork.resume(workshop, run));
            } catch (IOException damaged) {
                LOG.log(ERROR, "the journal of run %s cannot be read, the run is not taken up".formatted(run), damaged);
            }
        }
    }
}
