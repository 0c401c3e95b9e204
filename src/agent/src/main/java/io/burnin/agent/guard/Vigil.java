package io.burnin.agent.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Listens to an agent through a pipe that the system closes when the agent dies, however it dies. Ends when the agent is gone, when
 * it lets a deadline pass, or when there has been nothing to guard for a while.
 */
public final class Vigil {

    /** How a vigil ends. */
    public enum End {
        NOTHING_TO_GUARD,
        AGENT_GONE,
        DEADLINE_PASSED
    }

    /** A guard is kept for the next harm for so long: to start one costs more than to keep it. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private sealed interface Heard {
        record Line(String text) implements Heard {}

        record Silence() implements Heard {}
    }

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final LongSupplier nanos;
    private final Watch watch;

    private Vigil(LongSupplier nanos) {
        this.nanos = nanos;
        this.watch = new Watch(nanos.getAsLong());
    }

    /** @param nanos a monotonic clock */
    public static End keep(InputStream agent, LongSupplier nanos) throws InterruptedException {
        var vigil = new Vigil(nanos);
        Thread.ofPlatform().name("pipe").daemon().start(() -> vigil.listen(agent));
        return vigil.keep();
    }

    private End keep() throws InterruptedException {
        while (true) {
            Heard next = heard.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            long now = nanos.getAsLong();
            switch (next) {
                case Heard.Line(String text) -> watch.tell(text, now);
                case Heard.Silence gone -> {
                    return watch.isHarmInEffect() ? End.AGENT_GONE : End.NOTHING_TO_GUARD;
                }
                case null -> {
                    if (watch.isOverdue(now)) {
                        return End.DEADLINE_PASSED;
                    } else if (watch.isIdleFor(KEPT, now)) {
                        return End.NOTHING_TO_GUARD;
                    }
                }
            }
        }
    }

    private void listen(InputStream agent) {
        try (var lines = new BufferedReader(new InputStreamReader(agent, StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> heard.add(new Heard.Line(line)));
        } catch (IOException | UncheckedIOException broken) {
            System.getLogger(Vigil.class.getName())
                    .log(System.Logger.Level.WARNING, "the agent's pipe is broken: {0}", broken.getMessage());
        } finally {
            heard.add(new Heard.Silence());
        }
    }
}
