package io.burnin.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.burnin.plan.ParameterValue;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Incident;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.RunEnded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a real process, ended by real signals. */
@Timeout(90)
class AgentKillTest {

    /** Longer than a host under load is late. */
    private static final Duration STILL = Duration.ofSeconds(7);

    @TempDir
    Path folder;

    private final AtomicInteger greeted = new AtomicInteger();
    private FakeServer server;
    private HttpServer greeter;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        greeter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        greeter.createContext("/load", exchange -> {
            greeted.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        greeter.createContext("/probe", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        greeter.start();
    }

    @AfterEach
    void stop() {
        server.close();
        greeter.stop(0);
    }

    /** What reached the target is at least what was counted, and what is missing is no more than a kill can cost. */
    @Test
    void finishesARunAfterAKillAndCountsNothingTwice() throws Exception {
        server.queue(assignment("5s"));
        try (AgentProcess agent = AgentProcess.start(folder, server.address(), greeterUrl())) {
            await().atMost(Duration.ofSeconds(40)).until(() -> greeted.get() > 60);
            agent.kill();
        }

        try (AgentProcess agent = AgentProcess.start(folder, server.address(), greeterUrl())) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !server.records(RunEnded.class).isEmpty());
            assertThat(agent.terminate()).isNotNegative();
        }

        assertThat(server.records(RunEnded.class))
                .singleElement()
                .extracting(RunEnded::outcome)
                .isEqualTo(RunEnded.Outcome.FINISHED);
        assertThat(server.records(RunRecord.Gap.class)).hasSize(1);
        assertThat(server.records(RunRecord.OccurrenceStarted.class)).hasSize(1);
        assertThat(server.records(RunRecord.OccurrenceEnded.class)).hasSize(1);
        assertThat(sum("greetings.done")).isBetween(greeted.get() - 45.0, (double) greeted.get());
        assertThat(sum("greetings.planned")).isLessThan(5 * 40);
    }

    /** The program that does it on Linux is another here, found first; it notes when it begins and when it ends. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void keepsTheHostAwakeWhileARunIsExecuted() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("bin"));
        Path noted = folder.resolve("noted");
        Path program = Files.writeString(programs.resolve("systemd-inhibit"), """
                #!/bin/sh
                echo "began $*" >> '%s'
                cat
                echo ended >> '%s'
                """.formatted(noted, noted));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        String path = programs + ":" + System.getenv("PATH");

        server.queue(assignment("1h"));
        try (AgentProcess agent = AgentProcess.start(folder, server.address(), greeterUrl(), path)) {
            await().atMost(Duration.ofSeconds(40)).until(() -> Files.exists(noted));
            agent.kill();
            await().untilAsserted(() ->
                    assertThat(Files.readAllLines(noted)).hasSize(2).last().isEqualTo("ended"));
        }
        assertThat(Files.readAllLines(noted).getFirst()).contains("--what=sleep:idle", "--mode=block");

        try (AgentProcess agent = AgentProcess.start(folder, server.address(), greeterUrl(), path)) {
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> Files.readAllLines(noted).size() == 3);
            server.order(new Heartbeat.Order("run-1", Heartbeat.Order.Kind.CANCEL, "ana wants it so"));
            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(Files.readAllLines(noted))
                            .hasSize(4)
                            .last()
                            .isEqualTo("ended"));
            assertThat(agent.terminate()).isNotNegative();
        }
    }

    @Test
    void tellsThatItStoodStill() throws Exception {
        server.queue(assignment("1h"));
        try (AgentProcess agent = AgentProcess.start(folder, server.address(), greeterUrl())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> greeted.get() > 60);

            agent.standStill(true);
            Thread.sleep(STILL);
            agent.standStill(false);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(server.records(RunRecord.Event.class)).anyMatch(Incident.SUSPENDED::isToldBy));
            assertThat(server.records(RunRecord.Gap.class))
                    .anyMatch(gap -> Duration.between(gap.from(), gap.at()).compareTo(STILL) >= 0);
        }
    }

    @Test
    void leavesTheRunOpenOnATermSignal() throws Exception {
        server.queue(assignment("1h"));
        try (AgentProcess agent = AgentProcess.start(folder, server.address(), greeterUrl())) {
            await().atMost(Duration.ofSeconds(40)).until(() -> greeted.get() > 20);

            agent.terminate();
        }

        assertThat(server.records(RunEnded.class)).isEmpty();
        assertThat(folder.resolve("data/runs/run-1/journal")).exists();
        assertThat(folder.resolve("data/runs/run-1/done")).doesNotExist();
    }

    private double sum(String metric) {
        return server.records(RunRecord.Samples.class).stream()
                .filter(samples -> samples.metric().equals(metric))
                .flatMapToDouble(samples -> Arrays.stream(samples.values()))
                .sum();
    }

    private String greeterUrl() {
        return "http://localhost:" + greeter.getAddress().getPort();
    }

    private Assignment assignment(String length) {
        String plan = """
                burnin: 1
                plan: greeter
                title: Greeter
                goal: It greets
                probes:
                  greeting: {http: "%1$s/probe", every: 100ms}
                tests:
                  greet:
                    title: Greetings
                    steps:
                      - http.load: {arrivals: {rate: 40/s}, flows: {get: {weight: 1, requests: [{get: "%1$s/load", expect: {status: 200}}]}}}
                        as: greetings
                profiles:
                  short:
                    duration: %2$s
                    schedule: [{at: 0s, test: greet}]
                report: {title: Greeter}
                """.formatted(greeterUrl(), length);
        return new Assignment(
                "run-1",
                1,
                1,
                "here",
                "greeter",
                1,
                plan,
                "short",
                Map.<String, ParameterValue>of(),
                List.of(),
                Instant.now(),
                60);
    }
}
