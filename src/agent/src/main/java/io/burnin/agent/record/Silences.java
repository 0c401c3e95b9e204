package io.burnin.agent.record;

import io.burnin.protocol.Alert;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Which probes have not read for too long, though nobody declared them absent. Not safe for many threads. */
final class Silences {

    private final Map<String, Duration> every;
    private final WatchLimits limits;
    private final Alarms alarms;
    private final Map<String, Long> heardAt = new HashMap<>();

    /** @param every how often each probe is to read */
    Silences(Map<String, Duration> every, WatchLimits limits, Alarms alarms) {
        this.every = Map.copyOf(every);
        this.limits = limits;
        this.alarms = alarms;
    }

    boolean isProbe(String owner) {
        return every.containsKey(owner);
    }

    void heard(String probe, long nanos) {
        heardAt.put(probe, nanos);
        alarms.end(Alert.PROBE_SILENT, probe, "probe %s reads again".formatted(probe));
    }

    void over(String probe) {
        heardAt.remove(probe);
        alarms.end(Alert.PROBE_SILENT, probe, "probe %s has ended".formatted(probe));
    }

    void look(long nanos) {
        heardAt.forEach((probe, heard) -> {
            Duration silence = Duration.ofNanos(nanos - heard);
            if (silence.compareTo(limits.silence(every.get(probe))) >= 0) {
                alarms.begin(
                        Alert.PROBE_SILENT,
                        probe,
                        "probe %s has not read for %d s, and should every %s"
                                .formatted(probe, silence.toSeconds(), WatchLimits.words(every.get(probe))));
            }
        });
    }

    /** Nobody could read until now. */
    void startOver(long nanos) {
        heardAt.replaceAll((probe, heard) -> nanos);
    }
}
