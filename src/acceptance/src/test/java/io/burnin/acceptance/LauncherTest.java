package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Calls {@code ./burnin} as a person does who has just cloned it, in a copy of the checkout that holds nothing else. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there the launcher is burnin.cmd")
class LauncherTest {

    /** What the launcher needs besides a JDK and Maven. */
    private static final List<String> TOOLS = List.of(
            "sh",
            "cat",
            "cut",
            "date",
            "dirname",
            "find",
            "grep",
            "head",
            "ln",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "touch");

    @TempDir
    private Path folder;

    private Path checkout;
    private Path tools;

    @BeforeEach
    void prepare() throws IOException {
        checkout = Files.createDirectory(folder.resolve("a checkout"));
        tools = Files.createDirectory(folder.resolve("bin"));
        copyLauncher(UnaryOperator.identity());
        for (String tool : TOOLS) {
            program(tool, "exec \"$(PATH=/usr/bin:/bin command -v " + tool + ")\" \"$@\"");
        }
    }

    @Test
    void runsTheCommandLineThroughALinkFromAnywhere() throws IOException, InterruptedException {
        built();
        Path link = Files.createSymbolicLink(folder.resolve("link"), checkout.resolve("burnin"));

        Outcome outcome = call(link, Map.of("BURNIN_SKIP_BUILD", "yes"), "--help");

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).containsIgnoringCase("usage: burnin");
    }

    @Test
    void saysWhatToInstallWhereNoJdkIsNewEnough() throws IOException, InterruptedException {
        copyLauncher(text -> text.replaceFirst("OLDEST_JDK=\\d+", "OLDEST_JDK=99"));

        Outcome outcome = call(checkout.resolve("burnin"), Map.of(), "demo");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output()).contains("no JDK 99 or newer", "apt install", "brew install", "BURNIN_JAVA_HOME");
    }

    @Test
    void saysWhatToInstallWhereMavenIsMissing() throws IOException, InterruptedException {
        Outcome outcome = call(checkout.resolve("burnin"), Map.of(), "demo");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output()).contains("no mvn on the PATH", "apt install maven");
    }

    @Test
    void buildsOnceAndThenOnlyWhatChanged() throws IOException, InterruptedException {
        built();
        program("mvn", "echo built >> builds");
        Path launcher = checkout.resolve("burnin");

        Outcome first = call(launcher, Map.of(), "--help");
        call(launcher, Map.of(), "--help");
        Path source =
                Files.createDirectories(checkout.resolve("src/core/src/main")).resolve("New.java");
        Files.createFile(source);
        call(launcher, Map.of(), "--help");

        assertThat(first.output()).contains("building, log in");
        assertThat(checkout.resolve("builds")).hasContent("built\nbuilt\n");
    }

    @Test
    void showsTheErrorsOfABuildThatFailsAndDoesNotRunTheOldOne() throws IOException, InterruptedException {
        built();
        program("mvn", "echo '[ERROR] Plan.java:[3,1] this does not compile'; exit 1");

        Outcome outcome = call(checkout.resolve("burnin"), Map.of(), "--help");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("this does not compile", "the build failed, see")
                .doesNotContainIgnoringCase("usage:");
    }

    @Test
    void refusesATestThatThereIsNot() throws IOException, InterruptedException {
        Files.createDirectories(checkout.resolve("src"));
        Files.createDirectories(checkout.resolve("deploy"));
        program("mvn", "echo maven was called");

        Outcome outcome = call(checkout.resolve("burnin"), Map.of(), "test", "LimitTst#isRed");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.output()).contains("there is no test LimitTst").doesNotContain("maven was called");
    }

    @Test
    void runsOneTestInItsModule() throws IOException, InterruptedException {
        Files.createDirectories(checkout.resolve("deploy"));
        Path tests = Files.createDirectories(checkout.resolve("src/core/src/test/java"));
        Files.createFile(tests.resolve("LimitTest.java"));
        program("mvn", "echo \"$@\"");

        Outcome outcome = call(checkout.resolve("burnin"), Map.of(), "test", "LimitTest#isRed");

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("verify -Dtest=LimitTest#isRed", "-pl src/core -am");
    }

    private void copyLauncher(UnaryOperator<String> edit) throws IOException {
        String text = Files.readString(Checkout.ROOT.resolve("burnin"));
        Path copy = Files.writeString(checkout.resolve("burnin"), edit.apply(text));
        assertThat(copy.toFile().setExecutable(true)).isTrue();
    }

    private void built() throws IOException {
        Path target = Files.createDirectories(checkout.resolve("src/agent/target"));
        Files.copy(Checkout.ROOT.resolve("src/agent/target/burnin.jar"), target.resolve("burnin.jar"));
    }

    /** Puts a program on the PATH of the launcher. */
    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Outcome call(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(launcher.toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", tools.toString(),
                        "HOME", folder.toString(),
                        "BURNIN_JAVA_HOME", System.getProperty("java.home")));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }

    private record Outcome(int status, String output) {}
}
