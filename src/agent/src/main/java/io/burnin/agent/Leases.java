package io.burnin.agent;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.link.Backoff;
import io.burnin.agent.link.ServerRefused;
import io.burnin.protocol.Assignment;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Asks the server for runs and begins them, until the agent is to end. Losing the server is normal: it keeps asking. */
final class Leases {

    private static final System.Logger LOG = System.getLogger(Leases.class.getName());
    private static final Duration LEASE_WAIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Workshop workshop;
    private final Membership membership;
    private final Works works;
    private final BooleanSupplier mayLease;
    private final Backoff backoff = new Backoff(Workshop.LONGEST_RETRY, new Random());

    /** @param mayLease whether there is room for one more run */
    Leases(Workshop workshop, Membership membership, Works works, BooleanSupplier mayLease) {
        this.workshop = workshop;
        this.membership = membership;
        this.works = works;
        this.mayLease = mayLease;
    }

    void takeUntilEnding() {
        while (!works.areEnding()) {
            try {
                Thread.sleep(ask());
            } catch (InterruptedException ending) {
                LOG.log(INFO, "ending");
            }
        }
    }

    /** @return the time until it asks again */
    private Duration ask() throws InterruptedException {
        try {
            works.forgetOver();
            String agent = membership.agent();
            Duration pause = mayLease.getAsBoolean() ? lease(agent) : LOOK_AGAIN;
            backoff.reset();
            return pause;
        } catch (ServerRefused refused) {
            membership.forgetIfUnknown(refused);
            return told(refused, refused.retryAfter().orElseGet(backoff::next));
        } catch (IOException silent) {
            return told(silent, backoff.next());
        } catch (RuntimeException defect) {
            LOG.log(ERROR, "defect while asking for work", defect);
            return backoff.next();
        }
    }

    private static Duration told(IOException failure, Duration pause) {
        LOG.log(WARNING, "asking the server again in {0} ms: {1}", pause.toMillis(), String.valueOf(failure));
        return pause;
    }

    private Duration lease(String agent) throws IOException, InterruptedException {
        Optional<Assignment> leased = workshop.server()
                .lease(agent, works.all().stream().map(RunWork::run).toList(), LEASE_WAIT);
        return leased.isPresent() ? begin(leased.get()) : Duration.ZERO;
    }

    private Duration begin(Assignment assignment) throws IOException {
        Optional<RunWork> known = works.find(assignment.run());
        if (known.isPresent()) {
            known.get().renew(assignment);
        } else if (workshop.folders().has(assignment.run())) {
            LOG.log(WARNING, "run {0} was leased again, and its journal is here", assignment.number());
            works.takeUp(assignment.run(), () -> RunWork.resume(workshop, assignment));
        } else {
            works.add(RunWork.begin(workshop, assignment));
        }
        return Duration.ZERO;
    }
}
