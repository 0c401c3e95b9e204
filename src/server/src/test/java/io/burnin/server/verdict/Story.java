package io.burnin.server.verdict;

import io.burnin.metric.SeriesKey;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.Absent;
import io.burnin.protocol.RunRecord.Expected;
import io.burnin.protocol.RunRecord.FaultBegan;
import io.burnin.protocol.RunRecord.FaultEnded;
import io.burnin.protocol.RunRecord.Gap;
import io.burnin.protocol.RunRecord.OccurrenceEnded;
import io.burnin.protocol.RunRecord.OccurrenceStarted;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.protocol.RunRecord.RunStarted;
import io.burnin.protocol.RunRecord.Seen;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence.Expectation;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * A run as a seed makes it up: healthy or sick, with a fault, and now and then with a gap, something lost, absences, a metric
 * that is missing, or without an end.
 *
 * @param course all records but the samples, in order of time
 * @param samples by time, epoch milliseconds; every value is a multiple of 1/4, so that sums are exact in whatever order
 */
record Story(List<RunRecord> course, Map<SeriesKey, TreeMap<Long, Double>> samples) {

    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private static final int SECONDS = 120;

    /** Looks at a story in every way that a criterion can. */
    static String plan(String name) {
        return """
                burnin: 1
                plan: %s
                title: A worker that is watched in every way
                parameters:
                  address: {default: "http://localhost:1", role: place}
                  log:     {default: worker.log, role: place}
                services:
                  worker: {start: [worker], processes: {port: 1}}
                probes:
                  front:  {http: "${address}/health", every: 1s}
                  worker: {process: worker, every: 1s}
                  log:    {log: "${log}", lines: {errors: {contains: error}, requests: {contains: request}, steps: {matches: '(?<kind>.) (?<ms>.)', labels: {kind: kind}, value: ms, unit: ms}}}
                metrics:
                  trouble: {sum: [log.errors, front.failures]}
                  share:   {ratio: [worker.threads, worker.handles]}
                tests:
                  calm:
                    steps: [{wait: 100s}]
                    criteria:
                      errors: {increase: log.errors, green: at most 2, yellow: at most 5, otherwise: red}
                  blow:
                    disturbs: [worker]
                    steps:
                      - service.kill: worker
                      - await: {last: front.ok, is: exactly 1, within: 10s}
                        as: back
                    finally: [{service.ensure: worker}]
                    settle: 5s
                    criteria:
                      seen: {increase: log.requests, green: at least 10, otherwise: yellow}
                profiles:
                  short: {duration: 120s, schedule: [{at: 0s, test: calm}, {at: 40s, test: blow}]}
                criteria:
                  failed:    {ratio: [front.failures, front.requests], green: below 1 %%, yellow: at most 5 %%, otherwise: red}
                  noisy:     {ratio: [log.errors, log.requests], window: {during: calm, except: faults}, green: below 1 %%, yellow: at most 5 %%, otherwise: red}
                  faulty:    {increase: front.failures, window: {only: faults}, green: at most 3, otherwise: yellow}
                  troubles:  {increase: trouble, green: at most 4, yellow: below 10, otherwise: red}
                  timely:    {rate: log.errors, green: below 0.2 /s, otherwise: red}
                  median:    {p50: front.latency, window: {during: calm, except: faults, warmup: 5s}, green: below 500 ms, yellow: at most 1000 ms, otherwise: red}
                  slowest:   {p95: front.latency, window: {during: calm}, green: below 500 ms, yellow: at most 1000 ms, otherwise: red}
                  longest:   {max: front.latency, window: {except: faults}, green: below 500 ms, yellow: at most 2000 ms, otherwise: red}
                  average:   {mean: front.latency, window: {except: faults}, green: below 300 ms, yellow: at most 1000 ms, otherwise: red}
                  steps:     {p90: log.steps.value, each: kind, green: below 600 ms, otherwise: red}
                  idle:      {p50: worker.cpu, window: {while: {last: worker.threads, is: exactly 4, for: 2s}}, green: below 2 %%, yellow: any}
                  busy:      {mean: worker.cpu, green: below 5 %%, yellow: any}
                  hot:       {max: worker.cpu, for: 4s, green: below 30 %%, otherwise: red}
                  grown:     {growth: worker.rss, green: at most 10 %%, otherwise: red}
                  leaking:   {trend: worker.rss, window: {warmup: 10s}, green: below 5 %%/h, otherwise: yellow}
                  there:     {availability: front.ok, window: {except: faults}, green: at least 95 %%, otherwise: red}
                  always:    {min: worker.up, window: {except: faults}, green: at least 1, otherwise: red}
                  back:      {recovery: front.ok, to: exactly 1, green: below 5 s, yellow: below 20 s, otherwise: red}
                  handles:   {last: worker.handles, green: at most 70, otherwise: red}
                  shared:    {max: share, green: below 30 %%, otherwise: yellow}
                  enough:    {count: front.latency, green: at least 60, otherwise: yellow}
                  worst:     {ratio: [front.failures, front.requests], over: 20s, green: below 10 %%, otherwise: red}
                  burst:     {increase: log.errors, within: 15s, green: at most 3, otherwise: red}
                  steady:    {p75: front.latency, over: 30s, green: below 600 ms, otherwise: yellow}
                """.formatted(name);
    }

    static Story of(SplittableRandom random) {
        return new Story(course(random), samples(random));
    }

