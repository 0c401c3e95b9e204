package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * From the order to the report, on each database, with the servers that the build leaves behind. Guards the build too: a server
 * that was meant for PostgreSQL and got H2's driver passes every test that runs inside Maven.
 */
@Isolated("the whole plan must be Green")
class EndToEndTest {

    private static final int GREEN = 0;
    private static final int RED = 20;

    /** By so much the median latency that the agent sees may differ from the one that the stand-in notes. */
    private static final double LATENCY_BOUND_MILLIS = 100;

    /** One database after the other begins, so that the load of one burn-in does not come when the other's does. */
    @Test
    void burnsInFromTheOrderToTheReportOnEachDatabase(@TempDir Path folder) throws Exception {
        try (var lanes = Executors.newScheduledThreadPool(Database.values().length)) {
            var burnIns = new EnumMap<Database, Future<?>>(Database.class);
            for (Database kind : Database.values()) {
                Callable<Database> burnIn = () -> burnIn(kind, folder.resolve(kind.name()));
                long after =
                        FaultBurnIns.BETWEEN_STARTS.multipliedBy(kind.ordinal()).toMillis();
                burnIns.put(kind, lanes.schedule(burnIn, after, TimeUnit.MILLISECONDS));
            }
            assertThat(burnIns)
                    .allSatisfy((kind, burnIn) ->
                            assertThatNoException().as(kind.name()).isThrownBy(burnIn::get));
        }
    }

    private static Database burnIn(Database kind, Path folder) throws Exception {
        try (var database = kind.start();
                var server = Server.start(folder.resolve("server"), database.url())) {
            handsOutTheAgent(server, folder.resolve("burnin.jar"));
            findsAHealthySystemGreen(server, folder.resolve("healthy"));
            endsARunThatOneEventHasDecided(server, folder.resolve("rude"));
            tellsWhatTakesHowMuchRoom(server, kind);
            return kind;
        }
    }

    private static void handsOutTheAgent(Server server, Path offered) throws IOException, InterruptedException {
        server.download("/download/burnin.jar", offered);

        assertThat(offered).hasSameBinaryContentAs(Checkout.ROOT.resolve("src/agent/target/burnin.jar"));
    }

    private static void findsAHealthySystemGreen(Server server, Path folder) throws Exception {
        try (var demo = DemoRun.start(folder, server, "healthy")) {
            Outcome outcome = demo.outcome();

            assertThat(outcome.notGreen()).as(outcome.reasons()).isEmpty();
            assertThat(outcome.light()).isEqualTo("GREEN");
            assertThat(outcome.exitCode()).isEqualTo(GREEN);
            assertThat(server.get("/runs/%s/gate".formatted(outcome.run()))
                            .path("light")
                            .asText())
                    .isEqualTo("GREEN");
            holdsWhatTheTargetDid(new StoredCounts(server, outcome.run()), Deeds.of(demo.home()));
            reportsItInEveryFormat(server, outcome);
            isJudgedFromItsBundleAlone(server, outcome, folder);
            keepsWhatItsPlanWantsToKeep(server, outcome, folder);
        }
    }

    /** By the command line that the server knows nothing of, and without the server. */
    private static void isJudgedFromItsBundleAlone(Server server, Outcome outcome, Path folder) throws Exception {
        Path bundle = folder.resolve("bundle.zip");
        String known = "--server=%s --token=%s".formatted(server.address(), server.token());
        String fetch = "run bundle %s -o %s %s".formatted(outcome.run(), bundle, known);
        assertThat(new CommandLine(folder).run(fetch.split(" ")).exitCode()).isZero();

        CommandLine.Result judged = new CommandLine(folder).run("judge", "--json", bundle.toString());

        assertThat(judged.exitCode()).as(judged.said()).isEqualTo(outcome.exitCode());
        JsonNode answer = Server.JSON.readTree(judged.output());
        assertThat(answer.path("differences")).as(answer.toPrettyString()).isEmpty();
        JsonNode stored = server.get("/verdicts/" + outcome.run());
        assertThat(answer.at("/verdict/checks")).isEqualTo(stored.path("checks"));
        assertThat(answer.at("/verdict/reasons")).isEqualTo(stored.path("reasons"));
    }

