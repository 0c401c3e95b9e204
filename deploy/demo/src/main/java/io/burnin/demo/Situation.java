package io.burnin.demo;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What the state machine knows at one moment.
 *
 * @param since of the last change to another state
 * @param transitions how many were made, those to the same state included
 */
record Situation(State state, Stamp since, Optional<Transition> last, long transitions, long noops) {

    static Situation fresh(Stamp now) {
        return new Situation(State.PAUSED, now, Optional.empty(), 0, 0);
    }

    Situation after(Transition transition) {
        return new Situation(
                transition.next(),
                transition.noop() ? since : transition.at(),
                Optional.of(transition),
                transitions + 1,
                noops + (transition.noop() ? 1 : 0));
    }

    Map<String, Object> counters() {
        return Json.object("transitions", transitions, "noop_transitions", noops);
    }

    Map<String, Object> json(Health health) {
        return Json.object(
                "state", state,
                "since_ts", since.seconds(),
                "last_transition", last.map(Transition::json),
                "health", health.json(),
                "counters", counters());
    }

    static Optional<Situation> of(JsonObject json) {
        return json.text("state")
                .flatMap(State::named)
                .map(state -> new Situation(
                        state,
                        Stamp.ofSeconds(json.number("since_ts").orElse(BigDecimal.ZERO)),
                        json.object("last_transition").flatMap(Transition::of),
                        counter(json, "transitions"),
                        counter(json, "noop_transitions")));
    }

    private static long counter(JsonObject json, String name) {
        return json.object("counters")
                .flatMap(counters -> counters.number(name))
                .map(BigDecimal::longValue)
                .orElse(0L);
    }
}
