package io.burnin.agent.probe.ledger;

import io.burnin.agent.probe.ledger.Book.OpenIds;
import io.burnin.agent.probe.ledger.Book.Peak;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ids that were submitted and are neither done, failed nor lost, in the order of their submission. */
final class Opened {

    private final Duration lostAfter;
    private final Map<String, Id> ids = new LinkedHashMap<>();
    private final Map<Integer, Crowd> crowds = new HashMap<>();

    Opened(Duration lostAfter) {
        this.lostAfter = lostAfter;
    }

    static final class Id {

        private final int origin;
        private final Instant intended;
        private long executions = Executions.NONE;

        private Id(int origin, Instant intended) {
            this.origin = origin;
            this.intended = intended;
        }

        int origin() {
            return origin;
        }

        Instant intended() {
            return intended;
        }

        long executions() {
            return executions;
        }

        /** How often so far. */
        int begun() {
            return Executions.count(executions);
        }

        void begun(long newest) {
            executions = newest;
        }

        void abandon() {
            executions = Executions.abandoned(executions);
        }
    }

    /** How many of one origin are open, and the most that ever were since somebody last looked. */
    private static final class Crowd {
        private int now;
        private int atLastLook;
        private Optional<Peak> peak = Optional.empty();

        private void grow(Instant at) {
            now++;
            if (now > peak.map(Peak::count).orElse(atLastLook)) {
                peak = Optional.of(new Peak(now, at));
            }
        }

        private Optional<Peak> look() {
            Optional<Peak> passed = peak.filter(most -> most.count() > now);
            peak = Optional.empty();
            atLastLook = now;
            return passed;
        }
    }

    void add(String id, int origin, Instant intended, Instant at) {
        ids.put(id, new Id(origin, intended));
        crowds.computeIfAbsent(origin, any -> new Crowd()).grow(at);
    }

    void remove(String id) {
        Id removed = ids.remove(id);
        crowds.get(removed.origin).now--;
    }

    /** The most that were open at once since the last look, if that is more than then and now. */
    Optional<Peak> takePeak(int origin) {
        return Optional.ofNullable(crowds.get(origin)).flatMap(Crowd::look);
    }

    Optional<Id> find(String id) {
        return Optional.ofNullable(ids.get(id));
    }

    boolean has(String id) {
        return ids.containsKey(id);
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    List<String> names() {
        return List.copyOf(ids.keySet());
    }

    Collection<Id> all() {
        return Collections.unmodifiableCollection(ids.values());
    }

    List<String> overdue(Instant now) {
        return ids.entrySet().stream()
                .filter(id -> isOverdue(id.getValue(), now))
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean hasOverdue(Instant now) {
        return ids.values().stream().anyMatch(id -> isOverdue(id, now));
    }

    OpenIds of(int origin) {
        int count = 0;
        Optional<Instant> oldest = Optional.empty();
        for (Id id : ids.values()) {
            if (id.origin == origin) {
                count++;
                if (oldest.isEmpty() || id.intended.isBefore(oldest.get())) {
                    oldest = Optional.of(id.intended);
                }
            }
        }
        return new OpenIds(count, oldest);
    }

    private boolean isOverdue(Id id, Instant now) {
        return !id.intended.plus(lostAfter).isAfter(now);
    }
}
