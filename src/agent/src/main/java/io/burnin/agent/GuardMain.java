package io.burnin.agent;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.config.AgentConfig;
import io.burnin.agent.config.AgentFile;
import io.burnin.agent.config.ConfigException;
import io.burnin.agent.guard.GuardProcess;
import io.burnin.agent.guard.Vigil;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The guard: a process beside an agent that undoes the agent's harm when the agent cannot. An agent that let a deadline pass is
 * killed first, so that never both act; the lock of the data folder decides the rest.
 */
public final class GuardMain {

    private static final System.Logger LOG = System.getLogger(GuardMain.class.getName());

    /** An agent that came back undoes its harm by itself; should it die at once, this guard is still there. */
    private static final Duration STANDS_BY = Duration.ofMinutes(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final AgentConfig config;
    private final Optional<ProcessHandle> agent;

    /** @param agent empty if it was gone before the guard had begun */
    private GuardMain(AgentConfig config, Optional<ProcessHandle> agent) {
        this.config = config;
        this.agent = agent;
    }

    /**
     * The guard of this very process, which starts with the first harm.
     *
     * @param file the agent's
     */
    public static GuardProcess of(Path file, AgentConfig config) {
        return new GuardProcess(
                List.of(
                        GuardMain.class.getName(),
                        file.toAbsolutePath().toString(),
                        Long.toString(ProcessHandle.current().pid())),
                config.data().resolve("guard.log"),
                config.guard().patience());
    }

    /** @param arguments the agent's file and its pid */
    public static void main(String[] arguments) throws IOException, ConfigException, InterruptedException {
        Optional<ProcessHandle> agent = ProcessHandle.of(Long.parseLong(arguments[1]));
        AgentConfig config = AgentFile.read(Path.of(arguments[0]));
        new GuardMain(config, agent).guard();
    }

    private void guard() throws IOException, InterruptedException {
        switch (Vigil.keep(System.in, System::nanoTime)) {
            case NOTHING_TO_GUARD -> {}
            case AGENT_GONE -> {
                Thread.sleep(config.guard().grace());
                undo("the agent was gone and did not come back within %s"
                        .formatted(seconds(config.guard().grace())));
            }
            case DEADLINE_PASSED -> {
                LOG.log(WARNING, "the agent let a deadline pass, it is killed");
                killAgent();
                undo("the agent let the deadline of a harm pass and was killed");
            }
        }
    }

    private void killAgent() throws InterruptedException {
        agent.ifPresent(ProcessHandle::destroyForcibly);
        while (agent.filter(ProcessHandle::isAlive).isPresent()) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private void undo(String why) throws IOException, InterruptedException {
        long until = System.nanoTime() + STANDS_BY.toNanos();
        while (System.nanoTime() < until) {
            try {
                Optional<DataLock> lock = DataLock.takeExisting(config.data(), DataLock.Holder.GUARD);
                if (lock.isPresent()) {
                    undoAll(why, lock.get());
                    return;
                }
            } catch (NoSuchFileException deleted) {
                LOG.log(WARNING, "there is no {0} any more", config.data());
                return;
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private void undoAll(String why, DataLock lock) throws IOException {
        try (lock) {
            Undo undo = Undo.of(config, "the guard", why);
            for (Undo.Undone undone : undo.of(undo.unfinished())) {
                LOG.log(INFO, "{0}: undid the harm of run {1}; left: {2}", why, undone.run(), undone.dirt());
            }
        }
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1e3);
    }
}
