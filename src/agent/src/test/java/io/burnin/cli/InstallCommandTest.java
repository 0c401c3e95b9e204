package io.burnin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class InstallCommandTest {

    private static final String USER = System.getProperty("user.name");
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

    @TempDir
    Path folder;

    private Path place;
    private Path jar;
    private Path out;
    private final StringWriter printed = new StringWriter();
    private final StringWriter errors = new StringWriter();

    /** With everything in its paths that a careless writer would trip over. */
    @BeforeEach
    void placeTheAgent() throws IOException {
        place = Files.createDirectories(folder.resolve("an agent, 100% & <$HOME>"));
        Files.writeString(place.resolve("agent.yaml"), "targets: {here: {}}\n");
        jar = Files.writeString(place.resolve("burnin.jar"), "");
        out = folder.resolve("some-agent.service");
    }

    @Test
    void writesAUnitThatBringsTheAgentBackAndSparesWhatItStarted() throws IOException {
        assertThat(install("--for", "linux", "--out", out.toString())).isZero();

        assertThat(Files.readAllLines(out))
                .contains(
                        "User=" + USER,
                        "KillMode=process",
                        "Restart=always",
                        "RestartSec=5s",
                        "StartLimitIntervalSec=0",
                        "OOMPolicy=continue",
                        "Wants=network-online.target",
                        "After=network-online.target",
                        "WantedBy=multi-user.target",
                        "WorkingDirectory=" + place.toString().replace("%", "%%"))
                .noneMatch(line -> line.matches("(Protect|Private|NoNewPrivileges|ReadOnly).*"));
        String start = Files.readAllLines(out).stream()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        String escaped = place.toString().replace("%", "%%").replace("$", "$$");
        assertThat(start)
                .startsWith("ExecStart=" + Path.of(System.getProperty("java.home"), "bin", "java"))
                .endsWith("-jar \"%s/burnin.jar\" agent --config \"%s/agent.yaml\"".formatted(escaped, escaped));
        assertThat(printed.toString())
                .contains("systemctl enable --now some-agent.service", "cp " + out + " /etc/systemd/system")
                .contains("install -d -o " + USER);
    }

    @Test
    void writesAUnitThatSystemdUnderstands() throws Exception {
        assumeThat(ANALYZE).isExecutable();
        install("--for", "linux", "--out", out.toString());

        Process verify = new ProcessBuilder(ANALYZE.toString(), "verify", out.toString())
                .redirectErrorStream(true)
                .start();
        String complaints = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(verify.waitFor()).as(complaints).isZero();
        assertThat(complaints).doesNotContain(out.getFileName().toString());
    }

    @Test
    void writesATaskThatLastsLongerThanThreeDaysOnEveryHost() throws Exception {
        Path task = folder.resolve("agent--1.xml");
        assertThat(install("--for", "windows", "--out", task.toString())).isZero();

        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readAllBytes(task)));
        assertThat(text(xml, "ExecutionTimeLimit")).isEqualTo("PT0S");
        assertThat(text(xml, "DisallowStartIfOnBatteries")).isEqualTo("false");
        assertThat(text(xml, "StopIfGoingOnBatteries")).isEqualTo("false");
        assertThat(text(xml, "StopOnIdleEnd")).isEqualTo("false");
        assertThat(text(xml, "MultipleInstancesPolicy")).isEqualTo("IgnoreNew");
        assertThat(Integer.parseInt(text(xml, "Priority"))).isBetween(4, 6);
        assertThat(Integer.parseInt(text(xml, "Count"))).isBetween(1, 255);
        assertThat(text(xml, "UserId")).isEqualTo(USER);
        assertThat(text(xml, "Command")).isEqualTo(Installation.java());
        assertThat(text(xml, "Arguments")).contains('"' + jar.toString() + '"');
        assertThat(text(xml, "WorkingDirectory")).isEqualTo(place.toString());
        assertThat(xml.getElementsByTagName("BootTrigger").getLength()).isOne();
        assertThat(printed.toString()).contains("schtasks /Create", task.toString());
    }

    @Test
    void printsInsteadOfWriting() {
        assertThat(install("--for", "linux", "--out", "-")).isZero();

        assertThat(printed.toString()).startsWith("# Burnin's agent").contains("enable --now burnin-agent.service");
    }

    @Test
    void leavesAFileAloneThatSaysSomethingElse() throws IOException {
        Files.writeString(out, "[Unit]\n");

        assertThat(install("--for", "linux", "--out", out.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains("--force");
        assertThat(out).hasContent("[Unit]");

        assertThat(install("--for", "linux", "--out", out.toString(), "--force"))
                .isZero();
        assertThat(install("--for", "linux", "--out", out.toString())).isZero();
        assertThat(Files.readString(out)).contains("KillMode=process");
    }

    @Test
    void asksForAUserThatTheHostHas() {
        assumeThat(InstallCommand.Manager.ofThisHost()).isPresent();

        assertThat(execute("--user", "nobody-of-that-name", "--out", "-")).isEqualTo(ExitCode.USAGE);

        assertThat(errors.toString()).contains("no user 'nobody-of-that-name'");
    }

    @Test
    void takesNoUserThatWouldBeAnotherLineOfTheUnit() {
        assertThat(execute("--user", "root\nNice=-20", "--for", "linux", "--out", "-"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void asksForAFileThatTheAgentCanRead() throws IOException {
        Files.writeString(place.resolve("agent.yaml"), "targets: {}\n");

        assertThat(install("--for", "linux", "--out", "-")).isEqualTo(ExitCode.USAGE);

        assertThat(errors.toString()).contains("names no target");
    }

    @Test
    void asksForAJarThatIsThere() throws IOException {
        Files.delete(jar);

        assertThat(install("--for", "linux", "--out", "-")).isEqualTo(ExitCode.USAGE);

        assertThat(errors.toString()).contains("--jar");
    }

    private static String text(Document xml, String element) {
        NodeList found = xml.getElementsByTagName(element);
        assertThat(found.getLength()).as(element).isOne();
        return found.item(0).getTextContent();
    }

    private int install(String... arguments) {
        var all = new ArrayList<>(List.of("--user", USER));
        all.addAll(Arrays.asList(arguments));
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        var all = new ArrayList<>(List.of("agent", "install", "--jar", jar.toString()));
        all.addAll(List.of("--config", place.resolve("agent.yaml").toString()));
        all.addAll(Arrays.asList(arguments));
        return Main.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(errors, true))
                .execute(all.toArray(String[]::new));
    }
}
