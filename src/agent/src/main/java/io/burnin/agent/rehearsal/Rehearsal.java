package io.burnin.agent.rehearsal;

import static java.lang.System.Logger.Level.ERROR;

import io.burnin.agent.http.Requests;
import io.burnin.agent.journal.Replay;
import io.burnin.agent.schedule.Execution;
import io.burnin.agent.schedule.RunParts;
import io.burnin.agent.schedule.Stop;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.verdict.ErrorClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tries everything that a run of the plan would need, once and in less than a minute: nothing is started, stopped, killed or
 * written. What it finds goes to the journal line by line.
 */
public final class Rehearsal implements Execution {

    private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(50);

    private final RunParts.Setting setting;
    private final Replay replay;
    private final Map<String, String> environment;
    private final AtomicReference<Optional<Stop>> stop = new AtomicReference<>(Optional.empty());
    private final AtomicInteger done = new AtomicInteger();

    /** @param environment facts about the host */
    public Rehearsal(RunParts.Setting setting, Replay replay, Map<String, String> environment) {
        this.setting = setting;
        this.replay = replay;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void stop(Stop why) {
        stop.compareAndSet(Optional.empty(), Optional.of(why));
    }

    /** It has no length; the server orders no such thing. */
    @Override
    public void extend(Heartbeat.Order order) {}

    @Override
    public String doing() {
        return "rehearsing, %d looked at".formatted(done.get());
    }

    @Override
    public Optional<RunEnded> run() {
        if (replay.ended().isPresent()) {
            return replay.ended();
        }
        if (replay.started().isPresent()) {
            return ended(RunEnded.Outcome.ABORTED, ErrorClass.INFRA, "the agent was started again: rehearse once more");
        }
        setting.recorder().write(new RunRecord.RunStarted(setting.clock().now(), environment));
        try (var requests = new Requests(setting.policy())) {
            lookAtAll(requests);
        } catch (InterruptedException ending) {
            stop(new Stop(Stop.Kind.SHUTDOWN, "the agent ends"));
        } catch (RuntimeException defect) {
            LOG.log(ERROR, "defect while rehearsing", defect);
            return ended(RunEnded.Outcome.ABORTED, ErrorClass.INFRA, "defect of the agent: " + defect);
        }
        if (stop.get().isEmpty()) {
            RunEnded whole = new RunEnded(setting.clock().now(), RunEnded.Outcome.FINISHED, Optional.empty(), "", "");
            setting.recorder().write(whole);
            return Optional.of(whole);
        }
        Stop why = stop.get().get();
        return why.isInterruption() ? Optional.empty() : ended(why.outcome(), why.errorClass(), why.reason());
    }

    private void lookAtAll(Requests requests) throws InterruptedException {
        var table = new Table(setting.recorder(), setting.clock());
        List<Look> looks = looks(requests);
        long began = setting.clock().nanos();
        for (Look look : looks) {
            if (stop.get().isPresent()) {
                return;
            }
            if (setting.clock().nanos() - began > LONGEST.toNanos()) {
                table.failed(
                        "",
                        "the rest",
                        "%d of %d were not looked at within %d s"
                                .formatted(looks.size() - done.get(), looks.size(), LONGEST.toSeconds()),
                        "put right what did not answer, and rehearse again");
                return;
            }
            look.into(table);
            done.incrementAndGet();
        }
    }

    private List<Look> looks(Requests requests) {
        var asking = new Asking(setting, requests);
        var services = new ServiceLooks(setting, requests);
        var looks = new ArrayList<Look>();
        looks.addAll(new RequirementLooks(setting.plan(), asking, services).all());
        looks.addAll(services.all());
        looks.addAll(new ProbeLooks(setting, asking, services).all());
        looks.addAll(new StepLooks(setting, replay.assignment().tests(), asking, services).all());
        looks.addAll(new CaptureLooks(setting, services).all());
        looks.addAll(new SecretLooks(setting).all());
        return looks;
    }

    private Optional<RunEnded> ended(RunEnded.Outcome outcome, ErrorClass errorClass, String reason) {
        var ended = new RunEnded(setting.clock().now(), outcome, Optional.of(errorClass), reason, "");
        setting.recorder().write(ended);
        return Optional.of(ended);
    }
}
