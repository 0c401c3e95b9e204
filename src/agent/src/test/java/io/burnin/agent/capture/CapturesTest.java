package io.burnin.agent.capture;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.policy.Policy;
import io.burnin.agent.policy.Rules;
import io.burnin.agent.policy.RulesPolicy;
import io.burnin.agent.record.Collected;
import io.burnin.agent.record.Remembered;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.service.Services.Living;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.plan.Step;
import io.burnin.protocol.RunRecord.Captured;
import io.burnin.protocol.RunRecord.CapturedPiece;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final String PLAN = """
            burnin: 1
            plan: small
            services:
              web: {start: [web], directory: "FOLDER", environment: {KEY: "${secret:KEY}"}}
            probes:
              app_log: {log: "FOLDER/app.log"}
            tests:
              outage:
                disturbs: [web]
                steps: [{service.stop: web}, {service.kill: web}, {service.restart: web}, {service.pause: {service: web, for: 1s}}, {service.start: web}]
                finally: [{service.ensure: web}]
            profiles:
              short: {duration: 60s, schedule: [{at: 0s, test: outage}]}
            capture:
            """;

    @TempDir
    Path folder;

    private final Collected recorder = new Collected();
    private final List<Captures> made = new ArrayList<>();

    @Test
    void takesEachCaptureAtItsMomentsOnly() throws Exception {
        Files.writeString(folder.resolve("app.log"), "hello\n");
        Captures captures = captures("  - {log: app_log, when: [start, end]}\n  - {log: app_log, when: red}");

        captures.start();
        captures.red("lost jobs");
        captures.end("the tests are over");

        assertThat(told()).extracting(Captured::moment).containsExactly("start", "red", "end");
        assertThat(told()).extracting(Captured::number).containsExactly(1, 2, 3);
        assertThat(told().get(1).occasion()).isEqualTo("lost jobs");
        assertThat(content(1)).isEqualTo("hello\n");
    }

    @Test
    void takesRedOnceHoweverOftenItIsTold() throws Exception {
        Captures captures = captures("  - {log: app_log}");

        captures.red("first");
        captures.red("second");

        assertThat(told()).extracting(Captured::occasion).containsExactly("first");
    }

    @Test
    void takesNothingAfterTheEnd() throws Exception {
        Captures captures = captures("  - {log: app_log}");

        captures.end("over");
        captures.red("late");

        assertThat(told()).extracting(Captured::moment).containsExactly("end");
    }

    @Test
    void takesBeforeEveryStepThatEndsProcessesAndBeforeNoOther() throws Exception {
        Captures captures = captures("  - {processes: web, when: beforeRestart}");

        for (Step step : plan("  - {processes: web}").tests().get("outage").steps()) {
            captures.before(step, step.action());
        }

        assertThat(told())
                .extracting(Captured::occasion)
                .containsExactly("service.stop", "service.kill", "service.restart");
    }

    @Test
    void goesOnWhereItWasWhenTheAgentIsStartedAgain() throws Exception {
        Files.writeString(folder.resolve("app.log"), "hello\n");
        String capture = "  - {log: app_log, when: [start, red, end]}";
        Captures first = captures(capture);
        first.start();
        first.close();
        var remembered = new Remembered(Map.of("capture", recorder.notesOf("capture")), Map.of());

        Captures again = captures(capture, allowsFolder(), remembered);
        again.start();
        again.red("red");

        assertThat(told()).extracting(Captured::moment).containsExactly("start", "red");
        assertThat(told()).extracting(Captured::number).containsExactly(1, 2);
    }

    @Test
    void listsTheProcessesOfAService() throws Exception {
        captures("  - {processes: web}").end("over");

        assertThat(content(1).lines().skip(2))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                Long.toString(ProcessHandle.current().pid()),
                                " 7 ",
                                "java -jar web.jar --password ***"));
        assertThat(told().getFirst()).satisfies(list -> {
            assertThat(list.name()).isEqualTo("processes-web.txt");
            assertThat(list.redacted()).isEqualTo(1);
        });
    }

    @Test
    void tellsWhatItIsToldNotToRead() throws Exception {
        Files.writeString(folder.resolve("app.log"), "hello\n");

        captures("  - {log: app_log}", new RulesPolicy(Rules.NONE), Remembered.NOTHING)
                .end("over");

        assertThat(told()).hasSize(1).allSatisfy(absent -> {
            assertThat(absent.absent()).contains("the policy of this agent does not allow reading", "policy/read");
            assertThat(absent.pieces()).isZero();
            assertThat(absent.sha256()).isEmpty();
        });
        assertThat(recorder.records()).noneMatch(CapturedPiece.class::isInstance);
    }

    @Test
    void followsNoLinkOutOfWhatItMayRead() throws Exception {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.writeString(folder.resolve("outside.log"), "not for you");
        Files.createSymbolicLink(inside.resolve("link.log"), folder.resolve("outside.log"));

        captures("  - {files: \"%s/*.log\"}".formatted(inside), allows(inside), Remembered.NOTHING)
                .end("over");

        assertThat(told())
                .hasSize(1)
                .allSatisfy(absent -> assertThat(absent.absent()).contains("does not allow"));
    }

    @Test
    void tellsThatNothingIsThere() throws Exception {
        captures("  - {files: \"%s/*.txt\"}".formatted(folder)).end("over");

        assertThat(told().getFirst().absent()).isEqualTo("no file of that name is there");
        assertThat(told().getFirst().name()).isEqualTo("*.txt");
    }

    @Test
    void keepsTheFilesThatWereWrittenLastAndSaysHowManyItDoesNot() throws Exception {
        for (int i = 0; i < 23; i++) {
            Path file = folder.resolve("%02d.txt".formatted(i));
            Files.writeString(file, "x");
            Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(i)));
        }

        captures("  - {files: \"%s/*.txt\"}".formatted(folder)).end("over");

        assertThat(told()).hasSize(21);
        assertThat(told().subList(0, 20))
                .extracting(Captured::name)
                .containsExactlyElementsOf(IntStream.range(3, 23)
                        .map(i -> 25 - i)
                        .mapToObj("%02d.txt"::formatted)
                        .toList());
        assertThat(told().getLast().absent()).startsWith("3 more files match");
    }

    @Test
    void keepsNoMoreThanItsMaxOfAllItsFiles() throws Exception {
        for (int i = 0; i < 3; i++) {
            Path file = folder.resolve(i + ".txt");
            Files.writeString(file, "123456789\n".repeat(50));
            Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(i)));
        }

        captures("  - {files: \"%s/*.txt\", max: 800 B}".formatted(folder)).end("over");

        assertThat(told()).extracting(Captured::size).containsExactly(500L, 300L, 0L);
        assertThat(told()).extracting(Captured::truncated).containsExactly(false, true, false);
        assertThat(told().getLast().absent()).contains("max of its capture is used up");
    }

    @Test
    void tellsThatARunHasCapturedAsMuchAsItMay() throws Exception {
        Files.writeString(folder.resolve("app.log"), "hello\n");
        var full = new Allowance(7, Allowance.MOST_BYTES - 2, Set.of());
        var remembered = new Remembered(Map.of("capture", List.of(full.note())), Map.of());

        captures("  - {log: app_log}\n  - {log: app_log}", allowsFolder(), remembered)
                .end("over");

        assertThat(told()).extracting(Captured::size).containsExactly(2L, 0L);
        assertThat(told().getLast().absent()).contains("as much as a run may: 8 artifacts, 32000000 bytes");
    }

    @Test
    void breaksWhatIsLargeIntoPiecesThatAreWholeTogether() throws Exception {
        var random = new SplittableRandom(7);
        String content =
                random.ints(60_000, 0, 1 << 20).mapToObj(Integer::toHexString).collect(joining("\n")) + "\n";
        Files.writeString(folder.resolve("app.log"), content);

        captures("  - {log: app_log, lines: 90000}").end("over");

        List<CapturedPiece> pieces = pieces();
        assertThat(pieces).hasSizeGreaterThan(2).hasSize(told().getFirst().pieces());
        assertThat(pieces).allSatisfy(piece -> assertThat(piece.bytes().length).isBetween(1, CapturedPiece.MOST_BYTES));
        assertThat(content(1)).isEqualTo(content);
        assertThat(told().getFirst().sha256()).isEqualTo(sha256(content));
    }

    @Test
    void takesTheSecretsOfThePlanOut() throws Exception {
        Files.writeString(folder.resolve("app.log"), "started with value of KEY\n");

        captures("  - {log: app_log}").end("over");

        assertThat(content(1)).isEqualTo("started with ***\n");
    }

    /** All that was taken; nothing is afterwards. */
    private List<Captured> told() {
        made.forEach(Captures::close);
        return recorder.records().stream()
                .filter(Captured.class::isInstance)
                .map(Captured.class::cast)
                .toList();
    }

    private List<CapturedPiece> pieces() {
        return recorder.records().stream()
                .filter(CapturedPiece.class::isInstance)
                .map(CapturedPiece.class::cast)
                .toList();
    }

    private String content(int number) throws IOException {
        var packed = new ByteArrayOutputStream();
        for (CapturedPiece piece : pieces()) {
            if (piece.number() == number) {
                packed.writeBytes(piece.bytes());
            }
        }
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String sha256(String content) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    private Captures captures(String capture) throws PlanException {
        return captures(capture, allowsFolder(), Remembered.NOTHING);
    }

    private Captures captures(String capture, Policy policy, Remembered remembered) throws PlanException {
        var self = new Living(
                ProcessHandle.current().pid(), 7, NOW, List.of("java", "-jar", "web.jar", "--password", "x"));
        var captures = new Captures(
                plan(capture),
                new Still(),
                recorder,
                service -> List.of(self),
                policy,
                name -> "value of " + name,
                remembered);
        made.add(captures);
        return captures;
    }

    private Plan plan(String capture) throws PlanException {
        return PlanFile.read(PLAN.replace("FOLDER", folder.toString()) + capture)
                .plan("short", Map.of());
    }

    private Policy allowsFolder() {
        return allows(folder);
    }

    private static Policy allows(Path readable) {
        return new RulesPolicy(new Rules(List.of(), List.of(readable), List.of(), List.of(), Map.of()));
    }

    /** Time does not pass. */
    private static final class Still implements RunClock {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Instant at(long nanos) {
            return NOW;
        }
    }
}