    private static List<RunRecord> course(SplittableRandom random) {
        var course = new ArrayList<RunRecord>();
        course.add(new OccurrenceStarted(at(1), "calm", 1, START));
        int fault = random.nextInt(38, 60);
        int back = fault + random.nextInt(3, 12);
        course.add(new OccurrenceStarted(at(fault), "blow", 1, at(fault)));
        course.add(new FaultBegan(at(fault + 1), "blow", 1));
        if (random.nextInt(6) > 0) {
            var result = random.nextInt(4) > 0 ? Expectation.Result.MET : Expectation.Result.RED;
            course.add(new Expected(at(back), "blow", 1, "back", result, "exactly 1", "1", 1_250));
        }
        course.add(new FaultEnded(at(back + 5), "blow", 1));
        course.add(random.nextInt(6) > 0 ? ended("blow", back + 5) : broken("blow", back + 5));
        for (int seen = random.nextInt(4); seen > 0; seen--) {
            int second = random.nextInt(5, 100);
            course.add(new Seen(at(second), "log.errors", Map.of(), "error at " + second));
        }
        if (random.nextInt(3) == 0) {
            int from = random.nextInt(2, 90);
            course.add(new Gap(at(from + random.nextInt(2, 20)), at(from), "the agent was restarted"));
        }
        if (random.nextInt(6) == 0) {
            int from = random.nextInt(2, 100);
            course.add(new Gap(at(from + 1), at(from), "the disk was full", 1));
        }
        for (int absent = random.nextInt(3); absent > 0; absent--) {
            int from = random.nextInt(2, 90);
            String probe = List.of("front", "worker", "log").get(random.nextInt(3));
            course.add(new Absent(at(from + random.nextInt(2, 12)), at(from), probe, "nothing there"));
        }
        boolean ends = random.nextInt(5) > 0;
        if (ends) {
            course.add(ended("calm", 101));
        }
        course.sort(Comparator.comparing(RunRecord::at));
        course.addFirst(new RunStarted(START, Map.of("os", "Linux")));
        if (ends) {
            course.add(new RunEnded(at(SECONDS), RunEnded.Outcome.FINISHED, Optional.empty(), "", ""));
        }
        return course;
    }

    private static RunRecord ended(String test, int second) {
        return new OccurrenceEnded(at(second), test, 1, OccurrenceStatus.FINISHED, Optional.empty(), "");
    }

    private static RunRecord broken(String test, int second) {
        return new OccurrenceEnded(
                at(second), test, 1, OccurrenceStatus.ERROR, Optional.of(ErrorClass.CONFIG), "no such process");
    }

    private static Map<SeriesKey, TreeMap<Long, Double>> samples(SplittableRandom random) {
        var samples = new LinkedHashMap<SeriesKey, TreeMap<Long, Double>>();
        int sickness = random.nextInt(4);
        IntToDoubleFunction now = ill -> random.nextInt(25) < ill ? 1 : 0;
        every(random, samples, SeriesKey.of("front.requests"), second -> 1);
        every(random, samples, SeriesKey.of("front.failures"), second -> now.applyAsDouble(sickness / 2));
        every(random, samples, SeriesKey.of("front.ok"), second -> 1 - now.applyAsDouble(sickness));
        every(random, samples, SeriesKey.of("front.latency"), second -> latency(random, sickness));
        every(random, samples, SeriesKey.of("worker.up"), second -> 1 - now.applyAsDouble(sickness / 3));
        every(random, samples, SeriesKey.of("worker.cpu"), second -> quarters(random, 0, 4 + 40 * sickness));
        every(random, samples, SeriesKey.of("worker.threads"), second -> random.nextInt(8) == 0 ? 5 : 4);
        every(random, samples, SeriesKey.of("worker.handles"), second -> random.nextInt(16, 64 + 4 * sickness));
        every(random, samples, SeriesKey.of("worker.rss"), second -> 900 + sickness * second + random.nextInt(100));
        every(random, samples, SeriesKey.of("log.errors"), second -> now.applyAsDouble(sickness / 2));
        every(random, samples, SeriesKey.of("log.requests"), second -> 5 + random.nextInt(20));
        for (String kind : List.of("a", "b")) {
            var series = SeriesKey.of("log.steps.value").with("kind", kind);
            every(random, samples, series, second -> latency(random, sickness));
        }
        for (String probe : List.of("front", "worker", "log")) {
            var series = SeriesKey.of("probes.duration").with("probe", probe);
            every(random, samples, series, second -> quarters(random, 1, 20));
        }
        return samples;
    }

    private static double latency(SplittableRandom random, int sickness) {
        return random.nextInt(30) < sickness ? 1_500 : quarters(random, 50, 600);
    }

    private static double quarters(SplittableRandom random, int from, int to) {
        return random.nextInt(4 * from, 4 * to) / 4.0;
    }

    /** Now and then not at all, or not to the end. */
    private static void every(
            SplittableRandom random,
            Map<SeriesKey, TreeMap<Long, Double>> samples,
            SeriesKey series,
            IntToDoubleFunction value) {
        int last = random.nextInt(12) == 0 ? random.nextInt(SECONDS) : SECONDS - 2;
        var times = new TreeMap<Long, Double>();
        for (int second = 1; second < last; second++) {
            times.put(at(second).toEpochMilli() + random.nextInt(1_000), value.applyAsDouble(second));
        }
        samples.put(series, times);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
