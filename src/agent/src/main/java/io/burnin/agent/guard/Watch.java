package io.burnin.agent.guard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a guard knows of the harm in effect, as its agent tells it in lines: {@code watch 90000 NAME} and {@code over NAME}. Times
 * are nanoseconds of the guard's own monotonic clock, so that no clock that jumps makes a deadline pass.
 */
final class Watch {

    private static final String WATCH = "watch";
    private static final String OVER = "over";

    /** A guard that did not come to look for longer than this was suspended, and so was the agent, or the host is overrun. */
    private static final long LOOKS_AT_LEAST_EVERY = Duration.ofSeconds(2).toNanos();

    private final Map<String, Long> deadlines = new HashMap<>();
    private long lastHarm;
    private long lastLook;

    Watch(long now) {
        this.lastHarm = now;
        this.lastLook = now;
    }

    static String watch(String harm, Duration within) {
        return "%s %d %s".formatted(WATCH, within.toMillis(), harm);
    }

    static String over(String harm) {
        return OVER + " " + harm;
    }

    void tell(String line, long now) {
        String[] words = line.split(" ", 2);
        if (words[0].equals(OVER)) {
            deadlines.remove(words[1]);
        } else {
            String[] timeAndName = words[1].split(" ", 2);
            long deadline =
                    now + Duration.ofMillis(Long.parseLong(timeAndName[0])).toNanos();
            deadlines.put(timeAndName[1], deadline);
        }
        lastHarm = now;
    }

    boolean isHarmInEffect() {
        return !deadlines.isEmpty();
    }

    /** To be asked again and again: time in which nobody could ask does not count. */
    boolean isOverdue(long now) {
        long lost = now - lastLook - LOOKS_AT_LEAST_EVERY;
        if (lost > 0) {
            deadlines.replaceAll((harm, deadline) -> deadline + lost);
        }
        lastLook = now;
        return deadlines.values().stream().anyMatch(deadline -> now - deadline >= 0);
    }

    /** Whether no harm has been in effect for so long. */
    boolean isIdleFor(Duration time, long now) {
        return deadlines.isEmpty() && now - lastHarm >= time.toNanos();
    }
}
