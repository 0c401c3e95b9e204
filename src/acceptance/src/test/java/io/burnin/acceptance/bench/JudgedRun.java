package io.burnin.acceptance.bench;

import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * What a run of days brings: 20 series of a healthy system, one reading a second, for a plan with 20 criteria that look at all of
 * them. The same every time.
 */
final class JudgedRun {

    static final String PLAN = """
            burnin: 1
            plan: judged
            title: Judged
            services:
              core: {start: [core], processes: {commandLine: "*core*"}}
              worker: {start: [worker], processes: {commandLine: "*worker*"}}
            probes:
              front: {http: "http://localhost:1/front", every: 1s}
              back: {http: "http://localhost:1/back", every: 1s}
              core: {process: core, every: 1s}
              worker: {process: worker, every: 1s}
              log: {log: core.log, every: 1s, lines: {requests: {contains: GET}, errors: {contains: ERROR}, timeouts: {contains: timeout}}}
            tests:
              load: {title: Load, steps: [{wait: 1s}]}
            criteria:
              front-errors: {ratio: [front.failures, front.requests], green: below 1 %, yellow: at most 5 %, otherwise: red}
              back-errors: {ratio: [back.failures, back.requests], green: below 0.1 %, yellow: at most 1 %, otherwise: red}
              front-p95: {p95: front.latency, green: below 500 ms, yellow: at most 1000 ms, otherwise: red}
              front-p99: {p99: front.latency, green: below 900 ms, otherwise: red}
              back-p95: {p95: back.latency, green: below 500 ms, yellow: at most 1000 ms, otherwise: red}
              back-slowest: {max: back.latency, green: below 10 s, otherwise: red}
              front-up: {availability: front.ok, green: at least 99 %, otherwise: red}
              back-up: {availability: back.ok, green: at least 99 %, otherwise: red}
              core-idle: {p50: core.cpu, green: below 50 %, yellow: any}
              worker-cpu: {mean: worker.cpu, green: below 50 %, otherwise: red}
              core-memory: {growth: core.rss, green: at most 10 %, yellow: at most 50 %, otherwise: red}
              worker-memory: {growth: worker.rss, green: at most 10 %, yellow: at most 50 %, otherwise: red}
              core-leak: {trend: core.rss, green: at most 1 %/h, otherwise: yellow}
              core-handles: {max: core.handles, green: below 5000, otherwise: red}
              worker-handles: {growth: worker.handles, green: at most 25 %, otherwise: red}
              core-threads: {max: core.threads, green: below 5000, otherwise: red}
              worker-threads: {last: worker.threads, green: below 5000, otherwise: red}
              errors: {increase: log.errors, green: exactly 0, otherwise: red}
              timeouts: {ratio: [log.timeouts, log.requests], green: below 1 %, yellow: at most 5 %, otherwise: red}
              traffic: {rate: log.requests, green: at least 1 /s, otherwise: yellow}
            profiles:
              long: {duration: 72h, schedule: [{at: 0s, test: load}]}
            """;

    private static final int IN_A_RECORD = 500;
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long PAGE = 4096;

    private final SplittableRandom random = new SplittableRandom(72);
    private final List<Series> series = List.of(
            new Series("front.ok", () -> 1),
            new Series("front.requests", () -> 1),
            new Series("front.failures", () -> seldom(2_000)),
            new Series("front.latency", () -> 40 + random.nextInt(200_000) / 1e3),
            new Series("back.ok", () -> 1),
            new Series("back.requests", () -> 1),
            new Series("back.failures", () -> seldom(20_000)),
            new Series("back.latency", () -> 10 + random.nextInt(100_000) / 1e3),
            new Series("core.cpu", () -> random.nextInt(40) / 1.01),
            new Series("core.rss", () -> (100_000 + random.nextInt(2_000)) * PAGE),
            new Series("core.handles", () -> 200 + random.nextInt(20)),
            new Series("core.threads", () -> 40 + random.nextInt(4)),
            new Series("worker.cpu", () -> random.nextInt(30) / 1.01),
            new Series("worker.rss", () -> (50_000 + random.nextInt(2_000)) * PAGE),
            new Series("worker.handles", () -> 100 + random.nextInt(20)),
            new Series("worker.threads", () -> 20 + random.nextInt(4)),
            new Series("log.lines", () -> random.nextInt(20)),
            new Series("log.requests", () -> random.nextInt(10)),
            new Series("log.errors", () -> 0),
            new Series("log.timeouts", () -> seldom(1_000)));
    private long second;

    private record Series(String metric, DoubleSupplier reading) {}

    /** The run's first record. */
    static RunRecord started() {
        return new RunRecord.RunStarted(Instant.ofEpochMilli(START), Map.of());
    }

    /** What all probes read in the next so many seconds, a record of each series for at most 500 of them. */
    List<RunRecord> next(int seconds) {
        var records = new ArrayList<RunRecord>();
        for (int left = seconds; left > 0; left -= IN_A_RECORD) {
            int readings = Math.min(left, IN_A_RECORD);
            series.forEach(each -> records.add(record(each, readings)));
            second += readings;
        }
        return records;
    }

    /** When the last of them was read. */
    Instant end() {
        return Instant.ofEpochMilli(START + second * 1_000);
    }

    private Samples record(Series of, int readings) {
        var times = new long[readings];
        var values = new double[readings];
        for (int i = 0; i < readings; i++) {
            times[i] = START + (second + i) * 1_000 + random.nextInt(4);
            values[i] = of.reading().getAsDouble();
        }
        return new Samples(of.metric(), Map.of(), times, values);
    }

    private double seldom(int oneIn) {
        return random.nextInt(oneIn) == 0 ? 1 : 0;
    }
}