    private static void keepsWhatItsPlanWantsToKeep(Server server, Outcome outcome, Path folder) throws Exception {
        JsonNode artifacts = server.get("/runs/%s/artifacts".formatted(outcome.run()));
        assertThat(artifacts.valueStream().map(each -> each.path("when").asText()))
                .contains("start", "beforeRestart", "end")
                .doesNotContain("red");
        assertThat(artifacts
                        .valueStream()
                        .filter(each -> each.has("absent"))
                        .map(each -> each.path("source").asText()))
                .as("the state file comes with the first start")
                .allMatch(source -> source.endsWith(".json"));
        Path saved = folder.resolve("artifacts");
        String command = "run artifacts %s --output %s --server=%s --token=%s"
                .formatted(outcome.run(), saved, server.address(), server.token());

        CommandLine.Result listed = new CommandLine(folder).run(command.split(" "));

        assertThat(listed.exitCode()).as(listed.said()).isZero();
        for (JsonNode each : artifacts) {
            if (each.path("whole").asBoolean()) {
                Path file = saved.resolve(each.path("name").asText());
                assertThat(sha256(file))
                        .as(file.toString())
                        .isEqualTo(each.path("sha256").asText());
            }
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static void holdsWhatTheTargetDid(StoredCounts stored, Deeds deeds) throws Exception {
        assertThat(stored.sum("jobs.submitted")).isEqualTo(deeds.count("job-accepted"));
        assertThat(stored.sum("jobs.done")).isEqualTo(deeds.count("job-completed"));
        assertThat(stored.sum("jobs.handled", "burst.handled")).isEqualTo(deeds.count("execution-begun"));
        assertThat(stored.sum("worker_log.results")).isEqualTo(deeds.count("result-written"));
        assertThat(stored.sum("core_log.lock_timeouts")).isEqualTo(deeds.count("lock-timeout"));
        assertThat(stored.median("jobs.latency"))
                .isCloseTo(deeds.median("job-completed", "ms"), within(LATENCY_BOUND_MILLIS));
    }

    private static void reportsItInEveryFormat(Server server, Outcome outcome) throws Exception {
        String report = "/runs/%s/report".formatted(outcome.run());
        int checks = outcome.verdict().path("checks").size();

        assertThat(server.text(report + ".md"))
                .startsWith("# Phase 1 Burn-In Results")
                .contains("[x] Proceed to Phase 2");
        assertThat(server.text(report + ".html")).startsWith("<!DOCTYPE html>").contains("<svg", "Proceed to Phase 2");
        JsonNode json = server.get(report + ".json");
        assertThat(json.at("/verdict/light").asText()).as(json.toPrettyString()).isEqualTo("GREEN");
        assertThat(json.at("/verdict/checks")).hasSize(checks);
        Element junit = xml(server.text(report + ".xml")).getDocumentElement();
        assertThat(junit.getTagName()).isEqualTo("testsuites");
        assertThat(count(junit, "testcase"))
                .as("each check, and that the run ended as planned")
                .isEqualTo(checks + 1);
        assertThat(count(junit, "failure") + count(junit, "error")).isZero();
    }

    /** Under a plan that says so, long before its time. */
    private static void endsARunThatOneEventHasDecided(Server server, Path folder) throws Exception {
        String plan =
                GreeterHost.plan().replace("/greet\", expect", "/greet\", headers: {Key: \"${secret:key}\"}, expect")
                        + "stopOn: red\ncapture: [{files: \"${home}/key\"}, {processes: greeter, when: red}]\n";
        assertThat(plan).contains("${secret:key}");
        assertThat(server.send("POST", "/plans", plan, "Content-Type", "application/yaml")
                        .statusCode())
                .isEqualTo(201);
        try (var host = GreeterHost.start(folder, server, "rude", "rude")) {
            Outcome outcome = host.burnIn();

            assertThat(outcome.exitCode()).as(outcome.reasons()).isEqualTo(RED);
            JsonNode run = server.get("/runs/" + outcome.run());
            assertThat(run.path("state").asText()).as(run.toPrettyString()).isEqualTo("STOPPED");
            assertThat(run.path("endedAt").asText())
                    .isLessThan(run.path("plannedEnd").asText());
            holdsNoSecret(server, outcome, folder.resolve("rude.zip"));
            capturesWhatRedLooksLike(server, outcome);
        }
    }

    /** Though every request carried it. */
    private static void holdsNoSecret(Server server, Outcome outcome, Path bundle) throws Exception {
        server.download("/runs/%s/bundle".formatted(outcome.run()), bundle);
        var whole = new StringBuilder();
        try (var zip = new ZipInputStream(Files.newInputStream(bundle))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                whole.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }

        assertThat(whole.toString()).contains("${secret:key}").doesNotContain(GreeterHost.SECRET, server.token());
    }

    private static void capturesWhatRedLooksLike(Server server, Outcome outcome) throws Exception {
        JsonNode artifacts = server.get("/runs/%s/artifacts".formatted(outcome.run()));

        assertThat(artifacts.valueStream().map(each -> each.path("when").asText()))
                .as(artifacts.toPrettyString())
                .containsExactlyInAnyOrder("red", "red", "end");
        assertThat(server.text("/runs/%s/artifacts/1".formatted(outcome.run()))).isEqualTo("***");
        assertThat(server.text("/runs/%s/artifacts/2".formatted(outcome.run()))).contains("Greeter.java");
    }

    private static void tellsWhatTakesHowMuchRoom(Server server, Database kind) throws Exception {
        JsonNode storage = server.get("/storage");

        assertThat(storage.path("kinds")
                        .valueStream()
                        .limit(3)
                        .map(each -> each.path("bytes").asLong()))
                .as(storage.toPrettyString())
                .hasSize(3)
                .allSatisfy(bytes -> assertThat(bytes).isPositive());
        assertThat(storage.path("plans")
                        .valueStream()
                        .map(each -> each.path("plan").asText()))
                .contains("phase1-burn-in");
        assertThat(storage.has("freeBytes")).isEqualTo(kind == Database.H2);
    }

    private static int count(Element junit, String name) {
        return junit.getElementsByTagName(name).getLength();
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
