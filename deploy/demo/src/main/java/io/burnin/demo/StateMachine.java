package io.burnin.demo;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** Holds the state of the system. One transition at a time; reading the state never waits for one. */
final class StateMachine {

    private final StateFile file;
    private final TransitionLog log;
    private final Deeds deeds;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock(true);

    private volatile Situation situation;
    private volatile long lastByHand = System.nanoTime();

    private StateMachine(StateFile file, TransitionLog log, Situation situation, Setting setting) {
        this.file = file;
        this.log = log;
        this.situation = situation;
        this.deeds = setting.deeds();
        this.clock = setting.clock();
    }

    /** Takes up the last state. A kill may have come between log and state file: then the log knows better. */
    static StateMachine load(Setting setting) throws IOException {
        StateFile file = new StateFile(setting);
        TransitionLog log = new TransitionLog(setting);
        Situation fresh = Situation.fresh(Stamp.now(setting.clock()));
        Situation situation = fresh;
        if (setting.faults().afterRestart(Fault.FORGETS_STATE)) {
            setting.faults().acted(Fault.FORGETS_STATE, "core");
        } else {
            situation = newer(file.read().orElse(fresh), log.last());
        }
        file.write(situation, Health.UNKNOWN);
        return new StateMachine(file, log, situation, setting);
    }

    private static Situation newer(Situation stored, Optional<Transition> logged) {
        return logged.filter(transition -> stored.last()
                        .filter(last -> last.at().micros() >= transition.at().micros())
                        .isEmpty())
                .map(stored::after)
                .orElse(stored);
    }

    Situation situation() {
        return situation;
    }

    /** How long ago somebody made a transition over the API, or this process began. */
    long nanosSinceByHand() {
        return System.nanoTime() - lastByHand;
    }

    /** Makes the transition, or throws {@link Refusal} if it is not allowed. */
    Transition transition(State next, String reason, String actor, JsonObject meta, Health health) throws IOException {
        turn.lock();
        try {
            State prev = situation.state();
            if (!prev.allows(next)) {
                throw new Refusal(400, "transition not allowed: %s -> %s".formatted(prev, next));
            }
            Transition transition = new Transition(
                    UUID.randomUUID().toString(), nextStamp(), prev, next, reason, actor, marked(meta, prev == next));
            log.append(transition);
            situation = situation.after(transition);
            file.write(situation, health);
            if (transition.byHand()) {
                lastByHand = System.nanoTime();
            }
            deeds.note(Deed.TRANSITION_MADE, transition.eventId(), "prev", prev, "next", next, "actor", actor);
            return transition;
        } finally {
            turn.unlock();
        }
    }

    private Stamp nextStamp() {
        Stamp now = Stamp.now(clock);
        return situation.last().map(last -> now.after(last.at())).orElse(now);
    }

    private static JsonObject marked(JsonObject meta, boolean noop) {
        if (!noop) {
            return meta;
        }
        var members = Json.object();
        members.putAll(meta.members());
        members.put("noop", true);
        return new JsonObject(members);
    }
}
