package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What the README tells people to type does what it says. */
class ReadmeTest {

    /** A block behind the comment {@code <!-- run -->}. */
    private static final Pattern TO_RUN = Pattern.compile("<!-- run -->\n```sh\n(.*?)```", Pattern.DOTALL);

    /** A row of the table of faults: name, light, criteria. */
    private static final Pattern FAULT = Pattern.compile(
            "^\\| `([a-z-]+)` \\| [^|]+ \\| (GREEN|YELLOW|RED)[^|]* \\| ([^|]*) \\|$", Pattern.MULTILINE);

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    @TempDir
    private Path folder;

    @Test
    void showsTheExamplesAsTheyAre() throws IOException {
        assertThat(readme())
                .contains("```yaml\n" + example("greeter.yaml") + "```")
                .contains("```yaml\n" + example("agent.yaml") + "```");
    }

    @Test
    void showsAPlanThatTheLinterHasNothingToSayAbout() throws IOException, PlanException {
        assertThat(PlanFile.read(example("greeter.yaml")).lint()).isEmpty();
    }

    /** Word by word, as one script, in the folder of the example. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the lines are for a POSIX shell")
    void drivesARunWithCurlToAGreenVerdictAndAReport() throws Exception {
        List<String> blocks =
                TO_RUN.matcher(readme()).results().map(match -> match.group(1)).toList();
        assertThat(blocks).hasSizeGreaterThan(3);
        Path place = folder.resolve("host");

        try (var server = Server.start(folder.resolve("server"), Optional.empty());
                var host = GreeterHost.start(place, server, "staging", "kind")) {
            bash(place, server, "set -euo pipefail\n" + String.join("\n", blocks));
        }

        assertThat(Server.JSON
                        .readTree(place.resolve("verdict.json").toFile())
                        .path("light")
                        .asText())
                .as(Files.readString(place.resolve("verdict.json")))
                .isEqualTo("GREEN");
        Element report = xml(place.resolve("report.xml"));
        assertThat(report.getTagName()).isEqualTo("testsuites");
        assertThat(report.getElementsByTagName("testcase").getLength()).isPositive();
        assertThat(report.getElementsByTagName("failure").getLength()).isZero();
    }

    /** {@code test/*} stands for what is listed of that test. */
    @Test
    void listsTheLightAndTheCriteriaOfEveryFault() throws IOException, InterruptedException {
        var expected = new LinkedHashMap<String, ExpectedFault>(ExpectedFault.all("smoke"));
        expected.remove("none");
        Map<String, List<String>> listed = FAULT.matcher(readme())
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> List.of(row.group(2), row.group(3))));

        assertThat(listed).containsOnlyKeys(expected.keySet());
        assertThat(expected.values()).allSatisfy(fault -> {
            List<String> row = listed.get(fault.fault());
            List<String> names = QUOTED.matcher(row.get(1))
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            assertThat(row.getFirst()).as(fault.fault()).isEqualTo(fault.light());
            assertThat(fault.criteria())
                    .as(fault.fault())
                    .allMatch(criterion -> names.stream().anyMatch(name -> stands(name, criterion)));
            assertThat(names)
                    .as(fault.fault())
                    .allMatch(name -> fault.criteria().stream().anyMatch(criterion -> stands(name, criterion)));
        });
    }

    private static boolean stands(String name, String criterion) {
        return name.endsWith("/*")
                ? criterion.startsWith(name.substring(0, name.length() - 1))
                : criterion.equals(name);
    }

    private static void bash(Path place, Server server, String script) throws IOException, InterruptedException {
        Path log = place.resolve("bash.log");
        var builder = new ProcessBuilder("bash", "-c", script)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("BURNIN_SERVER", server.address().toString());
        builder.environment().put("BURNIN_TOKEN", server.token());
        int exitCode = builder.start().waitFor();
        assertThat(exitCode).as("%s%n%s", script, Files.readString(log)).isZero();
    }

    private static Element xml(Path file) throws IOException, ParserConfigurationException, SAXException {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    private static String readme() throws IOException {
        return Files.readString(Checkout.ROOT.resolve("README.md"));
    }

    private static String example(String name) throws IOException {
        return Files.readString(Checkout.ROOT.resolve("docs/examples/greeter").resolve(name));
    }
}
