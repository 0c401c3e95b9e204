package io.burnin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.agent.Host;
import io.burnin.bundle.BundleWriter;
import io.burnin.bundle.BundledEvidence;
import io.burnin.bundle.BundledRun;
import io.burnin.bundle.BundledSeries;
import io.burnin.bundle.BundledVerdict;
import io.burnin.bundle.Columns;
import io.burnin.bundle.EvidenceFacts;
import io.burnin.bundle.Part;
import io.burnin.metric.Span;
import io.burnin.plan.PlanFile;
import io.burnin.verdict.Evidence;
import io.burnin.verdict.Evidence.Occurrence;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.Judge;
import io.burnin.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that are right, and bundles that somebody has changed, as whoever judges them meets them. */
class JudgeCommandTest {

    private static final Instant START = Instant.parse("2026-01-13T08:00:00Z");
    private static final int SECONDS = 60;
    private static final int RED = 20;

    private static final String PLAN = """
            burnin: 1
            plan: shop
            title: The shop
            probes:
              up: {http: "http://localhost:9000/health"}
            tests:
              calm:
                steps:
                  - wait: 5s
            criteria:
              answers: {availability: up.ok, green: at least 99 %, otherwise: red}
              fast: {p95: up.latency, green: below 500 ms, otherwise: red}
            profiles:
              short:
                duration: 1min
                schedule:
                  - {at: 0s, test: calm}
            """;

    @TempDir
    Path folder;

    private Path file;
    private Verdict stored;
    private StringWriter out;
    private StringWriter err;

    @BeforeEach
    void writeBundle() throws Exception {
        file = folder.resolve("shop-1.zip");
        Evidence evidence = evidence();
        var run = run();
        stored = Judge.judge(run.executed(PlanFile.read(PLAN)), evidence);
        write(file, run, evidence, stored, "1.0");
    }

    private static BundledRun run() {
        return new BundledRun(
                "0198f5c2-0000-7000-8000-000000000001",
                "shop#1",
                "shop",
                3,
                "hash",
                1,
                "short",
                Optional.of("staging"),
                Optional.of("agent-1"),
                Map.of(),
                Optional.of(Map.of()),
                Map.of(),
                List.of(),
                "FINISHED",
                START,
                "admin",
                Optional.of(START.plusSeconds(SECONDS)),
                100,
                0);
    }

