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

    /** While the server does not know what is kept for it: it is asked for all of it each time. */
    private static final Duration LOOK_AT_STRANGER_EVERY = Duration.ofMinutes(15);

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
                workshop.time().pause().of(lookOrTell());
            }
        } catch (InterruptedException ended) {
            LOG.log(DEBUG, "ending");
        }
    }

    private Duration lookOrTell() throws InterruptedException {
        try {
            return look();
        } catch (IOException | RuntimeException failed) {
            LOG.log(ERROR, "the journals that are kept cannot be looked after", failed);
            return LOOK_EVERY;
        }
    }

    /** @return the time until the next look */
    Duration look() throws IOException, InterruptedException {
        works.forgetOver();
        workshop.folders().deleteOld(workshop.clock().instant());
        for (String run : workshop.folders().unfinished()) {
            if (workshop.folders().isForeign(run)) {
                works.takeUp(run, () -> RunWork.resume(workshop, run));
            }
        }
        return isKnownToServer() ? LOOK_EVERY : LOOK_AT_STRANGER_EVERY;
    }

    /** What was handed over before a run that the server has in full, it has in full, too. */
    private boolean isKnownToServer() throws IOException, InterruptedException {
        boolean known = true;
        for (Done run : workshop.folders().kept()) {
            if (works.find(run.run()).isEmpty()) {
                switch (ask(run)) {
                    case SETTLED -> {
                        return known;
                    }
                    case LOST -> {}
                    case UNKNOWN -> known = false;
                }
            }
        }
        return known;
    }

    /** What becomes of asking for a run. */
    private enum Answer {
        /** Nothing is to be done now, nor for those that were handed over earlier. */
        SETTLED,
        /** It is sent again. */
        LOST,
        UNKNOWN
    }

    private Answer ask(Done run) throws IOException, InterruptedException {
        Delivery answer;
        try {
            answer = workshop.server().deliver(run.run(), run.fence(), Chunk.question(run.lastSeq() + 1));
        } catch (IOException silent) {
            LOG.log(INFO, "not known what the server has of run {0}: {1}", run.run(), silent.toString());
            return Answer.SETTLED;
        }
        return switch (answer) {
            case Delivery.Stored stored -> Answer.SETTLED;
            case Delivery.Expected(long seq) -> {
                LOG.log(WARNING, "the server has lost run {0} from record {1} on, and gets it again", run.run(), seq);
                workshop.folders().reopen(run.run());
                works.takeUp(run.run(), () -> RunWork.resume(workshop, run.run()));
                yield Answer.LOST;
            }
            case Delivery.Unknown unknown -> Answer.UNKNOWN;
            case Delivery.Gone gone -> Answer.UNKNOWN;
            case Delivery.NotAllowed notAllowed -> Answer.UNKNOWN;
            case Delivery.Refused refused -> Answer.UNKNOWN;
            case Delivery.TooLarge tooLarge -> Answer.UNKNOWN;
            case Delivery.Later later -> Answer.SETTLED;
        };
    }
}
