package io.burnin.verdict;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;

/**
 * What would make something green, or prove that it is, and when that can be at the earliest.
 *
 * @param takes what it takes, in words
 * @param earliest by the run's clock, if all goes well and on at the pace so far; empty if time alone does not do it in this run, or
 *     nobody can say when
 * @param extendBySeconds by how much the run would have to be extended, where it ends before that
 * @param when all that in words
 */
public record Outlook(String takes, Optional<Instant> earliest, Optional<Long> extendBySeconds, String when) {

    /** {@code 2,995 jobs.done with no more than these 0; 1,440 seen (at this pace 2026-01-14 14:20:00 UTC)} */
    @JsonIgnore
    public String told() {
        return "%s (%s)".formatted(takes, when);
    }

    static Outlook at(String takes, Instant earliest, String how) {
        return new Outlook(takes, Optional.of(earliest), Optional.empty(), how + Forecast.told(earliest));
    }

    /** @param why begins a sentence such as {@code the run ends before} */
    static Outlook never(String takes, String why) {
        return new Outlook(takes, Optional.empty(), Optional.empty(), "not in this run: " + why);
    }

    static Outlook unsaid(String takes, String why) {
        return new Outlook(takes, Optional.empty(), Optional.empty(), "when, nobody can say: " + why);
    }
}
