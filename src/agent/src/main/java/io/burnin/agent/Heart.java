package io.burnin.agent;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.link.Heartbeats;
import io.burnin.agent.link.ServerRefused;
import io.burnin.agent.schedule.Pause;
import io.burnin.agent.schedule.Stop;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Registered;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Tells the server at each beat what the runs are doing and does what it orders, until it is interrupted. A defect does not end
 * it: an agent that cannot be reached cannot be stopped.
 */
final class Heart implements Runnable {

    private static final System.Logger LOG = System.getLogger(Heart.class.getName());
    private static final Duration UNTIL_REGISTERED = Duration.ofSeconds(1);

    private final Heartbeats heartbeats;
    private final Membership membership;
    private final Works works;
    private final BooleanSupplier isHalted;
    private final Pause pause;

    /** @param isHalted whether the owner of this host wants nothing to run */
    Heart(Heartbeats heartbeats, Membership membership, Works works, BooleanSupplier isHalted, Pause pause) {
        this.heartbeats = heartbeats;
        this.membership = membership;
        this.works = works;
        this.isHalted = isHalted;
        this.pause = pause;
    }

    @Override
    public void run() {
        while (true) {
            try {
                pause.of(beat());
            } catch (InterruptedException ended) {
                return;
            } catch (RuntimeException defect) {
                LOG.log(ERROR, "defect at a heartbeat", defect);
            }
        }
    }

    /** @return the time until the next */
    private Duration beat() throws InterruptedException {
        if (isHalted.getAsBoolean()) {
            works.stop(new Stop(Stop.Kind.CANCEL, "stopped on its host by its owner"));
        }
        Optional<Registered> registered = membership.registered();
        if (registered.isEmpty()) {
            return UNTIL_REGISTERED;
        }
        tell(registered.get().agent());
        return Duration.ofSeconds(registered.get().heartbeatSeconds());
    }

    private void tell(String agent) throws InterruptedException {
        try {
            List<Heartbeat.Progress> progress = works.all().stream()
                    .filter(work -> !work.isOver() && !work.isForeign())
                    .map(RunWork::progress)
                    .toList();
            Heartbeat.Answer answer = heartbeats.beat(agent, progress);
            for (Heartbeat.Order order : answer.orders()) {
                works.find(order.run()).ifPresent(work -> work.obey(order));
            }
            for (Heartbeat.Red red : answer.reds()) {
                works.find(red.run()).ifPresent(work -> work.red(red.reason()));
            }
        } catch (ServerRefused refused) {
            membership.forgetIfUnknown(refused);
            LOG.log(WARNING, "no heartbeat: {0}", refused.getMessage());
        } catch (IOException silent) {
            LOG.log(WARNING, "no heartbeat: {0}", String.valueOf(silent));
        }
    }
}
