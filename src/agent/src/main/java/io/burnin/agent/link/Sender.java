package io.burnin.agent.link;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.journal.Journal;
import io.burnin.agent.journal.JournalReader;
import io.burnin.agent.journal.JournalReader.Chunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends the journal of one run, in order, from the first record that the server does not have. Never gives up on a record that
 * may still be stored, and never lets one that is refused hold up the others: that one is set aside, and a gap goes in its place.
 * A server whose database was restored from a backup is sent again what it has lost.
 */
public final class Sender {

    /** How the sending of a run came to its end. */
    public sealed interface End {

        /** The server has everything, and has said so of all of it together. */
        record AllStored() implements End {}

        /** The run is not ours any more. */
        record Gone(String why) implements End {}

        /** Our token does not do, or the server knows no such run. Only for who is not to wait for a change of that. */
        record Refused(String why) implements End {}
    }

    /** Whether to wait for what only a person can put right. */
    public enum Patience {
        WAITS,
        GIVES_UP
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
    private final Patience patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean complete;
    private int mostRecords = MOST_RECORDS;
    private Duration pace = PACE;

    public Sender(
            Journal journal,
            ServerLink server,
            Refusals refusals,
            InstantSource clock,
            Backoff backoff,
            Patience patience) {
        this.journal = journal;
        this.server = server;
        this.refusals = refusals;
        this.clock = clock;
        this.backoff = backoff;
        this.patience = patience;
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
        JournalReader reader = journal.readFrom(journal.acknowledged() + 1);
        while (true) {
            boolean last = isComplete();
            if (!isDurable()) {
                waitFor(backoff.next(), "the journal is not safe from a power failure");
                continue;
            }
            Chunk chunk = reader.next(mostRecords, MOST_BYTES);
            if (chunk.isEmpty() && !last) {
                journal.awaitBeyond(reader.position() - 1, PACE.toMillis());
                continue;
            }
            Optional<End> end = deliver(chunk, reader);
            if (end.isPresent()) {
                return end.get();
            }
            if (reader.position() > journal.lastSeq()) {
                pace();
            }
        }
    }

    private boolean isDurable() {
        try {
            journal.sync();
            return true;
        } catch (UncheckedIOException broken) {
            LOG.log(ERROR, broken.getMessage());
            return false;
        }
    }

    /** @return how it ended, if it did */
    private Optional<End> deliver(Chunk chunk, JournalReader reader) throws IOException, InterruptedException {
        switch (answerTo(chunk)) {
            case Delivery.Stored(long acknowledged, var asked) -> {
                pace = asked.map(Sender::within).orElse(PACE);
                long stored = Math.min(acknowledged, journal.lastSeq());
                reader.moveTo(stored + 1);
                if (chunk.isEmpty() && stored >= chunk.lastSeq()) {
                    return Optional.of(new End.AllStored());
                }
                if (stored >= chunk.firstSeq()) {
                    progressed(stored);
                } else {
                    waitFor(backoff.next(), "the server stored nothing beyond record %d".formatted(stored));
                }
            }
            case Delivery.Expected(long seq) -> {
                if (seq == chunk.firstSeq() || seq > journal.lastSeq() + 1) {
                    waitFor(backoff.next(), "the server expects record %d".formatted(seq));
                } else if (seq <= journal.acknowledged()) {
                    log(WARNING, "the server has lost what it had from record %d on, and gets it again".formatted(seq));
                }
                reader.moveTo(Math.min(seq, chunk.firstSeq()));
            }
            case Delivery.TooLarge() -> shrink(chunk, "too large for the server", reader);
            case Delivery.Refused(String why) -> shrink(chunk, why, reader);
            case Delivery.Unknown(String why) -> {
                return waitOrEnd(chunk, reader, "not known to the server: " + why);
            }
            case Delivery.NotAllowed(String why) -> {
                return waitOrEnd(chunk, reader, "not allowed to send: " + why);
            }
            case Delivery.Later(String why, var after) -> {
                reader.moveTo(chunk.firstSeq());
                waitFor(after.orElseGet(backoff::next), why);
            }
            case Delivery.Gone(String why) -> {
                log(WARNING, "not ours any more: " + why);
                return Optional.of(new End.Gone(why));
            }
        }
        return Optional.empty();
    }

    private Delivery answerTo(Chunk chunk) throws InterruptedException {
        try {
            var run = journal.assignment();
            return server.deliver(run.run(), run.fence(), refusals.replaced(chunk));
        } catch (IOException silent) {
            return new Delivery.Later("no answer: " + silent, Optional.empty());
        }
    }

    private void progressed(long stored) {
        journal.acknowledge(clock.instant(), stored);
        backoff.reset();
        mostRecords = Math.min(MOST_RECORDS, mostRecords * 2);
    }

    private Optional<End> waitOrEnd(Chunk chunk, JournalReader reader, String why) throws InterruptedException {
        if (patience == Patience.GIVES_UP) {
            return Optional.of(new End.Refused(why));
        }
        reader.moveTo(chunk.firstSeq());
        waitFor(backoff.next(), why);
        return Optional.empty();
    }

    /** Finds the record that the server does not take, by halves; alone it is set aside. */
    private void shrink(Chunk chunk, String why, JournalReader reader) throws InterruptedException {
        reader.moveTo(chunk.firstSeq());
        int records = chunk.lines().size();
        if (records > 1) {
            mostRecords = records / 2;
        } else if (records == 0) {
            waitFor(backoff.next(), "even a question is refused: " + why);
        } else {
            setAside(chunk, why);
        }
    }

    private void setAside(Chunk single, String why) throws InterruptedException {
        try {
            if (refusals.setAside(single, why)) {
                log(ERROR, "record %d is refused and set aside: %s".formatted(single.firstSeq(), why));
            } else {
                waitFor(backoff.next(), "even a gap is refused: " + why);
            }
        } catch (IOException full) {
            waitFor(
                    backoff.next(),
                    "record %d is refused, and cannot be set aside: %s".formatted(single.firstSeq(), full));
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
        log(INFO, "sending again in %d ms: %s".formatted(time.toMillis(), why));
        Thread.sleep(time);
    }

    private void log(System.Logger.Level level, String what) {
        LOG.log(level, "run {0}: {1}", journal.assignment().number(), what);
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
