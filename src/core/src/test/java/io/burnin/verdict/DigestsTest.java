package io.burnin.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.metric.Kind;
import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.metric.Spans;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is remembered of pieces changes no verdict; only how much is read for it. */
class DigestsTest {

    private static final int HOURS = 3;
    private static final int SECONDS = HOURS * 3_600;

    private static final String PLAN =
            """
            burnin: 1
            plan: pieces
            title: Pieces
            services:
              core: {start: [core], processes: {commandLine: "*core*"}}
            probes:
              front: {http: "http://localhost:1/front", every: 1s}
              core: {process: core, every: 1s}
              log: {log: core.log, every: 1s, lines: {requests: {contains: GET}, errors: {contains: ERROR}}}
            tests:
              load: {title: Load, steps: [{wait: 1s}]}
              harm: {title: Harm, disturbs: [core], steps: [{service.kill: core}]}
            criteria:
              errors: {ratio: [log.errors, log.requests], window: {except: faults}, green: below 1 %, otherwise: red}
              events: {increase: log.errors, window: {during: load}, green: below 9, otherwise: red}
              traffic: {rate: log.requests, green: at least 1 /s, otherwise: yellow}
              p95: {p95: front.latency, window: {except: faults}, green: below 500 ms, otherwise: red}
              p50-idle: {p50: core.cpu, window: {while: {log-free: 1}}, green: below 50 %, yellow: any}
              slowest: {max: front.latency, window: {during: load}, green: below 10 s, otherwise: red}
              up: {availability: front.ok, window: {except: faults}, green: at least 99 %, otherwise: red}
              cpu: {mean: core.cpu, window: {except: faults}, green: below 50 %, otherwise: red}
              memory: {growth: core.rss, green: at most 10 %, yellow: at most 50 %, otherwise: red}
              leak: {trend: core.rss, green: at most 1 %/h, otherwise: yellow}
              threads: {last: core.threads, green: below 5000, otherwise: red}
              burst: {max: core.threads, over: 1min, green: below 5000, otherwise: red}
            profiles:
              long: {duration: 72h, schedule: [{at: 0s, test: load}, {at: 1h, test: harm}]}
            """.replace("{while: {log-free: 1}}", "{while: {last: front.ok, is: exactly 1, for: 5s}}");

    private final SplittableRandom random = new SplittableRandom(4);

    /** Keeps everything that lies before an instant, as the server does. */
    private static final class Memory implements DigestMemory {
        private final Map<SeriesKey, Map<Place, Digest>> kept = new HashMap<>();
        private final long sealed;
        private int found;

        Memory(long sealed) {
            this.sealed = sealed;
        }

        @Override
        public OfSeries of(SeriesKey series) {
            Map<Place, Digest> pieces = kept.computeIfAbsent(series, first -> new HashMap<>());
            return new OfSeries() {
                @Override
                public Optional<Digest> find(Place place) {
                    Optional<Digest> digest = Optional.ofNullable(pieces.get(place));
                    found += digest.isPresent() ? 1 : 0;
                    return digest;
                }

                @Override
                public void keep(Place place, Digest digest) {
                    if (place.to() <= sealed) {
                        pieces.put(place, digest);
                    }
                }
            };
        }
    }

    /** With a memory, and a count of what is read. */
    private static final class Remembered extends EvidenceView {
        private final DigestMemory memory;
        private final List<Span> scans = new ArrayList<>();

        Remembered(Evidence whole, DigestMemory memory) {
            super(whole);
            this.memory = memory;
        }

        @Override
        public DigestMemory memory() {
            return memory;
        }

        @Override
        public void scan(SeriesKey series, Span span, SampleVisitor visitor) {
            scans.add(span);
            super.scan(series, span, visitor);
        }
    }

