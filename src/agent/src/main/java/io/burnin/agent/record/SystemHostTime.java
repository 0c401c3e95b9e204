package io.burnin.agent.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The clocks of the host that we run on. */
public final class SystemHostTime implements HostTime {

    /** Linux counts in it what the monotonic clock leaves out: the time that the host slept. */
    private static final Path UPTIME = Path.of("/proc/uptime");

    private final Clock clock = Clock.systemUTC();

    @Override
    public Instant wall() {
        return clock.instant();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Optional<Duration> sinceBoot() {
        try {
            return Optional.of(parse(Files.readString(UPTIME)));
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    /** The file reads {@code 350735.47 234388.90}: seconds since the boot, and seconds idle. */
    static Duration parse(String uptime) throws IOException {
        try {
            return Duration.ofMillis(
                    Math.round(1000 * Double.parseDouble(uptime.strip().split(" ")[0])));
        } catch (NumberFormatException garbled) {
            throw new IOException("%s reads '%s'".formatted(UPTIME, uptime.strip()), garbled);
        }
    }
}
