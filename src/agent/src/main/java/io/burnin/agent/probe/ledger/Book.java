package io.burnin.agent.probe.ledger;

import io.burnin.agent.probe.ledger.ClosedIds.End;
import io.burnin.agent.probe.ledger.ClosedIds.Fate;
import io.burnin.agent.probe.ledger.Entry.Abandoned;
import io.burnin.agent.probe.ledger.Entry.Closed;
import io.burnin.agent.probe.ledger.Entry.Lost;
import io.burnin.agent.probe.ledger.Entry.Orphaned;
import io.burnin.agent.probe.ledger.Entry.Seen;
import io.burnin.agent.probe.ledger.Entry.Submitted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of every submitted id. Open ids are kept whole, all others in a few bytes. An id seen before its submission is
 * heard of waits, since a log line can be faster than an answer over HTTP. Not safe for several threads.
 *
 * <ul>
 *   <li>A second execution is {@code duplicated}, unless whoever executed the first one died over it: then it is {@code
 *       recovered}. Both are {@code redelivered}. If delivery is at least once, none is {@code duplicated}.
 *   <li>An id done after it was lost is counted as both; its latency stays the age at which it was lost.
 *   <li>An id both done and failed is what it was first. One that failed has no latency.
 * </ul>
 */
public final class Book {

    /** The origin of ids that no step of ours submitted. */
    public static final String UNKNOWN = "unknown";

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final boolean exactlyOnce;
    private final Duration lostAfter;
    private final Tally tally = new Tally();
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Map<String, Stranger> strangers = new LinkedHashMap<>();
    private final ClosedIds closed = new ClosedIds();

    /** Lost, but begun and not yet done: an execution that is abandoned then is no duplicate of the next. */
    private final Set<String> lostInWork = new LinkedHashSet<>();

    private final Map<String, Long> marks = new HashMap<>();
    private final List<Latency> latencies = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private boolean ended;

    public Book(boolean exactlyOnce, Duration lostAfter) {
        this.exactlyOnce = exactlyOnce;
        this.lostAfter = lostAfter;
    }

    /** @param at when it was complete, lost, or the run at its end */
    public record Latency(String origin, Instant at, Duration taken) {}

    /** An id that a count of something bad counted. */
    public record Example(Quantity quantity, String origin, Instant at, String id) {}

    /** @param oldest since when the oldest is open; empty if none is */
    public record OpenIds(int count, Optional<Instant> oldest) {}

    private static final class Open {
        private final int origin;
        private final Instant intended;
        private long executions = Executions.NONE;

        private Open(int origin, Instant intended) {
            this.origin = origin;
            this.intended = intended;
        }
    }

    private record Stranger(Instant since, List<Entry> entries) {}

    /** Takes the next entry. @return whether it changes anything; if not, it need not be kept */
    public boolean apply(Entry entry) {
        return switch (entry) {
            case Submitted submitted -> submit(submitted);
            case Seen seen -> see(seen);
            case Lost lost -> lose(lost);
            case Orphaned orphaned -> giveUp(orphaned);
            case Abandoned abandoned -> abandon(abandoned);
            case Closed end -> end(end);
        };
    }

    /** The ids that are lost by now. */
    public List<Entry> lost(Instant now) {
        var lost = new ArrayList<Entry>();
        open.forEach((id, entry) -> {
            if (isOverdue(entry, now)) {
                lost.add(new Lost(now, id));
            }
        });
        return lost;
    }

