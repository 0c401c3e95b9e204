package io.burnin.demo;

import java.io.IOException;
import java.util.Optional;

/** Every transition, one a line. Written before the state file, so that after a kill the log is never behind it. */
final class TransitionLog {

    private final JsonLines lines;
    private final LockFile lock;
    private final Faults faults;
    private final Deeds deeds;

    TransitionLog(Setting setting) throws IOException {
        this.lines = new JsonLines(setting.home().transitionLog());
        this.lock = new LockFile(
                setting.home(),
                setting.home().transitionLog(),
                "appending",
                setting.options().duration(Option.LOCK_TIMEOUT),
                setting.deeds());
        this.faults = setting.faults();
        this.deeds = setting.deeds();
        lines.mend();
    }

    Optional<Transition> last() throws IOException {
        return lines.last().flatMap(Transition::of);
    }

    void append(Transition transition) throws IOException {
        String id = transition.eventId();
        if (transition.byHand() && !transition.noop() && faults.strikes(Fault.MISSING_TRANSITION, id)) {
            return;
        }
        lock.guard(id, () -> write(transition, id));
    }

    private void write(Transition transition, String id) throws IOException {
        String line = Json.write(transition.json());
        if (strikes(Fault.TORN_LOG_LINE, transition)) {
            lines.appendText(line.substring(0, line.length() / 2));
        }
        lines.appendText(line);
        deeds.note(Deed.TRANSITION_LOGGED, id);
        if (strikes(Fault.DUPLICATE_TRANSITION, transition)) {
            lines.append(transition.retimed().json());
            deeds.note(Deed.TRANSITION_LOGGED, id);
        }
    }

    private boolean strikes(Fault fault, Transition transition) {
        return faults.strikes(fault, transition.noop() ? "" : ".change", transition.eventId());
    }
}
