package io.burnin.agent.probe.ledger;

import io.burnin.metric.Quantities;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An id that a count of something bad counted, and what was known of it then.
 *
 * @param submitted when it was intended to be; empty if that was forgotten since it is closed
 * @param begun how often it had been begun by then
 * @param over whether it had been done, failed or lost before
 */
public record Example(
        Quantity quantity, String origin, Instant at, String id, Optional<Instant> submitted, int begun, boolean over) {

    /**
     * The id first, then what became of it: {@code 7: submitted 08:00:12, never begun, not done 15 s later}.
     *
     * @param seesExecutions whether anybody could have seen it begin
     */
    public String told(boolean seesExecutions) {
        String story = switch (quantity) {
            case LOST -> begin() + (seesExecutions ? ", " + howOften() : "") + ", not done" + later();
            case FAILED -> begin() + ", failed" + later();
            case DUPLICATED -> begunAgain() + (over ? ", though it was over" : ", before it was done");
            case RECOVERED -> begunAgain() + ", since the one before was abandoned";
            case SUBMITTED, HANDLED, DONE, REDELIVERED, UNEXPECTED -> "";
        };
        return story.isEmpty() ? id : id + ": " + story;
    }

    private String begin() {
        return submitted.map(at -> "submitted " + Quantities.clock(at)).orElse("submitted");
    }

    private String howOften() {
        return switch (begun) {
            case 0 -> "never begun";
            case 1 -> "begun once";
            default -> "begun %d times".formatted(begun);
        };
    }

    private String begunAgain() {
        return begun == 2 ? "begun a second time" : "begun for the %dth time".formatted(begun);
    }

    private String later() {
        return submitted
                .map(since -> " %s later".formatted(Quantities.format(Duration.between(since, at))))
                .orElse("");
    }
}
