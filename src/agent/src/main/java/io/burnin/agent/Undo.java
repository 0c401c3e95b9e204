package io.burnin.agent;

import static java.lang.System.Logger.Level.ERROR;

import io.burnin.agent.config.AgentConfig;
import io.burnin.agent.config.ConfiguredSecrets;
import io.burnin.agent.journal.Journal;
import io.burnin.agent.journal.JournalRecorder;
import io.burnin.agent.journal.Replay;
import io.burnin.agent.journal.RunFolders;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.RulesPolicy;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.record.ClockWatch;
import io.burnin.agent.record.SystemHostTime;
import io.burnin.agent.schedule.Rescue;
import io.burnin.agent.schedule.RunParts;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.protocol.Assignment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Undoes what the unfinished runs of a data folder left in effect, from their journals, in place of an agent that is gone. Whoever
 * calls it has the {@link DataLock}. What it does is in the journals, and goes to the server when an agent is started again.
 */
public final class Undo {

    private static final System.Logger LOG = System.getLogger(Undo.class.getName());

    private final RunFolders folders;
    private final Policy policy;
    private final Secrets secrets;
    private final String by;
    private final String why;

    private Undo(RunFolders folders, Policy policy, Secrets secrets, String by, String why) {
        this.folders = folders;
        this.policy = policy;
        this.secrets = secrets;
        this.by = by;
        this.why = why;
    }

    /** @param why for the run's time line */
    public static Undo of(AgentConfig config, String by, String why) {
        return new Undo(
                Agent.folders(config),
                new RulesPolicy(config.policy()),
                new ConfiguredSecrets(config.secrets(), System::getenv),
                by,
                why);
    }

    /**
     * What was undone in one run.
     *
     * @param services those that had been harmed
     * @param dirt what could not be put right; empty if the target is clean
     */
    public record Undone(String run, List<String> services, List<String> dirt) {
        public Undone {
            services = List.copyOf(services);
            dirt = List.copyOf(dirt);
        }
    }

    /** The runs of this host that an agent would go on with. */
    public List<String> unfinished() throws IOException {
        return folders.unfinished().stream()
                .filter(run -> !folders.isForeign(run))
                .toList();
    }

    /** @return those of the runs in which harm was in effect */
    public List<Undone> of(List<String> runs) {
        var undone = new ArrayList<Undone>();
        for (String run : runs) {
            try {
                of(run).ifPresent(undone::add);
            } catch (IOException | PlanException | RuntimeException failed) {
                LOG.log(ERROR, "run %s cannot be undone".formatted(run), failed);
                undone.add(new Undone(run, List.of(), List.of("its journal cannot be worked with: " + failed)));
            }
        }
        return undone;
    }

    private Optional<Undone> of(String run) throws IOException, PlanException {
        Journal.Opened opened = folders.open(run);
        try (Journal journal = opened.journal()) {
            Replay replay = opened.replay();
            if (replay.ended().isPresent()) {
                return Optional.empty();
            }
            return rescue(journal, replay).map(done -> new Undone(run, done.services(), done.dirt()));
        }
    }

    private Optional<Rescue.Outcome> rescue(Journal journal, Replay replay) throws IOException, PlanException {
        var clock = ClockWatch.clockOf(
                Host.ofThisMachine().bootId(), new SystemHostTime(), replay.remembered(), replay.lastRecorded());
        Assignment assignment = replay.assignment();
        Plan plan = PlanFile.read(assignment.source()).plan(assignment.profile(), assignment.parameters());
        try (var recorder = new JournalRecorder(journal, clock)) {
            var setting = new RunParts.Setting(plan, clock, recorder, policy, secrets, replay.remembered());
            return new Rescue(setting, new BlindParts(), replay).run(by, why);
        }
    }
}
