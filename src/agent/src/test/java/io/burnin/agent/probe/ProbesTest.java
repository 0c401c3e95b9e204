package io.burnin.agent.probe;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.burnin.agent.policy.Permissive;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.record.Remembered;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.metric.MetricDefinition;
import io.burnin.plan.MetricCatalogue;
import io.burnin.plan.ParameterValue;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.plan.Statistic;
import io.burnin.protocol.RunRecord;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** All kinds of probes of one plan against real files and a real server. */
@Execution(ExecutionMode.CONCURRENT)
class ProbesTest {

    private static final String PLAN = """
            burnin: 1
            plan: probes
            title: Probes
            goal: to see
            parameters:
              home: {role: place}
              api: {role: place}
            services:
              worker:
                start: [worker]
                directory: "${home}"
                output: {file: "${home}/worker.log"}
                processes: {commandLine: "*worker*"}
                ready: {http: "${api}/state", within: 5s}
            probes:
              errors: {log: "${home}/errors.log", missing: empty, every: 200ms}
              log:
                log: "${home}/worker.log"
                every: 200ms
                lines:
                  handling: {matches: 'Handling (?<id>\\S+)', id: id}
                  took:     {matches: 'took (?<ms>\\d+) ms', value: ms, unit: ms}
              events: {jsonl: "${home}/events.jsonl", unique: /id, chain: [/from, /to], rising: /ts, take: {to: /to}, every: 200ms}
              state: {json: "${home}/state.json", oneOf: {/state: [ON, OFF]}, take: {state: /state, n: /n}, every: 200ms, tryEvery: 10ms}
              same: {agree: [{probe: state, at: /state}, {http: "${api}/state", at: /state}, {probe: events, at: /to}], within: 1s, every: 200ms}
              claims: {files: "${home}/out/*.claimed", olderThan: 60s, every: 200ms}
              process: {process: worker, every: 200ms}
              ready: {service: worker, every: 200ms}
              api: {http: "${api}/state", take: {state: /state}, every: 200ms}
              jobs:
                ledger:
                  submitted: [{step: job}]
                  handled: {log: log, line: handling}
                  done: {http: "${api}/jobs/<id>", is: {/status: completed}}
                  failed: {http: "${api}/jobs/<id>", is: {/status: failed}}
                  lostAfter: 60s
                every: 200ms
              drops:
                ledger:
                  submitted: [{step: drop}]
                  handled: {log: log, line: handling}
                  done: {files: "${home}/in/<id>.result"}
                  lostAfter: 1s
                every: 200ms
              receipts: {pairs: ["${home}/asked/<id>.txt", "${home}/answered/<id>.txt"], within: 3s, every: 200ms}
            metrics:
              twice: {sum: [jobs.duplicated, drops.duplicated]}
            tests:
              load:
                title: Load
                steps:
                  - http.request: {get: "${api}/state"}
                    as: job
                  - http.request: {get: "${api}/state"}
                    as: drop
            profiles:
              only: {duration: 1min, schedule: [{at: 0s, test: load}]}
            criteria:
              none-twice: {increase: twice, green: exactly 0, otherwise: red}
            """;

    @TempDir
    Path home;

    private final SystemRunClock clock = SystemRunClock.start();
    private final ScriptedServices services = new ScriptedServices();
    private final Map<String, String> jobs = new ConcurrentHashMap<>();
    private final Told told = new Told();
    private HttpServer server;
    private Plan plan;
    private Probes probes;

