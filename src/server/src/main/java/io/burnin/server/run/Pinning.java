package io.burnin.server.run;

import io.burnin.server.security.Audit;
import io.burnin.server.security.Caller;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Makes a run the one that later runs of its plan and profile are compared with, and takes that back. */
@ApplicationScoped
class Pinning {

    private final Runs runs;
    private final Pins pins;
    private final Audit audit;
    private final Caller caller;
    private final Clock clock;

    Pinning(Runs runs, Pins pins, Audit audit, Caller caller, Clock clock) {
        this.runs = runs;
        this.pins = pins;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** Of a run that is pinned already nothing changes. */
    @Transactional
    void pin(Run run, String reason) {
        // With the row held: nobody pins it twice.
        runs.change(run.id(), held -> {
            checkFit(held);
            if (pins.of(held.id()).isEmpty()) {
                pins.add(held.id(), reason, caller.name(), clock.instant());
                audit.record("run.pin", held.name(), "%s", reason);
            }
            return held;
        });
    }

    /** Of a run that is not pinned nothing changes. */
    @Transactional
    void unpin(Run run) {
        runs.change(run.id(), held -> {
            if (pins.end(held.id(), caller.name(), clock.instant())) {
                audit.record("run.unpin", held.name(), "");
            }
            return held;
        });
    }

    private static void checkFit(Run run) {
        if (!run.state().hasEnded()) {
            throw Problem.of(
                    ProblemType.RUN_GOES_ON,
                    "run %s is %s: pin it when it has finished",
                    run.name(),
                    run.state().label());
        }
        if (run.order().isRehearsal()) {
            throw Problem.of(
                    ProblemType.INVALID, "run %s is a rehearsal and measured nothing to compare with", run.name());
        }
        if (!(run.state() instanceof RunState.Finished)) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "run %s is %s: only a run that went through to its end can be compared with",
                    run.name(),
                    run.state().label());
        }
        if (!run.order().tests().isEmpty()) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "run %s executed only %s of its plan: only a whole run can be compared with",
                    run.name(),
                    String.join(", ", run.order().tests()));
        }
    }
}
