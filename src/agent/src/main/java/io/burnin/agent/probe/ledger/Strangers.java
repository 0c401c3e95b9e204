package io.burnin.agent.probe.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ids that were seen before their submission was heard of, with what was seen: a log line can be faster than an answer. */
final class Strangers {

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Map<String, Stranger> strangers = new LinkedHashMap<>();

    /** @param since when it was first seen */
    record Stranger(Instant since, List<Entry> entries) {

        /** Whether its submission itself was seen, though nobody here submitted it. */
        boolean wasSubmitted() {
            return entries.stream()
                    .anyMatch(entry -> entry instanceof Entry.Seen seen && seen.role() == Role.SUBMITTED);
        }
    }

    void see(Entry.Seen seen) {
        strangers
                .computeIfAbsent(seen.id(), id -> new Stranger(seen.at(), new ArrayList<>()))
                .entries()
                .add(seen);
    }

    void abandon(Entry.Abandoned abandoned) {
        strangers.values().forEach(stranger -> stranger.entries().add(abandoned));
    }

    Optional<Stranger> remove(String id) {
        return Optional.ofNullable(strangers.remove(id));
    }

    /** It is a stranger no more: what was seen of it counts as soon as it is submitted. */
    void putBack(String id, Stranger stranger) {
        strangers.put(id, stranger);
    }

    boolean isEmpty() {
        return strangers.isEmpty();
    }

    /** Those whose submission should have been heard of by now. */
    List<String> orphans(Instant now) {
        return strangers.entrySet().stream()
                .filter(stranger -> !stranger.getValue().since().plus(GRACE).isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
    }
}
