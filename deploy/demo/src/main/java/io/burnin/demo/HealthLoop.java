package io.burnin.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the services each second: all up means OPERATIONAL, else DEGRADED. It acts when the health changed; what
 * somebody did over the API it corrects only after a calm, and a state chosen by hand besides those two it leaves alone.
 */
final class HealthLoop implements Runnable {

    private static final Duration HEARTBEAT_LIMIT = Duration.ofSeconds(3);
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int PATIENCE_MILLIS = 1000;

    private final StateMachine machine;
    private final URI relay;
    private final Path heartbeat;
    private final Clock clock;

    private volatile Health health = Health.UNKNOWN;

    HealthLoop(StateMachine machine, Setting setting) {
        this.machine = machine;
        this.relay = URI.create(
                "http://127.0.0.1:%d/health".formatted(setting.options().number(Option.RELAY_PORT)));
        this.heartbeat = setting.home().heartbeat();
        this.clock = setting.clock();
    }

    Health health() {
        return health;
    }

    /** One look. */
    @Override
    public void run() {
        Health seen = new Health(relay(), worker());
        boolean changed = !seen.equals(health);
        health = seen;
        try {
            decide(seen, changed);
        } catch (IOException | RuntimeException e) {
            System.err.println("Health decision failed, trying again: " + e);
        }
    }

    private void decide(Health seen, boolean changed) throws IOException {
        State wanted = seen.allUp() ? State.OPERATIONAL : State.DEGRADED;
        Situation now = machine.situation();
        if (now.state() == wanted || !now.state().allows(wanted) || chosenByHand(now)) {
            return;
        }
        if (changed || machine.nanosSinceByHand() > CALM_NANOS) {
            machine.transition(wanted, reason(seen), Transition.HEALTH, JsonObject.EMPTY, seen);
        }
    }

    private static boolean chosenByHand(Situation now) {
        boolean decidedByHealth = now.state() == State.OPERATIONAL || now.state() == State.DEGRADED;
        return !decidedByHealth && now.last().filter(Transition::byHand).isPresent();
    }

    private static String reason(Health seen) {
        return seen.allUp() ? "all services up" : "a service is down";
    }

    private Health.Service relay() {
        try {
            HttpURLConnection call = (HttpURLConnection) relay.toURL().openConnection();
            call.setConnectTimeout(PATIENCE_MILLIS);
            call.setReadTimeout(PATIENCE_MILLIS);
            String body = new String(call.getInputStream().readAllBytes(), UTF_8);
            return Json.read(body).text("status").filter("ok"::equals).isPresent()
                    ? Health.Service.UP
                    : Health.Service.DOWN;
        } catch (IOException unreachable) {
            return Health.Service.DOWN;
        }
    }

    private Health.Service worker() {
        try {
            Duration age = Duration.between(Files.getLastModifiedTime(heartbeat).toInstant(), clock.instant());
            return age.compareTo(HEARTBEAT_LIMIT) < 0 ? Health.Service.UP : Health.Service.DOWN;
        } catch (NoSuchFileException neverStarted) {
            return Health.Service.DOWN;
        } catch (IOException e) {
            System.err.println("Cannot read the worker's heartbeat: " + e);
            return Health.Service.UNKNOWN;
        }
    }
}
