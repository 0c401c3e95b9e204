package io.burnin.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.burnin.agent.config.AgentConfig;
import io.burnin.agent.journal.MemoryFolder;
import io.burnin.agent.journal.RunFolders;
import io.burnin.agent.policy.Rules;
import io.burnin.plan.ParameterValue;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Mode;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.verdict.ErrorClass;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The whole agent with its real parts, between a pretended server and a small real target. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class AgentTest {

    private static final String PLAN = """
            burnin: 1
            plan: greeter
            title: Greeter
            goal: It greets
            parameters:
              greeter: {role: place}
              length: {type: duration, default: 1500ms, role: load}
            probes:
              greeting: {http: "${greeter}/", every: 100ms}
            setup:
              - await: {last: greeting.ok, is: exactly 1, within: 5s, otherwise: insufficient}
            tests:
              greet:
                title: Greetings
                steps:
                  - http.load: {arrivals: {rate: 40/s}, flows: {get: {weight: 1, requests: [{get: "${greeter}/", expect: {status: 200}}]}}}
                    as: greetings
            profiles:
              short:
                duration: "${length}"
                schedule: [{at: 200ms, test: greet}]
            report: {title: Greeter}
            """;

    @TempDir(factory = MemoryFolder.class)
    Path data;

    private final AtomicInteger greeted = new AtomicInteger();
    private FakeServer server;
    private HttpServer greeter;
    private Optional<Agent> agent = Optional.empty();
    private Thread working = new Thread();

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        greeter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        greeter.createContext("/", exchange -> {
            greeted.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        greeter.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        endAgent();
        server.close();
        greeter.stop(0);
    }

    @Test
    void executesARunAndSendsAllOfIt() throws IOException {
        server.queue(assignment("run-1", PLAN, "1500ms"));

        startAgent(greeterUrl());

        RunEnded ended = awaitEnd();
        assertThat(ended.outcome()).isEqualTo(RunEnded.Outcome.FINISHED);
        assertThat(server.records().getFirst()).isInstanceOf(RunRecord.RunStarted.class);
        assertThat(server.records().getLast()).isEqualTo(ended);
        assertThat(sum("greetings.planned")).isEqualTo(sum("greetings.done")).isBetween(40.0, 60.0);
        assertThat(sum("greeting.failures")).isZero();
        await().untilAsserted(() -> assertThat(data.resolve("runs/run-1/done")).exists());
    }

    @Test
    void looksAndTouchesNothingWhenItRehearses() throws IOException {
        server.queue(rehearsal(assignment("run-1", PLAN, "1h")));

        startAgent(greeterUrl());

        assertThat(awaitEnd().outcome()).isEqualTo(RunEnded.Outcome.FINISHED);
        assertThat(server.records(RunRecord.Event.class))
                .extracting(RunRecord.Event::text)
                .contains("greeting: answered 200 as expected");
        assertThat(server.records(RunRecord.OccurrenceStarted.class)).isEmpty();
        assertThat(server.records(RunRecord.Samples.class)).isEmpty();
        assertThat(greeted).hasValueLessThan(5);
    }

    @Test
    void goesOnWithoutTheServerAndSendsTheRestWhenItIsBack() throws Exception {
        server.queue(assignment("run-1", PLAN, "3s"));
        startAgent(greeterUrl());
        await().until(() -> greeted.get() > 20);

        server.goAway();
        int before = greeted.get();
        await().until(() -> greeted.get() > before + 40);
        server.comeBack();

        assertThat(awaitEnd().outcome()).isEqualTo(RunEnded.Outcome.FINISHED);
        assertThat(server.records(RunRecord.Gap.class)).isEmpty();
        await().until(() -> !server.registrations().isEmpty());
    }

    /** A person has to see to the token; until then everything is measured, and nothing new is begun. */
    @Test
    void goesOnMeasuringWhenItsTokenExpires() throws Exception {
        server.queue(assignment("run-1", PLAN, "3s"));
        startAgent(greeterUrl());
        await().until(() -> greeted.get() > 20);

        server.refuseTokens(true);
        server.queue(assignment("run-2", PLAN, "1500ms"));
        int before = greeted.get();
        await().until(() -> greeted.get() > before + 40);
        await().atMost(Duration.ofSeconds(20)).until(() -> hasEnded("run-1"));
        assertThat(data.resolve("runs/run-2")).doesNotExist();
        assertThat(server.records(RunEnded.class)).isEmpty();
        server.refuseTokens(false);

        assertThat(awaitEnd().outcome()).isEqualTo(RunEnded.Outcome.FINISHED);
        assertThat(server.records(RunRecord.Gap.class)).isEmpty();
    }

    @Test
    void takesUpARunAfterItWasToldToEnd() throws Exception {
        server.queue(assignment("run-1", PLAN, "3s"));
        startAgent(greeterUrl());
        await().until(() -> greeted.get() > 20);

        endAgent();
        assertThat(server.records(RunEnded.class)).isEmpty();
        startAgent(greeterUrl());

        assertThat(awaitEnd().outcome()).isEqualTo(RunEnded.Outcome.FINISHED);
        assertThat(server.records(RunRecord.Gap.class)).hasSize(1);
        assertThat(server.records(RunRecord.OccurrenceStarted.class)).hasSize(1);
        assertThat(server.records(RunRecord.OccurrenceEnded.class)).hasSize(1);
        assertThat(sum("greetings.done")).isPositive();
    }

    /** A run that was taken up must be seen and can be ended, too. */
    @Test
    void tellsTheServerOfARunThatItTookUp() throws Exception {
        server.queue(assignment("run-1", PLAN, "1h"));
        startAgent(greeterUrl());
        await().until(() -> greeted.get() > 20);
        endAgent();
        int before = server.heartbeats().size();

        startAgent(greeterUrl());

        await().untilAsserted(() -> assertThat(
                        server.heartbeats().subList(before, server.heartbeats().size()))
                .flatExtracting(Heartbeat::runs)
                .extracting(Heartbeat.Progress::run)
                .contains("run-1"));
        server.order(new Heartbeat.Order("run-1", Heartbeat.Order.Kind.CANCEL, "ana wants it so"));
        assertThat(awaitEnd().outcome()).isEqualTo(RunEnded.Outcome.ABORTED);
    }

    @Test
    void endsARunThatIsCanceled() throws IOException {
        server.queue(assignment("run-1", PLAN, "1h"));
        startAgent(greeterUrl());
        await().until(() -> greeted.get() > 20);

        server.order(new Heartbeat.Order("run-1", Heartbeat.Order.Kind.CANCEL, "ana wants it so"));

        RunEnded ended = awaitEnd();
        assertThat(ended.outcome()).isEqualTo(RunEnded.Outcome.ABORTED);
        assertThat(ended.errorClass()).contains(ErrorClass.CANCELED);
    }

    @Test
    void endsWhatRunsWhenItIsStoppedOnItsHostAndTakesNoMore() throws IOException {
        server.queue(assignment("run-1", PLAN, "1h"));
        startAgent(greeterUrl());
        await().until(() -> greeted.get() > 20);

        Files.createFile(Agent.haltedMarker(data));

        assertThat(awaitEnd().reason()).contains("by its owner");
    }

    @Test
    void refusesAddressesThatItsPolicyDoesNotList() throws IOException {
        server.queue(assignment("run-1", PLAN.replace("within: 5s", "within: 200ms"), "1500ms"));

        startAgent("http://localhost:1");

        RunEnded ended = awaitEnd();
        assertThat(ended.outcome()).isEqualTo(RunEnded.Outcome.ABORTED);
        assertThat(greeted).hasValue(0);
    }

    @Test
    void tellsThatItCannotReadAPlan() throws IOException {
        server.queue(assignment("run-1", "burnin: 99", "1500ms"));

        startAgent(greeterUrl());

        RunEnded ended = awaitEnd();
        assertThat(ended.outcome()).isEqualTo(RunEnded.Outcome.ABORTED);
        assertThat(ended.errorClass()).contains(ErrorClass.CONFIG);
        assertThat(ended.reason()).contains("cannot read the plan");
    }

    @Test
    void tellsWhatItDoesAndHowFarTheClocksAreApart() throws IOException {
        server.queue(assignment("run-1", PLAN, "2s"));

        startAgent(greeterUrl());
        awaitEnd();

        assertThat(server.heartbeats())
                .flatExtracting(Heartbeat::runs)
                .extracting(Heartbeat.Progress::doing)
                .anySatisfy(doing -> assertThat(doing).contains("greet 1/1: http.load 40/s"));
        assertThat(server.heartbeats().getLast().clock())
                .get()
                .satisfies(clock ->
                        assertThat(Math.abs(clock.offsetMillis())).isLessThanOrEqualTo(clock.errorMillis() + 5));
    }

    private void startAgent(String allowed) throws IOException {
        var config = new AgentConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                data,
                1,
                AgentConfig.Disk.DEFAULT,
                Map.of("here", new AgentConfig.Target(Map.of(), Map.of())),
                new Rules(List.of(), List.of(), List.of(), List.of(allowed), Map.of()),
                Map.of(),
                AgentConfig.Guarding.DEFAULT);
        Agent started = Agent.of(config, server.address(), "secret", "agent");
        agent = Optional.of(started);
        working = Thread.ofPlatform().start(() -> {
            try {
                started.work();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private void endAgent() throws InterruptedException {
        agent.ifPresent(Agent::shutDown);
        working.join();
        agent = Optional.empty();
    }

    private RunEnded awaitEnd() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !server.records(RunEnded.class).isEmpty());
        assertThat(server.records(RunEnded.class)).hasSize(1);
        return server.records(RunEnded.class).getFirst();
    }

    /** On this host, whatever the server knows of it. */
    private boolean hasEnded(String run) throws IOException {
        var exported = new ByteArrayOutputStream();
        new RunFolders(data).export(run, exported);
        try (var records = new GZIPInputStream(new ByteArrayInputStream(exported.toByteArray()))) {
            return new String(records.readAllBytes(), StandardCharsets.UTF_8).contains("run-ended");
        }
    }

    private double sum(String metric) {
        return server.records(RunRecord.Samples.class).stream()
                .filter(samples -> samples.metric().equals(metric))
                .flatMapToDouble(samples -> java.util.Arrays.stream(samples.values()))
                .sum();
    }

    private String greeterUrl() {
        return "http://localhost:" + greeter.getAddress().getPort();
    }

    private static Assignment rehearsal(Assignment burnIn) {
        return new Assignment(
                burnIn.run(),
                burnIn.number(),
                burnIn.fence(),
                burnIn.target(),
                burnIn.plan(),
                burnIn.planVersion(),
                burnIn.source(),
                burnIn.profile(),
                burnIn.parameters(),
                burnIn.tests(),
                burnIn.leasedAt(),
                burnIn.leaseSeconds(),
                Mode.REHEARSAL);
    }

    private Assignment assignment(String run, String source, String length) {
        return new Assignment(
                run,
                1,
                1,
                "here",
                "greeter",
                1,
                source,
                "short",
                Map.of(
                        "greeter", new ParameterValue.Text(greeterUrl()),
                        "length", new ParameterValue.Text(length)),
                List.of(),
                Instant.now(),
                60);
    }
}
