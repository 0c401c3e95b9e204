package io.burnin.protocol;

import java.time.Instant;
import java.util.Map;

/**
 * One line of a rehearsal's table. Travels as a {@link RunRecord.Event} of the kind {@link #KIND}.
 *
 * @param place where in the plan, e.g. {@code probes/core_log/lines/requests}
 * @param what was tried, e.g. {@code core_log requests}
 * @param found e.g. {@code 200 lines read, 0 matched}
 * @param remedy what to do; empty if all is well
 */
public record Rehearsed(Result result, String place, String what, String found, String remedy) {

    /** The kind of the event. */
    public static final String KIND = "rehearsed";

    public enum Result {
        OK,
        /** The run could begin, and may bring less than it should. */
        WARNING,
        /** The run would fail over it, or measure nothing there. */
        FAILED
    }

    public RunRecord.Event event(Instant at) {
        return new RunRecord.Event(
                at,
                KIND,
                "%s: %s".formatted(what, found),
                Map.of(
                        "result", result.name(),
                        "place", place,
                        "what", what,
                        "found", found,
                        "remedy", remedy));
    }

    /** What {@link #event} made an event of. */
    public static Rehearsed of(RunRecord.Event event) {
        Map<String, String> detail = event.detail();
        return new Rehearsed(
                Result.valueOf(detail.get("result")),
                detail.get("place"),
                detail.get("what"),
                detail.get("found"),
                detail.get("remedy"));
    }
}
