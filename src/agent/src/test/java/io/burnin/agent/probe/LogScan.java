package io.burnin.agent.probe;

import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.probe.tail.Tail;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.metric.Unit;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program for the bench: lets a log probe read a whole file, several times, and prints how long each reading took. */
final class LogScan {

    private static final String RULE = "wanted";

    private LogScan() {}

    /** @param arguments the file, the text that lines must contain, how many readings; a line each: lines seen, nanoseconds */
    public static void main(String[] arguments) throws IOException {
        for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
            LogSensor sensor = sensor(arguments[0], arguments[1]);
            long start = System.nanoTime();
            Reading reading = sensor.read();
            long nanos = System.nanoTime() - start;
            System.out.println(seen(reading) + " " + nanos);
        }
    }

    private static LogSensor sensor(String file, String text) {
        var rule = new Probe.LineRule(
                RULE, new Probe.Matching.Contains(text), Map.of(), Optional.empty(), Unit.COUNT, '.', Optional.empty());
        var options = new Probe.Options("log", Duration.ofSeconds(1), Optional.empty(), Probe.Missing.ABSENT);
        var probe = new Probe.Log(options, file, StandardCharsets.UTF_8, List.of(rule));
        return new LogSensor(probe, new Tail(Glob.of(file), StandardCharsets.UTF_8), SystemRunClock.start());
    }

    private static long seen(Reading reading) {
        return reading.samples().stream()
                .filter(sample -> sample.series().metric().equals("log." + RULE))
                .mapToLong(sample -> (long) sample.value())
                .sum();
    }
}
