package io.burnin.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.verdict.Evidence;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.Evidence.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundledEvidenceTest {

    private static final Instant START = Instant.parse("2026-01-13T08:00:00Z");
    private static final SeriesKey KEY = new SeriesKey("front.latency", Map.of("origin", "calm"));

    private static Evidence of(long[] times, double[] values) {
        var series = new BundledSeries(KEY.metric(), KEY.labels(), "series/00001.csv", times.length);
        var facts = new EvidenceFacts(
                new Span(START, START.plusSeconds(100_000)),
                RunOutcome.FINISHED,
                true,
                Optional.empty(),
                "",
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(series),
                List.of());
        return new BundledEvidence(facts, which -> new Columns(times, values));
    }

    private static Columns writtenAndRead(Columns columns) throws IOException {
        var text = new StringWriter();
        text.write(Columns.HEAD);
        columns.write(text);
        return Columns.read(new BufferedReader(new StringReader(text.toString())));
    }

    /** Whatever the samples and the window, several of one time included: as a slow look at each of them says. */
    @Test
    void findsTheSamplesThatLieInASpan() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            long[] times = random.longs(random.nextInt(0, 30), 0, 40)
                    .map(second -> START.plusSeconds(second).toEpochMilli())
                    .sorted()
                    .toArray();
            double[] values = random.doubles(times.length).toArray();
            Evidence evidence = of(times, values);
            var span = new Span(START.plusSeconds(random.nextInt(-5, 20)), START.plusSeconds(random.nextInt(20, 45)));
            var inside = new ArrayList<Sample>();
            Optional<Sample> before = Optional.empty();
            for (int i = 0; i < times.length; i++) {
                var sample = new Sample(Instant.ofEpochMilli(times[i]), values[i]);
                if (span.contains(sample.at())) {
                    inside.add(sample);
                }
                if (sample.at().isBefore(span.from())) {
                    before = Optional.of(sample);
                }
            }

            var scanned = new ArrayList<Sample>();
            evidence.scan(KEY, span, (at, value) -> scanned.add(new Sample(Instant.ofEpochMilli(at), value)));

            assertThat(scanned).as("seed %d", seed).isEqualTo(inside);
            assertThat(evidence.lastBefore(KEY, span.from()))
                    .as("seed %d", seed)
                    .isEqualTo(before);
        }
    }

    /** In pieces, what lies before the run and behind it included. */
    @Test
    void isWrittenAndReadToTheLastDigit() throws IOException {
        var random = new SplittableRandom(7);
        long[] times = random.longs(2_000, -4_000_000, 104_000_000)
                .map(millis -> START.plusMillis(millis).toEpochMilli())
                .sorted()
                .toArray();
        double[] values = random.doubles(times.length)
                .map(value -> Math.scalb(value, 1 - (int) (value * 2_000)))
                .toArray();
        Evidence evidence = of(times, values);
        var pieces = new ArrayList<Columns>();
        for (Span stretch : BundleWriter.stretches(evidence.run())) {
            pieces.add(writtenAndRead(Columns.of(evidence, KEY, stretch)));
        }

        assertThat(pieces.stream().flatMapToLong(piece -> Arrays.stream(piece.times())))
                .containsExactly(Arrays.stream(times).boxed().toArray(Long[]::new));
        assertThat(pieces.stream()
                        .flatMapToDouble(piece -> Arrays.stream(piece.values()))
                        .toArray())
                .isEqualTo(values);
        assertThat(pieces).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "time,value\n1,2\n", "epoch_millis,value\n1;2\n", "epoch_millis,value\n1,two\n"})
    void refusesWhatIsNoTableOfSamples(String text) {
        assertThatThrownBy(() -> Columns.read(new BufferedReader(new StringReader(text))))
                .isInstanceOf(IOException.class);
    }
}