    @BeforeEach
    void startTheTarget() throws IOException, PlanException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String id = path.substring(path.lastIndexOf('/') + 1);
            String body = path.equals("/state")
                    ? "{\"state\": \"ON\"}"
                    : "{\"status\": \"%s\"}".formatted(jobs.getOrDefault(id, "working"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        for (String folder : List.of("in", "asked", "answered")) {
            Files.createDirectories(home.resolve(folder));
        }
        write("state.json", "{\"state\": \"ON\", \"n\": 3}");
        write("worker.log", "Handling before\n");
        write("events.jsonl", "{\"id\": \"e0\", \"from\": \"OFF\", \"to\": \"ON\", \"ts\": 1}\n");
        String api = "http://127.0.0.1:" + server.getAddress().getPort();
        plan = PlanFile.read(PLAN)
                .plan(
                        "only",
                        Map.of("home", new ParameterValue.Text(home.toString()), "api", new ParameterValue.Text(api)));
    }

    @AfterEach
    void stopTheTarget() {
        probes.close();
        server.stop(0);
    }

    @Test
    void emitWhatTheCatalogueSaysAndNothingElse() throws Exception {
        begin(Remembered.NOTHING);
        services.runs("worker");
        submit("jobs", "j1", "j2");
        submit("drops", "d1");
        write("worker.log", "Handling j1\nHandling d1\nit took 12 ms\n");
        write("events.jsonl", "{\"id\": \"e1\", \"from\": \"ON\", \"to\": \"ON\", \"ts\": 2}\n");
        jobs.put("j1", "completed");
        write("in/d1.result", "x");
        write("asked/q1.txt", "?");
        write("answered/q1.txt", "!");
        probes.observe("process");
        await().atMost(10, SECONDS)
                .until(() ->
                        told.sum("jobs.done") == 1 && told.sum("drops.done") == 1 && told.sum("receipts.done") == 1);
        await().atMost(10, SECONDS)
                .until(() -> told.samples("process.cpu").size() > 0
                        && told.samples("same.reads").size() > 0);
        probes.finish();

        Map<String, MetricDefinition> catalogue = MetricCatalogue.of(plan).all().stream()
                .collect(Collectors.toMap(MetricDefinition::name, definition -> definition));
        Predicate<String> isOurs = name -> plan.probes().containsKey(name.substring(0, Math.max(0, name.indexOf('.'))));
        // Nothing shows that a drop has failed, and what nobody can see is not told as 0.
        Predicate<String> isSeen = name -> isOurs.test(name) && !isText(name) && !name.equals("drops.failed");
        assertThat(told.metrics()).isSubsetOf(catalogue.keySet());
        assertThat(catalogue.keySet().stream().filter(isSeen))
                .isSubsetOf(told.metrics().toList());
        assertThat(told.states("state.state.text")).containsExactly("ON");
        assertThat(told.sum("log.lines")).isEqualTo(3);
        assertThat(told.sum("events.violations")).isZero();
        assertThat(told.sum("same.disagreements")).isZero();
        assertThat(told.sum("jobs.unexpected")).isZero();
    }

    @Test
    void tellRecoveredFromDuplicated() throws Exception {
        begin(Remembered.NOTHING);
        services.runs("worker");
        submit("jobs", "abandoned", "twice");
        write("worker.log", "Handling abandoned\n");
        services.dies("worker", true);
        services.runs("worker");
        write("worker.log", "Handling abandoned\nHandling twice\nHandling twice\n");
        jobs.putAll(Map.of("abandoned", "completed", "twice", "completed"));
        probes.finish();

        assertThat(told.sum("jobs.handled")).isEqualTo(4);
        assertThat(told.sum("jobs.recovered")).isEqualTo(1);
        assertThat(told.sum("jobs.duplicated")).isEqualTo(1);
        assertThat(told.sum("jobs.redelivered")).isEqualTo(2);
        assertThat(told.seen("jobs.duplicated")).singleElement().asString().startsWith("twice: begun a second time, ");
        assertThat(told.sum("process.crashes")).isZero();
    }

    @Test
    void lookAtWhatAServiceLeftBeforeItIsStartedAgain() throws Exception {
        begin(Remembered.NOTHING);
        services.runs("worker");
        Files.writeString(home.resolve("state.json"), "{\"sta");
        services.dies("worker", true);
        Files.writeString(home.resolve("state.json"), "{\"state\": \"ON\"}");
        probes.finish();

        assertThat(told.sum("state.corrupt")).isEqualTo(1);
    }

    @Test
    void answerStepsWithNothingOlderThanTheirQuestion() throws Exception {
        begin(Remembered.NOTHING);
        Instant began = clock.now();
        submit("jobs", "j1", "j2");
        Optional<Double> before = last("jobs.open", began);
        jobs.put("j1", "completed");
        Optional<Double> after = last("jobs.open", began);
        write("worker.log", "Handling j1\nHandling j1\n");
        Optional<Double> twice = probes.value(Statistic.INCREASE, "twice", Map.of("origin", "load"), began);
        submit("drops", "d1");
        write("worker.log", "Handling d1\n");
        Optional<Double> derived = probes.value(Statistic.INCREASE, "twice", Map.of("origin", "load"), began);

        assertThat(before).contains(2.0);
        assertThat(after).contains(1.0);
        assertThat(twice).isEmpty();
        assertThat(derived).contains(1.0);
    }

    @Test
    void answerNothingFromAProbeThatCannotRead() throws Exception {
        begin(Remembered.NOTHING);
        Instant began = clock.now();
        Optional<Double> there = last("state.n", began);
        Files.delete(home.resolve("state.json"));
        Optional<Double> gone = last("state.n", began);

        assertThat(there).contains(3.0);
        assertThat(gone).isEmpty();
        assertThat(told.records(RunRecord.Absent.class))
                .anySatisfy(absent -> assertThat(absent.reason()).contains("state.json does not exist"));
    }

    @Test
    void answerZeroFromALogThatNeedNotExist() throws Exception {
        begin(Remembered.NOTHING);
        Instant began = clock.now();
        Optional<Double> before = probes.value(Statistic.INCREASE, "errors.lines", Map.of(), began);
        write("errors.log", "broken\n");
        Optional<Double> after = probes.value(Statistic.INCREASE, "errors.lines", Map.of(), began);

        assertThat(before).contains(0.0);
        assertThat(after).contains(1.0);
        assertThat(told.records(RunRecord.Absent.class))
                .noneMatch(absent -> absent.probe().equals("errors"));
    }

    @Test
    void countPairsOfFilesWhoeverWroteThem() throws Exception {
        write("asked/before.txt", "?");
        begin(Remembered.NOTHING);
        write("answered/before.txt", "!");
        write("answered/nobody.txt", "!");
        write("asked/prompt.txt", "?");
        write("answered/prompt.txt", "!");
        write("asked/ignored.txt", "?");
        await().atMost(20, SECONDS)
                .until(() -> told.sum("receipts.lost") == 1
                        && told.sum("receipts.done") == 1
                        && told.sum("receipts.unexpected") == 1);
        probes.finish();

        assertThat(told.sum("receipts.submitted")).isEqualTo(2);
        assertThat(told.seen("receipts.lost"))
                .singleElement()
                .asString()
                .startsWith("ignored: submitted ")
                .contains(", not done ")
                .doesNotContain("begun");
        assertThat(told.seen("receipts.unexpected")).containsExactly("nobody");
        assertThat(told.samples("receipts.latency"))
                .hasSize(2)
                .allSatisfy(sample -> assertThat(sample.series().labels()).isEmpty());
    }

    @Test
    void countNothingTwiceAndLoseNothingThroughARestart() throws Exception {
        begin(Remembered.NOTHING);
        submit("jobs", "j1", "j2", "j3");
        submit("drops", "d1");
        write("worker.log", "Handling j1\nHandling j2\nHandling j2\n");
        jobs.put("j1", "completed");
        await().atMost(10, SECONDS).until(() -> told.sum("jobs.done") == 1 && told.sum("jobs.handled") == 3);
        Remembered remembered = told.remembered();
        probes.close();
        write("worker.log", "Handling j3\nHandling d1\n");
        write("in/d1.result", "x");
        jobs.putAll(Map.of("j2", "completed", "j3", "failed"));

        begin(remembered);
        await().atMost(10, SECONDS).until(() -> told.sum("jobs.done") == 2);
        probes.finish();

        assertThat(told.sum("jobs.submitted")).isEqualTo(3);
        assertThat(told.sum("jobs.handled")).isEqualTo(4);
        assertThat(told.sum("jobs.done")).isEqualTo(2);
        assertThat(told.sum("jobs.failed")).isEqualTo(1);
        assertThat(told.sum("jobs.duplicated")).isEqualTo(1);
        assertThat(told.samples("jobs.latency")).hasSize(2);
        assertThat(told.sum("drops.done")).isEqualTo(1);
        assertThat(told.sum("drops.handled")).isEqualTo(1);
        assertThat(told.sum("log.handling")).isEqualTo(5);
    }

    @Test
    void giveOpenIdsTheirAgeAtTheEndAndReadNoMore() throws Exception {
        begin(Remembered.NOTHING);
        submit("jobs", "open");
        submit("drops", "lost");
        await().atMost(10, SECONDS).until(() -> told.sum("drops.lost") == 1);
        probes.finish();
        int readings = told.samples("jobs.open").size();
        probes.observe("jobs");

        assertThat(told.samples("jobs.latency"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.value()).isGreaterThan(1_000));
        assertThat(told.samples("drops.latency"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.value()).isBetween(1_000.0, 5_000.0));
        assertThat(told.sum("jobs.lost")).isZero();
        assertThat(told.samples("jobs.open")).hasSize(readings);
    }

    @Test
    void doNotReadWhatThisHostDoesNotAllow() throws Exception {
        begin(Remembered.NOTHING, new NoFiles());
        await().atMost(10, SECONDS).until(() -> told.samples("api.ok").size() > 1);
        probes.finish();

        assertThat(told.metrics()).noneMatch(metric -> metric.startsWith("log.") || metric.startsWith("drops."));
        assertThat(told.records(RunRecord.Event.class))
                .filteredOn(event -> event.kind().equals("refused"))
                .extracting(event -> event.detail().get("probe"))
                .containsExactlyInAnyOrder("errors", "log", "events", "state", "claims", "drops", "receipts");
        assertThat(told.records(RunRecord.Absent.class))
                .anySatisfy(absent -> assertThat(absent.reason()).isEqualTo("not allowed here"));
    }

    private static final class NoFiles implements Policy {
        @Override
        public void requireCommand(List<String> command, Path directory) {}

        @Override
        public void requireHarm(String service, String commandLine) {}

        @Override
        public void requireRead(Path file) throws StepFailed {
            throw new StepFailed(ErrorClass.CONFIG, "not allowed here");
        }

        @Override
        public void requireWrite(Path file) {}

        @Override
        public void requireUrl(URI url) {}
    }

    private static boolean isText(String metric) {
        return metric.endsWith(".text")
                || List.of("state.state", "api.state", "events.to").contains(metric);
    }

    private void begin(Remembered remembered) {
        begin(remembered, new Permissive());
    }

    private void begin(Remembered remembered, Policy policy) {
        probes = new Probes(plan, clock, told, services, policy, name -> name, remembered);
        probes.start();
    }

    private void submit(String ledger, String... ids) {
        for (String id : ids) {
            probes.submitted(ledger, id, "load", clock.now());
        }
    }

    private Optional<Double> last(String metric, Instant since) throws InterruptedException {
        return probes.value(Statistic.LAST, metric, Map.of(), since);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(home.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
