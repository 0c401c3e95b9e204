package io.burnin.demo;

import java.util.Map;
import java.util.Optional;

/** One step of the state machine, as the log and the state file hold it. */
record Transition(String eventId, Stamp at, State prev, State next, String reason, String actor, JsonObject meta) {

    /** Who makes transitions besides those that call the API. */
    static final String HEALTH = "health_monitor";

    static final String SHUTDOWN = "shutdown";

    boolean noop() {
        return prev == next;
    }

    /** The same once more, a moment later. */
    Transition retimed() {
        return new Transition(eventId, new Stamp(at.micros() + 1), prev, next, reason, actor, meta);
    }

    boolean byHand() {
        return !actor.equals(HEALTH) && !actor.equals(SHUTDOWN);
    }

    Map<String, Object> json() {
        return Json.object(
                "event_id", eventId,
                "ts", at.seconds(),
                "prev_state", prev,
                "next_state", next,
                "reason", reason,
                "actor", actor,
                "meta", meta);
    }

    /** As the API words it. */
    Map<String, Object> view() {
        return Json.object(
                "event_id", eventId,
                "timestamp", at.iso(),
                "from", prev,
                "to", next,
                "reason", reason,
                "actor", actor,
                "meta", meta);
    }

    /** Nothing if a part is missing or unknown. */
    static Optional<Transition> of(JsonObject json) {
        try {
            return Optional.of(new Transition(
                    json.require("event_id"),
                    Stamp.ofSeconds(json.number("ts").orElseThrow(() -> new JsonException("no number 'ts'"))),
                    state(json, "prev_state"),
                    state(json, "next_state"),
                    json.require("reason"),
                    json.require("actor"),
                    json.object("meta").orElse(JsonObject.EMPTY)));
        } catch (JsonException incomplete) {
            return Optional.empty();
        }
    }

    private static State state(JsonObject json, String name) throws JsonException {
        return State.named(json.require(name)).orElseThrow(() -> new JsonException("unknown state in " + name));
    }
}
