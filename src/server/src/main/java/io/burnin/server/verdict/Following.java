package io.burnin.server.verdict;

import io.burnin.protocol.Mode;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunEvents;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunNews;
import io.burnin.server.run.Runs;
import io.burnin.server.verdict.Judging.Judged;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** The time line of a run as it grows, until its verdict. */
@ApplicationScoped
class Following {

    private static final int AT_A_TIME = 100;

    private final Runs runs;
    private final RunEvents events;
    private final RunNews news;
    private final Judging judging;
    private final StreamConfig config;

    Following(Runs runs, RunEvents events, RunNews news, Judging judging, StreamConfig config) {
        this.runs = runs;
        this.events = events;
        this.news = news;
        this.judging = judging;
        this.config = config;
    }

    /** Follows from the event behind that number on. */
    Follower from(RunId run, long number) {
        return new Follower(run, number, news.of(run));
    }

    /** Something that a follower sees. */
    sealed interface Sight {

        record Event(RunEvents.Entry entry) implements Sight {}

        /** Nothing happened for a while. */
        record Silence() implements Sight {}

        /** The run has ended, and nothing follows. */
        record End(Judged judged) implements Sight {}

        /** The same of a rehearsal. */
        record Rehearsed(Run run) implements Sight {}
    }

    /** One who follows a run; not for two threads at once. */
    final class Follower implements AutoCloseable {

        private final RunId run;
        private final RunNews.Waiting waiting;
        private long last;
        private boolean ended;

        private Follower(RunId run, long last, RunNews.Waiting waiting) {
            this.run = run;
            this.last = last;
            this.waiting = waiting;
        }

        /** Waits for what comes next; none after the end, of the run or of the server. */
        List<Sight> next() throws InterruptedException {
            Duration left = config.heartbeat();
            while (!ended && !waiting.isOver()) {
                // Before its events, because none is added to a run once it has ended.
                Run current = runs.require(run);
                List<RunEvents.Entry> found = events.after(run, last, AT_A_TIME);
                if (!found.isEmpty()) {
                    last = found.getLast().number();
                    return found.stream().<Sight>map(Sight.Event::new).toList();
                }
                if (current.state().hasEnded()) {
                    ended = true;
                    return List.of(
                            current.order().mode() == Mode.REHEARSAL
                                    ? new Sight.Rehearsed(current)
                                    : new Sight.End(judging.of(current)));
                }
                if (left.isZero()) {
                    return List.of(new Sight.Silence());
                }
                left = waiting.await(left);
            }
            return List.of();
        }

        @Override
        public void close() {
            waiting.close();
        }
    }
}
