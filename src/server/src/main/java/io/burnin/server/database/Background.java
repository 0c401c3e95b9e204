package io.burnin.server.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Work that the server does though nobody asked for it. What fails keeps nothing else from being done, and is tried again with
 * the next round; a database that is away is told once, not each second.
 */
@ApplicationScoped
public class Background {

    private static final Logger LOG = Logger.getLogger(Background.class);

    private final AtomicBoolean away = new AtomicBoolean();

    /** @param what it is, for the log */
    public void attempt(String what, Runnable work) {
        try {
            work.run();
            if (away.getAndSet(false)) {
                LOG.info("the database answers again");
            }
        } catch (RuntimeException failed) {
            tell(what, failed);
        }
    }

    private void tell(String what, RuntimeException failed) {
        Optional<Setback> setback = Setback.behind(failed);
        if (setback.isEmpty()) {
            LOG.errorf(failed, "%s failed", what);
        } else if (setback.get() == Setback.COLLISION) {
            LOG.debugf(failed, "%s: another server was first", what);
        } else if (!away.getAndSet(true)) {
            LOG.warnf("the database does not answer, and is asked again each second: %s", failed);
        }
    }
}
