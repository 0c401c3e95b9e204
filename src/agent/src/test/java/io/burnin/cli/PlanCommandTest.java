package io.burnin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Plans that are right, and plans that are wrong, as somebody at a terminal meets them. */
class PlanCommandTest {

    private static final String PLAN = """
            burnin: 1
            plan: shop
            title: Grüße an den Shop
            probes:
              up: {http: "http://localhost:9000/health"}
            tests:
              calm:
                steps:
                  - wait: 5s
            criteria:
              answers: {availability: up.ok, green: at least 99 %}
            profiles:
              short:
                duration: 1min
                schedule:
                  - {at: 0s, test: calm}
            """;

    /** A line of the plan, what stands there instead, and what is printed: place and message, then the remedy. */
    static final List<Arguments> MISTAKES = List.of(
            Arguments.of("- wait: 5s", "- [wait: 5s", "not YAML", "brackets"),
            Arguments.of("duration: 1min", "duraton: 1min", "'duraton' is not a key", "write: duration: 1min"),
            Arguments.of("duration: 1min", "duration: 60", "'60' has no unit", "write 60s"),
            Arguments.of("answers: {", "answers: {availability: up.ok, green: at least 99 ms}", "is in %", "99 %"),
            Arguments.of(
                    "answers: {", "answers: {availability: up.okay, green: at least 9 %}", "nothing emits", "up.ok"),
            Arguments.of(
                    "- wait: 5s", "- host.reboot: {within: 5min}", "`host.reboot` is not supported yet", "remove it"),
            Arguments.of(
                    "up: {http", "up: {tcp: 9000}", "`tcp` is not supported yet", "remove it; known are: log, json"),
            Arguments.of("answers: {", "answers: {value: p95(up.latency, x), green: \"< 1\"}", "comma", "write: p95:"),
            Arguments.of("answers: {", "answers: {last: up.ok, green: >= 1}", "not a comparison", "green: at least 1"),
            Arguments.of("title:", "title: *shop*", "an anchor", "write: title: \"*shop*\""),
            Arguments.of("up: {http", "up: {http: ${shop}}", "needs quotes", "write: up: {http: \"${shop}\"}"),
            Arguments.of(
                    "up: {http", "up: {log: \"C:\\Users\\*.log\"}", "escape", "write: up: {log: 'C:\\Users\\*.log'}"),
            Arguments.of("up: {http", "up: {log: \"C:\\temp\"}", "a tab", "write: up: {log: 'C:\\temp'}"));

    @TempDir
    Path folder;

    private Path file;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void namePlan() {
        file = folder.resolve("plan.yaml");
    }

    @Test
    void callsAPlanThatIsRightValid() throws IOException {
        Files.writeString(file, PLAN);

        assertThat(execute("validate", file.toString())).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).isEqualTo(file + " is valid\n");
    }

    @ParameterizedTest(name = "{1}")
    @FieldSource("MISTAKES")
    void tellsThePlaceTheMistakeAndTheRemedy(String found, String by, String message, String remedy)
            throws IOException {
        Files.writeString(file, with(found, by));
        int line = PLAN.substring(0, PLAN.indexOf(found)).split("\n", -1).length;

        int code = execute("validate", file.toString());

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).contains(message, remedy).endsWith(file + " cannot be used\n");
        assertThat(out.toString().lines().filter(printed -> printed.startsWith(file + ":")))
                .isNotEmpty()
                .anySatisfy(printed ->
                        assertThat(printed).containsPattern(":(%d|%d):\\d+ error: ".formatted(line, line + 1)));
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void readsWhatPowerShellSaved(String charset) throws IOException {
        Files.write(file, marked(Charset.forName(charset)));

        int code = execute("show", file.toString());

        assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).startsWith("Grüße an den Shop\n");
        assertThat(execute("validate", file.toString())).isEqualTo(ExitCode.OK);
    }

    @Test
    void tellsHowToSaveUtf16ThatHasNoMark() throws IOException {
        Files.write(file, PLAN.getBytes(StandardCharsets.UTF_16LE));

        assertThat(execute("validate", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).contains("UTF-16 without a byte order mark", "save it as UTF-8");
    }

    @Test
    void refusesAPlanThatIsTooLargeWithoutReadingItWhole() throws IOException {
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }

        assertThat(execute("validate", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).contains("more than 4,194,304 bytes", "at most 1,048,576 characters");
    }

    @Test
    void printsMistakesAsJson() throws IOException {
        Files.writeString(file, with("duration: 1min", "duration: 60"));

        int code = execute("validate", "--json", file.toString());

        JsonNode problem = JsonMapper.builder().build().readTree(out.toString()).get(0);
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(problem.get("path").asText()).isEqualTo("profiles/short/duration");
        assertThat(problem.get("line").asInt()).isEqualTo(14);
    }

    @Test
    void namesThePlansThatComeWithIt() {
        assertThat(execute("validate", "no-such-plan")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("neither a file nor a built-in plan", "phase1-burn-in");
    }

    @Test
    void refusesAFolderAndANameThatIsNone() {
        assertThat(execute("validate", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(execute("validate", "a\0b")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("cannot be read").doesNotContain("defect");
    }

    @Test
    void namesTheProfilesThatThereAre() throws IOException {
        Files.writeString(file, PLAN);

        assertThat(execute("show", file.toString(), "--profile", "shrot")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("there is no profile 'shrot'", "did you mean 'short'");
    }

    @Test
    void lintsOneProfile() throws IOException {
        Files.writeString(file, PLAN);

        assertThat(execute("lint", file.toString(), "--profile", "short")).isEqualTo(ExitCode.OK);
        assertThat(execute("lint", file.toString(), "--profile", "shrot")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean 'short'");
    }

    private static String with(String found, String by) {
        String line =
                PLAN.lines().filter(each -> each.contains(found)).findFirst().orElseThrow();
        return PLAN.replace(line, line.substring(0, line.indexOf(found)) + by);
    }

    private static byte[] marked(Charset charset) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("\uFEFF".getBytes(charset));
        bytes.writeBytes(PLAN.replace("\n", "\r\n").getBytes(charset));
        return bytes.toByteArray();
    }

    private int execute(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "plan";
        System.arraycopy(words, 0, all, 1, words.length);
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(all);
    }
}
