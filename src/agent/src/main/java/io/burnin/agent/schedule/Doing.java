package io.burnin.agent.schedule;

import io.burnin.agent.journal.Replay.OccurrenceKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run is doing, in words for people: {@code core-outage 2/5: wait 30 s; load: http.load}. Safe for many threads. */
final class Doing {

    private final Map<OccurrenceKey, String> occurrences = new LinkedHashMap<>();
    private String phase = "starting";

    /** What stands outside the tests (number 0) ends with its phase. */
    synchronized void phase(String words) {
        phase = words;
        occurrences.keySet().removeIf(key -> key.number() == 0);
    }

    synchronized void step(OccurrenceKey occurrence, String words) {
        occurrences.put(occurrence, words);
    }

    synchronized void over(OccurrenceKey occurrence) {
        occurrences.remove(occurrence);
    }

    synchronized String words() {
        return occurrences.isEmpty()
                ? phase
                : occurrences.entrySet().stream()
                        .map(entry -> entry.getKey().test() + " " + entry.getValue())
                        .collect(Collectors.joining("; "));
    }
}
