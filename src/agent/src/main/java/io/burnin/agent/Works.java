package io.burnin.agent;

import io.burnin.agent.schedule.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runs that this agent works on, until it is to end. */
final class Works {

    private static final Stop ENDING = new Stop(Stop.Kind.SHUTDOWN, "the agent was told to end");

    private final List<RunWork> works = new ArrayList<>();
    private boolean isEnding;

    /** A run that was leased in the very moment of the end is stopped like the others. */
    synchronized void add(RunWork work) {
        works.add(work);
        if (isEnding) {
            work.stop(ENDING);
        }
    }

    synchronized List<RunWork> all() {
        return List.copyOf(works);
    }

    Optional<RunWork> find(String run) {
        return all().stream().filter(work -> work.run().equals(run)).findFirst();
    }

    /** How many still touch their target. */
    long executing() {
        return all().stream().filter(RunWork::isExecuting).count();
    }

    void stop(Stop why) {
        all().forEach(work -> work.stop(why));
    }

    /** Forgets those of which nothing is left to be done or sent. @return whether there were any */
    synchronized boolean forgetOver() {
        return works.removeIf(RunWork::isOver);
    }

    /** Stops them all, and what is added from now on. */
    synchronized void end() {
        isEnding = true;
        works.forEach(work -> work.stop(ENDING));
    }

    synchronized boolean areEnding() {
        return isEnding;
    }
}
