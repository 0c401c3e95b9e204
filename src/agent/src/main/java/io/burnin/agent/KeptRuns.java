package io.burnin.agent;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.journal.JournalReader.Chunk;
import io.burnin.agent.journal.RunFolders.Done;
import io.burnin.agent.link.Delivery;
import java.io.IOException;
import java.time.Duration;

/**
 * Looks after the journals that nobody works on. One that the server had in full is sent again if the server has lost a part of it
 * to the restore of a backup; one that was recorded on another host is sent; what was kept for long enough is deleted.
 */
final class KeptRuns implements Runnable {

    private static final System.Logger LOG = System.getLogger(KeptRuns.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final Workshop workshop;
    private final Works works;

    KeptRuns(Workshop workshop, Works works) {
        this.workshop = workshop;
        this.works = works;
    }

    @Override
    public void run() {
        try {
            while (true) {
                lookOrTell();
                workshop.time().pause().of(LOOK_EVERY);
            }
        } catch (InterruptedException ended) {
            LOG.log(DEBUG, "ending");
        }
    }

    private void lookOrTell() throws InterruptedException {
        try {
            look();
        } catch (IOException | RuntimeException failed) {
            LOG.log(ERROR, "the journals that are kept cannot be looked after", failed);
        }
    }

    void look() throws IOException, InterruptedException {
        works.forgetOver();
        workshop.folders().deleteOld(workshop.clock().instant());
        for (String run : workshop.folders().unfinished()) {
            if (workshop.folders().isForeign(run)) {
                works.takeUp(run, () -> RunWork.resume(workshop, run));
            }
        }
        askServer();
    }

    /** What was handed over before a run that the server has in full, it has in full, too. */
    private void askServer() throws IOException, InterruptedException {
        for (Done run : workshop.folders().kept()) {
            if (works.find(run.run()).isEmpty() && !mayHaveLost(run)) {
                return;
            }
        }
    }

    /** @return whether those that were handed over earlier must be asked for as well */
    private boolean mayHaveLost(Done run) throws IOException, InterruptedException {
        Delivery answer;
        try {
            answer = workshop.server().deliver(run.run(), run.fence(), Chunk.question(run.lastSeq() + 1));
        } catch (IOException silent) {
            LOG.log(INFO, "not known what the server has of run {0}: {1}", run.run(), silent.toString());
            return false;
        }
        return switch (answer) {
            case Delivery.Stored stored -> false;
            case Delivery.Expected(long seq) -> {
                LOG.log(WARNING, "the server has lost run {0} from record {1} on, and gets it again", run.run(), seq);
                workshop.folders().reopen(run.run());
                works.takeUp(run.run(), () -> RunWork.resume(workshop, run.run()));
                yield true;
            }
            case Delivery.Unknown unknown -> true;
            case Delivery.Gone gone -> true;
            case Delivery.NotAllowed notAllowed -> true;
            case Delivery.Refused refused -> true;
            case Delivery.TooLarge tooLarge -> true;
            case Delivery.Later later -> false;
        };
    }
}
