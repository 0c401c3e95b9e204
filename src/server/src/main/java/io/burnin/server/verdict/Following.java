package io.burnin.server.verdict;

import io.burnin.protocol.Mode;
import io.burnin.server.run.Run;
import io.burnin.server.run.RunEvents;
import io.burnin.server.run.RunId;
import io.burnin.server.run.RunNews;
import io.burnin.server.run.RunState;
import io.burnin.server.run.Runs;
import io.burnin.server.verdict.Judging.Judged;
import io.burnin.verdict.Check;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The time line of a run as it grows, with what the verdict would be so far, until it is final. */
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

        /** What the verdict would be now: told at first, and whenever a light or a state in it is another one. */
        record SoFar(Judged judged) implements Sight {}

        /** Nothing happened for a while. */
        record Silence() implements Sight {}

        /** The run has ended, and nothing follows. */
        record End(Judged judged) implements Sight {}

        /** The same of a rehearsal. */
        record Rehearsed(Run run) implements Sight {}
    }

    /** What a reader wants to hear of at once; values change with every record. */
    private record Gist(Light light, boolean conclusive, List<Part> parts) {

        record Part(String criterion, Light light, Check.State state) {}

        static Gist of(Verdict verdict) {
            return new Gist(
                    verdict.light(),
                    verdict.conclusive(),
                    verdict.checks().stream()
                            .map(check -> new Part(check.criterion(), check.light(), check.state()))
                            .toList());
        }
    }

    /** One who follows a run; not for two threads at once. */
    final class Follower implements AutoCloseable {

        private final RunId run;
        private final RunNews.Waiting waiting;
        private long last;
        private boolean ended;
        private long judged = -1;
        private Optional<Gist> gist = Optional.empty();

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
                Optional<Judged> news = verdictSoFar(current);
                if (news.isPresent()) {
                    return List.of(new Sight.SoFar(news.get()));
                }
                if (left.isZero()) {
                    return List.of(new Sight.Silence());
                }
                left = waiting.await(left);
            }
            return List.of();
        }

        /** Judged on what is stored at this moment, if that is more than it was; empty if it comes to the same. */
        private Optional<Judged> verdictSoFar(Run current) {
            boolean known = current.progress().stored() == judged;
            if (known
                    || !(current.state() instanceof RunState.Running)
                    || current.order().mode() == Mode.REHEARSAL) {
                return Optional.empty();
            }
            judged = current.progress().stored();
            Judged soFar = judging.of(current);
            Optional<Gist> now = Optional.of(Gist.of(soFar.verdict()));
            boolean same = now.equals(gist);
            gist = now;
            return same ? Optional.empty() : Optional.of(soFar);
        }

        @Override
        public void close() {
            waiting.close();
        }
    }
}
