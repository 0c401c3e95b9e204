package io.burnin.agent.link;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.journal.Journal;
import io.burnin.agent.journal.JournalReader;
import io.burnin.agent.journal.JournalReader.Chunk;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends the journal of one run, in order, from the first record that the server does not have. Never gives up on a record that
 * may still be stored, and never lets one that is refused hold up the others: that one is set aside, and a gap goes in its place.
 */
public final class Sender {

    /** How the sending of a run came to its end. */
    public enum End {
        /** The server has everything. */
        ALL_STORED,
        /** The run is not ours any more. */
        GONE
    }

    private static final System.Logger LOG = System.getLogger(Sender.class.getName());
    private static final int MOST_RECORDS = 5_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration SLOWEST_PACE = Duration.ofSeconds(30);

    private final Journal journal;
    private final ServerLink server;
    private final Refusals refusals;
    private final InstantSource clock;
    private final Backoff backoff;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean complete;
    private int mostRecords = MOST_RECORDS;
    private Duration pace = PACE;

    public Sender(Journal journal, ServerLink server, Refusals refusals, InstantSource clock, Backoff backoff) {
        this.journal = journal;
        this.server = server;
        this.refusals = refusals;
        this.clock = clock;
        this.backoff = backoff;
    }

    /** Nothing more will be written; what is left goes out at once. */
    public void complete() {
        lock.lock();
        try {
            complete = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends until the server has everything of a journal that is complete. */
    public End send() throws IOException, InterruptedException {
        try (JournalReader reader = journal.readFrom(journal.acknowledged() + 1)) {
            while (true) {
                boolean last = isComplete();
                journal.sync();
                Chunk chunk = reader.next(mostRecords, MOST_BYTES);
                if (chunk.isEmpty()) {
                    if (last) {
                        return End.ALL_STORED;
                    }
                    journal.awaitBeyond(reader.position() - 1, PACE.toMillis());
                } else if (!deliver(chunk, reader)) {
                    return End.GONE;
                } else if (reader.position() > journal.lastSeq()) {
                    pace();
                }
            }
        }
    }

    /** @return whether the run is still ours */
    private boolean deliver(Chunk chunk, JournalReader reader) throws IOException, InterruptedException {
        Delivery delivery;
        try {
            delivery = post(chunk);
        } catch (IOException silent) {
            delivery = new Delivery.Later("no answer: " + silent, java.util.Optional.empty());
        }
        switch (delivery) {
            case Delivery.Stored(long acknowledged, var asked) -> {
                pace = asked.map(Sender::within).orElse(PACE);
                long stored = Math.min(acknowledged, journal.lastSeq());
                reader.moveTo(stored + 1);
                if (stored >= chunk.firstSeq()) {
                    progressed(stored);
                } else {
                    waitFor(backoff.next(), "the server stored nothing beyond record %d".formatted(stored));
                }
            }
            case Delivery.Expected(long seq) -> {
                if (seq == chunk.firstSeq() || seq > journal.lastSeq() + 1) {
                    waitFor(backoff.next(), "the server expects record %d".formatted(seq));
                }
                reader.moveTo(Math.min(seq, chunk.firstSeq()));
            }
            case Delivery.TooLarge() -> shrink(chunk, "too large for the server", reader);
            case Delivery.Refused(String why) -> shrink(chunk, why, reader);
            case Delivery.NotAllowed(String why) -> {
                reader.moveTo(chunk.firstSeq());
                waitFor(backoff.next(), "not allowed to send: " + why);
            }
            case Delivery.Later(String why, var after) -> {
                reader.moveTo(chunk.firstSeq());
                waitFor(after.orElseGet(backoff::next), why);
            }
            case Delivery.Gone(String why) -> {
                LOG.log(
                        WARNING,
                        "run {0} is not ours any more: {1}",
                        journal.assignment().number(),
                        why);
                return false;
            }
        }
        return true;
    }

    private Delivery post(Chunk chunk) throws IOException, InterruptedException {
        return server.deliver(journal.assignment().run(), journal.assignment().fence(), refusals.replaced(chunk));
    }

    private void progressed(long stored) {
        journal.acknowledge(clock.instant(), stored);
        backoff.reset();
        mostRecords = Math.min(MOST_RECORDS, mostRecords * 2);
    }

    /** Finds the record that the server does not take, by halves; alone it is set aside. */
    private void shrink(Chunk chunk, String why, JournalReader reader) throws IOException, InterruptedException {
        reader.moveTo(chunk.firstSeq());
        int records = chunk.records().size();
        if (records > 1) {
            mostRecords = records / 2;
        } else if (refusals.setAside(chunk, why)) {
            LOG.log(
                    ERROR,
                    "run {0}: record {1} is refused and set aside: {2}",
                    journal.assignment().number(),
                    chunk.firstSeq(),
                    why);
        } else {
            waitFor(backoff.next(), "even a gap is refused: " + why);
        }
    }

    /** A server may slow us down, but neither hurry us nor make us fall silent. */
    private static Duration within(Duration asked) {
        Duration atLeast = asked.compareTo(PACE) < 0 ? PACE : asked;
        return atLeast.compareTo(SLOWEST_PACE) > 0 ? SLOWEST_PACE : atLeast;
    }

    private void pace() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = pace.toNanos();
            while (!complete && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void waitFor(Duration time, String why) throws InterruptedException {
        LOG.log(
                INFO,
                "run {0}: sending again in {1} ms: {2}",
                journal.assignment().number(),
                time.toMillis(),
                why);
        Thread.sleep(time);
    }

    private boolean isComplete() {
        lock.lock();
        try {
            return complete;
        } finally {
            lock.unlock();
        }
    }
}
