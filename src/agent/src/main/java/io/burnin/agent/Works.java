package io.burnin.agent;

import io.burnin.agent.schedule.Stop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runs that this agent works on, until it is to end. */
final class Works {

    private static final Stop ENDING = new Stop(Stop.Kind.SHUTDOWN, "the agent was told to end");

    private final List<RunWork> works = new ArrayList<>();
    private final Object takingUp = new Object();
    private boolean isEnding;

    /** A run that was leased in the very moment of the end is stopped like the others. */
    synchronized void add(RunWork work) {
        works.add(work);
        if (isEnding) {
            work.stop(ENDING);
        }
    }

    /** Opens the journal of a run and works on it. */
    interface Opening {
        RunWork open() throws IOException;
    }

    /** Takes up a run that has a journal, unless it is worked on: two would write the same journal. */
    void takeUp(String run, Opening opening) throws IOException {
        synchronized (takingUp) {
            if (find(run).isEmpty()) {
                add(opening.open());
            }
        }
    }

    synchronized List<RunWork> all() {
        return List.copyOf(works);
    }

    /** The run, if something is left to be done or sent of it. */
    Optional<RunWork> find(String run) {
        return all().stream()
                .filter(work -> work.run().equals(run) && !work.isOver())
                .findFirst();
    }

    /** How many still touch their target. */
    long executing() {
        return all().stream().filter(RunWork::isExecuting).count();
    }

    void stop(Stop why) {
        all().forEach(work -> work.stop(why));
    }

    /** Forgets those of which nothing is left to be done or sent. */
    synchronized void forgetOver() {
        works.removeIf(RunWork::isOver);
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