    /** A reading a second, of which one in twenty is slow. */
    private static Evidence evidence() {
        long[] times = LongStream.range(0, SECONDS)
                .map(second -> START.plusSeconds(second).toEpochMilli())
                .toArray();
        double[] latencies = new double[SECONDS];
        Arrays.setAll(latencies, second -> second % 20 == 0 ? 400.0625 : 12.1 + second / 7.0);
        double[] ok = new double[SECONDS];
        Arrays.fill(ok, 1);
        Map<String, Columns> columns = new LinkedHashMap<>();
        columns.put("up.ok", new Columns(times, ok));
        columns.put("up.latency", new Columns(times, latencies));
        var span = new Span(START, START.plusSeconds(SECONDS));
        var facts = new EvidenceFacts(
                span,
                RunOutcome.FINISHED,
                true,
                Optional.empty(),
                "",
                "",
                List.of(new Occurrence("calm", 1, OccurrenceStatus.FINISHED, span, Optional.empty(), "")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                columns.keySet().stream()
                        .map(metric -> new BundledSeries(metric, Map.of(), metric, SECONDS))
                        .toList(),
                List.of());
        return new BundledEvidence(facts, series -> columns.get(series.metric()));
    }

    private static void write(Path file, BundledRun run, Evidence evidence, Verdict verdict, String burnin)
            throws IOException {
        try (var stream = Files.newOutputStream(file)) {
            var bundle = new BundleWriter(stream, JudgeCommandTest::json);
            bundle.text(Part.PLAN, PLAN);
            bundle.json(Part.RUN, run);
            bundle.evidence(evidence, List.of(), List.of("up.ok", "up.latency"));
            bundle.json(Part.VERDICT, new BundledVerdict(Optional.of(2), START, verdict));
            bundle.finish(burnin, run.id(), START);
        }
    }

    @Test
    void comesToTheStoredVerdict() {
        assertThat(judge()).as(err.toString()).isEqualTo(stored.exitCode());
        assertThat(out.toString())
                .contains("shop#1 short on staging: FINISHED", "answers", "fast")
                .endsWith("It is the verdict that the server keeps (revision 2).\n");
    }

    @Test
    void tellsThatAVerdictWasRewritten() throws IOException {
        Verdict prettier = new Verdict(
                stored.outcome(),
                stored.light(),
                !stored.conclusive(),
                stored.provisional(),
                stored.reasons(),
                stored.recommendation(),
                stored.checks().subList(0, 1),
                stored.exclusions());
        write(file, run(), evidence(), prettier, "0.9");

        assertThat(judge()).isEqualTo(stored.exitCode());
        assertThat(out.toString())
                .contains("It is not the verdict that the server keeps", "verdict: conclusive", "fast: check –, now")
                .contains("0.9", Host.version());
    }

    @Test
    void judgesByAnotherPlanAndSaysSo() throws IOException {
        Path stricter = Files.writeString(folder.resolve("stricter.yaml"), PLAN.replace("500 ms", "15 ms"));

        int code = judge("--plan", stricter.toString());

        assertThat(code).as(err.toString()).isEqualTo(RED);
        assertThat(out.toString())
                .contains("what if: judged by " + stricter, "not by shop@3", "fast: light GREEN, now RED");
    }

    @Test
    void printsJson() throws IOException {
        int code = judge("--json");

        JsonNode answer = BundleFile.JSON.readTree(out.toString());
        assertThat(answer.path("same").asBoolean()).isTrue();
        assertThat(answer.at("/verdict/light").asText())
                .isEqualTo(stored.light().name());
        assertThat(answer.at("/verdict/exitCode").asInt()).isEqualTo(code);
        assertThat(answer.at("/run/name").asText()).isEqualTo("shop#1");
        assertThat(answer.at("/stored/revision").asInt()).isEqualTo(2);
    }

    @Test
    void refusesAPlanThatLacksTheProfile() throws IOException {
        Path other = Files.writeString(folder.resolve("other.yaml"), PLAN.replace("short:", "long:"));

        assertThat(judge("--plan", other.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("shop#1", other.toString(), "short", "long");
    }

    /** Wherever it is: if not refused, it lies in the frame of the zip, and what is judged is the same. */
    @Test
    void refusesAChangedByteOrIsNotTouchedByIt() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        var random = new SplittableRandom(11);
        for (int i = 0; i < 60; i++) {
            byte[] changed = whole.clone();
            int place = random.nextInt(changed.length);
            changed[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);

            int code = judge();

            if (code == ExitCode.USAGE) {
                refused++;
                assertThat(err.toString()).contains(file.toString(), "burnin run bundle");
            } else {
                assertThat(code).as("byte %d: %s", place, err).isEqualTo(stored.exitCode());
                assertThat(out.toString()).contains("It is the verdict that the server keeps");
            }
        }
        assertThat(refused).isGreaterThan(30);
    }

    @Test
    void refusesWhatIsCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 100, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThat(judge()).as("%d bytes", length).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString()).contains("cut off");
        }
    }

    /** By somebody who packs it again properly. */
    @Test
    void refusesAnEntryThatIsChangedAddedOrMissing() throws IOException {
        Map<String, String> entries = unpacked();
        String evidence = entries.get(Part.EVIDENCE.entry());

        packed(entries, Part.EVIDENCE.entry(), evidence.replace("FINISHED", "STOPPED"));
        assertThat(judge()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("evidence.json is not what the manifest says");

        packed(entries, "more.json", "{}");
        assertThat(judge()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("more.json");

        packed(entries, "series/00001.csv", null);
        assertThat(judge()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("series/00001.csv");
    }

    @Test
    void asksForANewerBurninIfTheFormatIs() throws IOException {
        Map<String, String> entries = unpacked();
        String manifest = entries.get(Part.MANIFEST.entry());
        packed(entries, Part.MANIFEST.entry(), manifest.replace("\"format\":1", "\"format\":2"));

        assertThat(judge()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("format 2", "the burnin.jar of that server");
    }

    @Test
    void refusesWhatIsNoFile() {
        file = folder.resolve("nowhere.zip");

        assertThat(judge()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("nowhere.zip is no file");
    }

    private int judge(String... options) {
        out = new StringWriter();
        err = new StringWriter();
        var arguments = new ArrayList<>(List.of("judge", file.toString()));
        arguments.addAll(List.of(options));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    private Map<String, String> unpacked() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (var zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().<ZipEntry>map(each -> each).toList()) {
                entries.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
            }
        }
        return entries;
    }

    /** @param content of that entry; null to leave it out */
    private void packed(Map<String, String> entries, String name, String content) throws IOException {
        Map<String, String> changed = new LinkedHashMap<>(entries);
        changed.put(name, content);
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : changed.entrySet()) {
                if (entry.getValue() != null) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue().getBytes(UTF_8));
                }
            }
        }
    }

    private static String json(Object value) {
        try {
            return BundleFile.JSON.writeValueAsString(value);
        } catch (IOException defect) {
            throw new UncheckedIOException(defect);
        }
    }
}
