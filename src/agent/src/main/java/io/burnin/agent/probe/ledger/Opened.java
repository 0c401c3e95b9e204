package io.burnin.agent.probe.ledger;

import io.burnin.agent.probe.ledger.Book.OpenIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ids that were submitted and are neither done, failed nor lost, in the order of their submission. */
final class Opened {

    private final Duration lostAfter;
    private final Map<String, Id> ids = new LinkedHashMap<>();

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

        void begun(long newest) {
            executions = newest;
        }

        void abandon() {
            executions = Executions.abandoned(executions);
        }
    }

    void add(String id, int origin, Instant intended) {
        ids.put(id, new Id(origin, intended));
    }

    void remove(String id) {
        ids.remove(id);
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
