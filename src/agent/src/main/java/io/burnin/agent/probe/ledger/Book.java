package io.burnin.agent.probe.ledger;

import io.burnin.agent.probe.ledger.ClosedIds.End;
import io.burnin.agent.probe.ledger.ClosedIds.Fate;
import io.burnin.agent.probe.ledger.Entry.Abandoned;
import io.burnin.agent.probe.ledger.Entry.Closed;
import io.burnin.agent.probe.ledger.Entry.Lost;
import io.burnin.agent.probe.ledger.Entry.Orphaned;
import io.burnin.agent.probe.ledger.Entry.Seen;
import io.burnin.agent.probe.ledger.Entry.Submitted;
import io.burnin.agent.probe.ledger.Strangers.Stranger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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

    private final boolean exactlyOnce;
    private final Tally tally = new Tally();
    private final Opened open;
    private final Strangers strangers = new Strangers();
    private final ClosedIds closed = new ClosedIds();

    /** Lost, but begun and not yet done: an execution that is abandoned then is no duplicate of the next. */
    private final Set<String> lostInWork = new LinkedHashSet<>();

    private final Map<String, Long> marks = new HashMap<>();
    private boolean ended;

    public Book(boolean exactlyOnce, Duration lostAfter) {
        this.exactlyOnce = exactlyOnce;
        this.open = new Opened(lostAfter);
    }

    /** @param at when it was complete, lost, or the run at its end */
    public record Latency(String origin, Instant at, Duration taken) {}

    /** @param oldest since when the oldest is open; empty if none is */
    public record OpenIds(int count, Optional<Instant> oldest) {}

    /** So many were open at once, from then on for a while. */
    public record Peak(int count, Instant at) {}

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
        return open.overdue(now).stream().<Entry>map(id -> new Lost(now, id)).toList();
    }

    /** The ids seen whose submission should have been heard of by now. */
    public List<String> orphans(Instant now) {
        return strangers.orphans(now);
    }

    /** Whether an id is about to be lost, so that one had better look again first. */
    public boolean hasOverdue(Instant now) {
        return open.hasOverdue(now);
    }

    /** Whether it was submitted, as far as this book knows. */
    public boolean isSubmitted(String id) {
        return open.has(id)
                || closed.find(id).filter(fate -> fate.end() != End.STRANGER).isPresent();
    }

    public boolean isOpen(String id) {
        return open.has(id);
    }

    public List<String> openIds() {
        return open.names();
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
        return open.of(tally.number(origin));
    }

    /** The most that were open at once since this was last asked, if more than then and more than now. */
    public Optional<Peak> takePeak(String origin) {
        return open.takePeak(tally.number(origin));
    }

    /** Those that came up since they were last taken. */
    public List<Latency> takeLatencies() {
        return tally.takeLatencies();
    }

    /** Forgets the first so many, which were told before a restart. */
    public void forgetLatencies(long first) {
        tally.forgetLatencies(first);
    }

    public List<Example> takeExamples() {
        return tally.takeExamples();
    }

    private boolean submit(Submitted submitted) {
        Optional<Fate> fate = closed.find(submitted.id());
        if (open.has(submitted.id())
                || fate.filter(f -> f.end() != End.STRANGER).isPresent()) {
            return false;
        }
        int origin = tally.number(submitted.origin());
        tally.count(origin, Quantity.SUBMITTED);
        open.add(submitted.id(), origin, submitted.intended(), submitted.at());
        strangers
                .remove(submitted.id())
                .ifPresent(stranger -> stranger.entries().forEach(entry -> replay(submitted.id(), entry)));
        return true;
    }

    /** What was seen of an id before its submission was heard of. */
    private void replay(String id, Entry entry) {
        if (entry instanceof Seen seen) {
            place(seen);
        } else {
            open.find(id).ifPresent(Opened.Id::abandon);
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
        Optional<Opened.Id> opened = open.find(seen.id());
        if (opened.isPresent()) {
            return seeOpen(seen, opened.get());
        }
        Optional<Fate> fate = closed.find(seen.id());
        if (fate.isPresent()) {
            return !seen.existed() && seeClosed(seen, fate.get());
        }
        if (seen.existed()) {
            rememberFromBefore(seen);
            return false;
        }
        strangers.see(seen);
        return true;
    }

    /** What was submitted before the run is none of its business. Not kept: after a restart its file is seen again. */
    private void rememberFromBefore(Seen seen) {
        if (seen.role() == Role.SUBMITTED) {
            closed.put(seen.id(), new Fate(End.STRANGER, tally.number(UNKNOWN), Executions.NONE));
        }
    }

    private boolean seeOpen(Seen seen, Opened.Id id) {
        switch (seen.role()) {
            case SUBMITTED -> {
                return false;
            }
            case HANDLED -> {
                if (seen.existed() && Executions.hasSeen(id.executions(), seen.witness())) {
                    return false;
                }
                id.begun(execute(seen, id.origin(), id.executions(), Optional.of(id)));
            }
            case DONE -> {
                tally.count(id.origin(), Quantity.DONE);
                tally.latency(id.origin(), id.intended(), seen.at());
                close(seen.id(), id, End.DONE);
            }
            case FAILED -> {
                tally.count(id.origin(), Quantity.FAILED, seen.at(), seen.id(), Optional.of(id), id.begun());
                close(seen.id(), id, End.FAILED);
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
                long executions = execute(seen, fate.origin(), fate.executions(), Optional.empty());
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

    /** @param open empty if it is closed already */
    private long execute(Seen seen, int origin, long before, Optional<Opened.Id> open) {
        long now = Executions.seenBy(before, seen.witness());
        int number = Executions.count(now);
        if (number == Executions.count(before)) {
            return now;
        }
        tally.count(origin, Quantity.HANDLED);
        if (number > 1) {
            tally.count(origin, Quantity.REDELIVERED);
            if (Executions.wasAbandonedBefore(now, number)) {
                tally.count(origin, Quantity.RECOVERED, seen.at(), seen.id(), open, number);
            } else if (exactlyOnce) {
                tally.count(origin, Quantity.DUPLICATED, seen.at(), seen.id(), open, number);
            }
        }
        return now;
    }

    private boolean lose(Lost lost) {
        Optional<Opened.Id> opened = open.find(lost.id());
        opened.ifPresent(id -> {
            tally.count(id.origin(), Quantity.LOST, lost.at(), lost.id(), opened, id.begun());
            tally.latency(id.origin(), id.intended(), lost.at());
            close(lost.id(), id, End.LOST);
            if (Executions.count(id.executions()) > 0) {
                lostInWork.add(lost.id());
            }
        });
        return opened.isPresent();
    }

    private boolean giveUp(Orphaned orphaned) {
        Optional<Stranger> given = strangers.remove(orphaned.id());
        given.ifPresent(stranger -> giveUp(orphaned, stranger));
        return given.isPresent();
    }

    private void giveUp(Orphaned orphaned, Stranger stranger) {
        if (stranger.wasSubmitted()) {
            strangers.putBack(orphaned.id(), stranger);
            submit(new Submitted(orphaned.at(), orphaned.id(), UNKNOWN, stranger.since()));
            return;
        }
        int origin = tally.number(UNKNOWN);
        if (!orphaned.elsewhere()) {
            tally.count(origin, Quantity.UNEXPECTED, stranger.since(), orphaned.id(), Optional.empty(), 0);
        }
        closed.put(orphaned.id(), new Fate(End.STRANGER, origin, Executions.NONE));
    }

    private boolean abandon(Abandoned abandoned) {
        open.all().forEach(Opened.Id::abandon);
        strangers.abandon(abandoned);
        lostInWork.forEach(id -> closed.find(id)
                .ifPresent(fate ->
                        closed.put(id, new Fate(fate.end(), fate.origin(), Executions.abandoned(fate.executions())))));
        return !open.isEmpty() || !strangers.isEmpty() || !lostInWork.isEmpty();
    }

    private boolean end(Closed end) {
        if (ended) {
            return false;
        }
        ended = true;
        open.all().forEach(id -> tally.latency(id.origin(), id.intended(), end.at()));
        return true;
    }

    private void close(String name, Opened.Id id, End end) {
        open.remove(name);
        closed.put(name, new Fate(end, id.origin(), id.executions()));
    }
}