    @Test
    void aVerdictIsTheSameWithAMemoryAndWithout() throws PlanException {
        Plan plan = PlanFile.read(PLAN).plan("long", Map.of());
        for (int trial = 0; trial < 8; trial++) {
            InMemoryEvidence evidence = evidence();
            var memory = new Memory(InMemoryEvidence.at(SECONDS - 900).toEpochMilli());
            Verdict fromScratch = Judge.judge(plan, evidence);

            assertThat(Judge.judge(plan, new Remembered(evidence, memory))).isEqualTo(fromScratch);
            assertThat(Judge.judge(plan, new Remembered(evidence, memory))).isEqualTo(fromScratch);
            assertThat(memory.found).isPositive();

            // Somebody learns of a fault that lies in what was sealed.
            int from = random.nextInt(600, SECONDS - 1_200);
            evidence.fault(from, from + random.nextInt(1, 900)).gap(from - 300.0, from - 290.5);

            assertThat(Judge.judge(plan, new Remembered(evidence, memory))).isEqualTo(Judge.judge(plan, evidence));
        }
    }

    @Test
    void whatIsSealedIsNotReadAgain() throws PlanException {
        Plan plan = PlanFile.read(PLAN).plan("long", Map.of());
        InMemoryEvidence evidence = evidence();
        long sealed = InMemoryEvidence.at(SECONDS - 900).toEpochMilli();
        var memory = new Memory(sealed);
        Judge.judge(plan, new Remembered(evidence, memory));
        var again = new Remembered(evidence, memory);

        Judge.judge(plan, again);

        // A frame is looked for in the samples themselves, and a birth in the piece in which there was one.
        List<Span> sealedScans = again.scans.stream()
                .filter(span -> span.from().toEpochMilli() < sealed - DigestMemory.Place.LENGTH)
                .filter(span -> span.length().toMillis() > DigestMemory.Place.LENGTH)
                .toList();
        assertThat(sealedScans).hasSize(1);
    }

    @Test
    void aPieceThatIsCutCountsOnlyWhatTheWindowTakes() {
        SeriesKey series = SeriesKey.of("log.errors");
        InMemoryEvidence evidence = new InMemoryEvidence(SECONDS).everySecond("log.errors", 0, SECONDS, second -> 1);
        var digests = new Digests(plan(), new Remembered(evidence, new Memory(Long.MAX_VALUE)));
        var window = new Window(
                Spans.of(evidence.run()),
                Spans.of(List.of(InMemoryEvidence.span(10, 700), InMemoryEvidence.span(1_000, 1_001))),
                Spans.of(List.of()),
                evidence.run());

        assertThat(digests.of(series, evidence.run()).totals().sum()).isEqualTo(SECONDS);
        assertThat(digests.of(series, Kind.COUNTER, window).totals().sum()).isEqualTo(691);
    }

    private static Plan plan() {
        try {
            return PlanFile.read(PLAN).plan("long", Map.of());
        } catch (PlanException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private InMemoryEvidence evidence() {
        var evidence = new InMemoryEvidence(SECONDS).occurrence("load", 0, SECONDS);
        for (int i = random.nextInt(4); i > 0; i--) {
            int from = random.nextInt(600, SECONDS - 1_200);
            evidence.fault(from, from + random.nextInt(1, 900));
        }
        for (String counter : List.of("log.requests", "log.errors", "front.requests", "front.failures")) {
            evidence.everySecond(counter, 0, SECONDS, second -> random.nextInt(300) == 0 ? 1 : 0);
        }
        evidence.everySecond("front.ok", 0, SECONDS, second -> random.nextInt(200) == 0 ? 0 : 1)
                .everySecond("front.latency", 20, SECONDS, second -> random.nextInt(100, 20_000))
                .everySecond("core.cpu", 0, SECONDS, second -> random.nextDouble(100))
                .everySecond("core.rss", 0, SECONDS, second -> 1e8 + 100.0 * second + random.nextInt(1_000_000))
                .everySecond("core.threads", 0, SECONDS, second -> random.nextInt(50))
                .sample("core.incarnations", 1, 1)
                .sample("core.incarnations", random.nextInt(SECONDS), 1);
        return evidence;
    }
}
