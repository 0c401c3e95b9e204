package io.burnin.server.verdict;

import io.burnin.server.run.Run;
import io.burnin.server.run.RunName;
import io.burnin.server.run.RunNews;
import io.burnin.server.run.Runs;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Waits for the end of a run. */
@ApplicationScoped
class Patience {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Runs runs;
    private final RunNews news;

    Patience(Runs runs, RunNews news) {
        this.runs = runs;
        this.news = news;
    }

    /**
     * The run as it is when it has ended, or when the time is over.
     *
     * @throws Problem UNAVAILABLE if the server ends before
     */
    Run untilEnd(RunName name, Duration time) throws InterruptedException {
        Duration left = time.compareTo(LONGEST) < 0 ? time : LONGEST;
        Run run = runs.require(name);
        try (RunNews.Waiting waiting = news.of(run.id())) {
            while (true) {
                run = runs.require(run.id());
                if (run.state().hasEnded() || left.isZero()) {
                    return run;
                }
                left = waiting.await(left);
                if (waiting.isOver()) {
                    throw Problem.of(ProblemType.UNAVAILABLE, "the server ends: ask again");
                }
            }
        }
    }
}
