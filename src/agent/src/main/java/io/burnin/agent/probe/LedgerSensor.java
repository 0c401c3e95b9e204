package io.burnin.agent.probe;

import io.burnin.agent.probe.ledger.Book;
import io.burnin.agent.probe.ledger.Book.Latency;
import io.burnin.agent.probe.ledger.Book.OpenIds;
import io.burnin.agent.probe.ledger.Entry;
import io.burnin.agent.probe.ledger.Example;
import io.burnin.agent.probe.ledger.Quantity;
import io.burnin.agent.probe.ledger.Role;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Reading.Sample;
import io.burnin.agent.record.RunClock;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps the book of submitted ids. Every entry that changes it is in the journal before the next is taken; a reading tells what
 * the book has come to since the last reading that reached the disk, so that a restart neither loses nor repeats.
 */
final class LedgerSensor implements Sensor {

    private final String probe;
    private final Telling telling;
    private final RunClock clock;
    private final Consumer<String> notes;
    private final Predicate<String> submittedElsewhere;
    private final Witnesses witnesses;
    private final boolean seesFailures;
    private final boolean seesBeginnings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Book book;
    private final Exemplars exemplars = new Exemplars();
    private final Map<String, Map<Quantity, Long>> told = new HashMap<>();
    private final Map<String, Instant> lastLatency = new HashMap<>();
    private long latenciesTold;
    private Instant lastRead;
    private boolean isReplayed;

    enum Telling {
        /** A series for each test that submitted ids. */
        BY_ORIGIN,
        /** One series, where no test submits. */
        TOGETHER
    }

    /** What sees ids for a ledger. */
    interface Witnesses {

        /** Begins to tell that ledger; ids are open already after a restart. */
        void start(LedgerSensor ledger, List<String> openIds) throws IOException;

        /** An id is open from now on. */
        void follow(String id);

        /** Returns when all that can be seen now has been told. */
        void lookNow() throws InterruptedException;

        /** Whether anything sees executions begin, and can do so at present. */
        boolean seeExecutions();
    }

    LedgerSensor(
            Probe.Ledger probe,
            Telling telling,
            RunClock clock,
            Consumer<String> notes,
            Predicate<String> submittedElsewhere,
            Witnesses witnesses) {
        this.probe = probe.name();
        this.telling = telling;
        this.clock = clock;
        this.notes = notes;
        this.submittedElsewhere = submittedElsewhere;
        this.witnesses = witnesses;
        this.seesFailures = !probe.failed().isEmpty();
        this.seesBeginnings = !probe.handled().isEmpty();
        this.lastRead = clock.now();
        this.book = new Book(probe.delivery() == Probe.Delivery.EXACTLY_ONCE, probe.lostAfter());
    }

    void submitted(String id, String origin, Instant intended) {
        boolean isNew = take(new Entry.Submitted(clock.now(), id, origin, intended));
        if (isNew) {
            witnesses.follow(id);
        }
    }

    void seen(Role role, int witness, String id, Instant at, String source, long offset) {
        take(new Entry.Seen(at, role, witness, id, source, offset, false));
    }

    /** A file was there when the watch of its folder began. */
    void existed(Role role, int witness, String id, Instant at) {
        take(new Entry.Seen(at, role, witness, id, "", 0, true));
    }

    /** Whoever executes ids has died. */
    void executorDied() {
        take(new Entry.Abandoned(clock.now()));
    }

    /** Nothing more will be seen in this run. */
    void close() {
        take(new Entry.Closed(clock.now()));
    }

    boolean isSubmitted(String id) {
        return locked(() -> book.isSubmitted(id));
    }

    boolean isOpen(String id) {
        return locked(() -> book.isOpen(id));
    }

    @Override
    public void begin(List<String> noted, Optional<String> checkpoint) throws IOException {
        if (!isReplayed) {
            noted.stream().map(Entry::parse).forEach(book::apply);
            book.takeExamples();
            book.origins().forEach(book::takePeak);
            if (checkpoint.isPresent()) {
                goOn(Checkpoint.read(checkpoint.get(), Saved.class));
            }
            isReplayed = true;
        }
        witnesses.start(this, locked(book::openIds));
    }