    /** The ids seen whose submission should have been heard of by now. */
    public List<String> orphans(Instant now) {
        return strangers.entrySet().stream()
                .filter(stranger -> !stranger.getValue().since().plus(GRACE).isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether an id is about to be lost, so that one had better look again first. */
    public boolean hasOverdue(Instant now) {
        return open.values().stream().anyMatch(entry -> isOverdue(entry, now));
    }

    /** Whether it was submitted, as far as this book knows. */
    public boolean isSubmitted(String id) {
        return open.containsKey(id)
                || closed.find(id).filter(fate -> fate.end() != End.STRANGER).isPresent();
    }

    public boolean isOpen(String id) {
        return open.containsKey(id);
    }

    public List<String> openIds() {
        return List.copyOf(open.keySet());
    }

    /** The origins that submitted something. */
    public List<String> origins() {
        return tally.origins().stream()
                .filter(origin -> tally.of(origin).get(Quantity.SUBMITTED) > 0)
                .toList();
    }

    public Map<Quantity, Long> totals(String origin) {
        tally.number(origin);
        return tally.of(origin);
    }

    public OpenIds open(String origin) {
        int number = tally.number(origin);
        int count = 0;
        Optional<Instant> oldest = Optional.empty();
        for (Open entry : open.values()) {
            if (entry.origin == number) {
                count++;
                if (oldest.isEmpty() || entry.intended.isBefore(oldest.get())) {
                    oldest = Optional.of(entry.intended);
                }
            }
        }
        return new OpenIds(count, oldest);
    }

    /** Those that came up since they were last taken. */
    public List<Latency> takeLatencies() {
        List<Latency> taken = List.copyOf(latencies);
        latencies.clear();
        return taken;
    }

    /** Forgets the first so many, which were told before a restart. */
    public void forgetLatencies(long first) {
        latencies.subList(0, (int) Math.min(first, latencies.size())).clear();
    }

    public List<Example> takeExamples() {
        List<Example> taken = List.copyOf(examples);
        examples.clear();
        return taken;
    }

    private boolean submit(Submitted submitted) {
        Optional<Fate> fate = closed.find(submitted.id());
        if (open.containsKey(submitted.id())
                || fate.filter(f -> f.end() != End.STRANGER).isPresent()) {
            return false;
        }
        int origin = tally.number(submitted.origin());
        tally.count(origin, Quantity.SUBMITTED);
        open.put(submitted.id(), new Open(origin, submitted.intended()));
        Stranger stranger = strangers.remove(submitted.id());
        if (stranger != null) {
            stranger.entries().forEach(entry -> replay(submitted.id(), entry));
        }
        return true;
    }

    /** What was seen of an id before its submission was heard of. */
    private void replay(String id, Entry entry) {
        if (entry instanceof Seen seen) {
            place(seen);
        } else if (open.containsKey(id)) {
            abandon(open.get(id));
        }
    }

    private boolean see(Seen seen) {
        if (!seen.source().isEmpty()) {
            String mark = seen.role() + " " + seen.witness() + " " + seen.source();
            Long last = marks.get(mark);
            if (last != null && seen.offset() <= last) {
                return false;
            }
            marks.put(mark, seen.offset());
        }
        return place(seen);
    }

    private boolean place(Seen seen) {
        Open entry = open.get(seen.id());
        if (entry != null) {
            return seeOpen(seen, entry);
        }
        Optional<Fate> fate = closed.find(seen.id());
        if (fate.isPresent()) {
            return !seen.existed() && seeClosed(seen, fate.get());
        }
        if (seen.existed()) {
            rememberFromBefore(seen);
            return false;
        }
        strangers
                .computeIfAbsent(seen.id(), id -> new Stranger(seen.at(), new ArrayList<>()))
                .entries()
                .add(seen);
        return true;
    }

    /** What was submitted before the run is none of its business. Not kept: after a restart its file is seen again. */
    private void rememberFromBefore(Seen seen) {
        if (seen.role() == Role.SUBMITTED) {
            closed.put(seen.id(), new Fate(End.STRANGER, tally.number(UNKNOWN), Executions.NONE));
        }
    }

    private boolean seeOpen(Seen seen, Open entry) {
        switch (seen.role()) {
            case SUBMITTED -> {
                return false;
            }
            case HANDLED -> {
                if (seen.existed() && Executions.hasSeen(entry.executions, seen.witness())) {
                    return false;
                }
                entry.executions = execute(seen, entry.origin, entry.executions);
            }
            case DONE -> {
                tally.count(entry.origin, Quantity.DONE);
                latency(entry, seen.at());
                close(seen.id(), entry, End.DONE);
            }
            case FAILED -> {
                count(Quantity.FAILED, entry.origin, seen.at(), seen.id());
                close(seen.id(), entry, End.FAILED);
            }
        }
        return true;
    }

    private boolean seeClosed(Seen seen, Fate fate) {
        if (fate.end() == End.STRANGER) {
            return false;
        }
        switch (seen.role()) {
            case SUBMITTED -> {
                return false;
            }
            case HANDLED -> {
                long executions = execute(seen, fate.origin(), fate.executions());
                closed.put(seen.id(), new Fate(fate.end(), fate.origin(), executions));
                if (fate.end() == End.LOST) {
                    lostInWork.add(seen.id());
                }
                return true;
            }
            case DONE, FAILED -> {
                if (fate.end() != End.LOST) {
                    return false;
                }
                End late = seen.role() == Role.DONE ? End.DONE : End.FAILED;
                tally.count(fate.origin(), seen.role() == Role.DONE ? Quantity.DONE : Quantity.FAILED);
                closed.put(seen.id(), new Fate(late, fate.origin(), fate.executions()));
                lostInWork.remove(seen.id());
                return true;
            }
        }
        throw new IllegalStateException("no role " + seen.role());
    }

    private long execute(Seen seen, int origin, long before) {
        long now = Executions.seenBy(before, seen.witness());
        int number = Executions.count(now);
        if (number == Executions.count(before)) {
            return now;
        }
        tally.count(origin, Quantity.HANDLED);
        if (number > 1) {
            tally.count(origin, Quantity.REDELIVERED);
            if (Executions.wasAbandonedBefore(now, number)) {
                count(Quantity.RECOVERED, origin, seen.at(), seen.id());
            } else if (exactlyOnce) {
                count(Quantity.DUPLICATED, origin, seen.at(), seen.id());
            }
        }
        return now;
    }

    private boolean lose(Lost lost) {
        Open entry = open.get(lost.id());
        if (entry == null) {
            return false;
        }
        count(Quantity.LOST, entry.origin, lost.at(), lost.id());
        latency(entry, lost.at());
        close(lost.id(), entry, End.LOST);
        if (Executions.count(entry.executions) > 0) {
            lostInWork.add(lost.id());
        }
        return true;
    }

    private boolean giveUp(Orphaned orphaned) {
        Stranger stranger = strangers.remove(orphaned.id());
        if (stranger == null) {
            return false;
        }
        int origin = tally.number(UNKNOWN);
        boolean submitted = stranger.entries().stream()
                .anyMatch(entry -> entry instanceof Seen seen && seen.role() == Role.SUBMITTED);
        if (submitted) {
            strangers.put(orphaned.id(), stranger);
            return submit(new Submitted(orphaned.at(), orphaned.id(), UNKNOWN, stranger.since()));
        }
        if (!orphaned.elsewhere()) {
            count(Quantity.UNEXPECTED, origin, stranger.since(), orphaned.id());
        }
        closed.put(orphaned.id(), new Fate(End.STRANGER, origin, Executions.NONE));
        return true;
    }

    private boolean abandon(Abandoned abandoned) {
        open.values().forEach(Book::abandon);
        strangers.values().forEach(stranger -> stranger.entries().add(abandoned));
        lostInWork.forEach(id -> closed.find(id)
                .ifPresent(fate ->
                        closed.put(id, new Fate(fate.end(), fate.origin(), Executions.abandoned(fate.executions())))));
        return !open.isEmpty() || !strangers.isEmpty() || !lostInWork.isEmpty();
    }

    private static void abandon(Open entry) {
        entry.executions = Executions.abandoned(entry.executions);
    }

    private boolean end(Closed end) {
        if (ended) {
            return false;
        }
        ended = true;
        open.values().forEach(entry -> latency(entry, end.at()));
        return true;
    }

    private boolean isOverdue(Open entry, Instant now) {
        return !entry.intended.plus(lostAfter).isAfter(now);
    }

    private void count(Quantity quantity, int origin, Instant at, String id) {
        tally.count(origin, quantity);
        examples.add(new Example(quantity, tally.name(origin), at, id));
    }

    private void latency(Open entry, Instant at) {
        Duration taken = Duration.between(entry.intended, at);
        latencies.add(new Latency(tally.name(entry.origin), at, taken.isNegative() ? Duration.ZERO : taken));
    }

    private void close(String id, Open entry, End end) {
        open.remove(id);
        closed.put(id, new Fate(end, entry.origin, entry.executions));
    }
}