    @Override
    public Reading read() throws InterruptedException {
        if (locked(() -> book.hasOverdue(clock.now()))) {
            witnesses.lookNow();
        }
        Instant at = clock.now();
        locked(() -> book.lost(at)).forEach(this::take);
        // Asked outside the lock: the other ledgers ask this one.
        locked(() -> book.orphans(at)).forEach(id -> take(new Entry.Orphaned(at, id, submittedElsewhere.test(id))));
        boolean seesExecutions = witnesses.seeExecutions();
        return locked(() -> reading(at, seesExecutions));
    }

    private void goOn(Saved saved) {
        saved.told().forEach((origin, totals) -> told.put(origin, new EnumMap<>(totals)));
        exemplars.restore(saved.examples());
        latenciesTold = saved.latencies();
        book.forgetLatencies(latenciesTold);
    }

    private boolean take(Entry entry) {
        return locked(() -> {
            boolean changes = book.apply(entry);
            if (changes) {
                notes.accept(entry.line());
            }
            return changes;
        });
    }

    private Reading reading(Instant at, boolean seesExecutions) {
        var samples = new ArrayList<Sample>();
        for (String origin : book.origins()) {
            book.totals(origin).forEach((quantity, total) -> {
                if (isTold(quantity, seesExecutions)) {
                    samples.add(increment(origin, quantity, total, at));
                }
            });
            OpenIds open = book.open(origin);
            double age = open.oldest()
                    .map(oldest -> Math.max(0, millis(Duration.between(oldest, at))))
                    .orElse(0.0);
            // Jobs that come and go between two readings were open, too: a window of calm must not contain them.
            book.takePeak(origin)
                    .ifPresent(peak -> samples.add(
                            new Sample(series("open", origin), within(lastRead, peak.at(), at), peak.count())));
            samples.add(new Sample(series("open", origin), at, open.count()));
            samples.add(new Sample(series("oldest_open", origin), at, age));
        }
        long strangers = book.totals(Book.UNKNOWN).get(Quantity.UNEXPECTED);
        samples.add(increment(Book.UNKNOWN, Quantity.UNEXPECTED, strangers, at));
        for (Latency latency : book.takeLatencies()) {
            samples.add(sample(latency));
        }
        for (Example example : book.takeExamples()) {
            exemplars.add(
                    series(example.quantity().word(), example.origin()),
                    example.at(),
                    example.told(seesExecutions && seesBeginnings));
        }
        lastRead = at;
        String checkpoint = Checkpoint.write(new Saved(told, latenciesTold, exemplars.told()));
        return new Reading(samples, List.of(), exemplars.take(), Optional.of(checkpoint));
    }

    /** Times of a series rise, though an entry may be timed just before a reading that does not know it yet. */
    private static Instant within(Instant earliest, Instant at, Instant latest) {
        Instant notBefore = at.isAfter(earliest) ? at : earliest;
        return notBefore.isBefore(latest) ? notBefore : latest;
    }

    /** What nobody can see is not told as 0. */
    private boolean isTold(Quantity quantity, boolean seesExecutions) {
        return switch (quantity) {
            case UNEXPECTED -> false;
            case FAILED -> seesFailures;
            case SUBMITTED, HANDLED, DONE, LOST, DUPLICATED, REDELIVERED, RECOVERED ->
                seesExecutions || !quantity.needsExecutions();
        };
    }

    private Sample increment(String origin, Quantity quantity, long total, Instant at) {
        Map<Quantity, Long> before = told.computeIfAbsent(origin, name -> new EnumMap<>(Quantity.class));
        Long toldBefore = before.put(quantity, total);
        return new Sample(series(quantity.word(), origin), at, total - (toldBefore == null ? 0 : toldBefore));
    }

    /** Times of a series rise, though two ids may be seen in another order than they were done. */
    private Sample sample(Latency latency) {
        latenciesTold++;
        Instant at = lastLatency.merge(latency.origin(), latency.at(), (a, b) -> a.isAfter(b) ? a : b);
        return new Sample(series("latency", latency.origin()), at, millis(latency.taken()));
    }

    private SeriesKey series(String quantity, String origin) {
        var whole = SeriesKey.of(probe + "." + quantity);
        return switch (telling) {
            case BY_ORIGIN -> whole.with(MetricCatalogue.ORIGIN, origin);
            case TOGETHER -> whole;
        };
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private record Saved(Map<String, Map<Quantity, Long>> told, long latencies, Map<String, Integer> examples) {}
}
