package io.burnin.agent.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.burnin.agent.journal.Replay;
import io.burnin.agent.policy.Glob;
import io.burnin.agent.policy.Rules;
import io.burnin.agent.policy.RulesPolicy;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.record.Collected;
import io.burnin.agent.record.Remembered;
import io.burnin.agent.record.RunClock;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.schedule.RunParts;
import io.burnin.agent.schedule.Stop;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.Mode;
import io.burnin.protocol.Rehearsed;
import io.burnin.protocol.Rehearsed.Result;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.verdict.ErrorClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan, real files, a real process and a real server. */
class RehearsalTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path home;

    /** No other process of this host has it in its command line. */
    private final String length = "600." + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);

    private final List<Process> processes = new ArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Collected recorder = new Collected();
    private HttpServer shop;
    private String plan;
    private Rules rules;

    @BeforeEach
    void setUpAShop() throws IOException {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = "{\"state\": \"OPEN\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        shop.start();
        Files.createDirectory(home.resolve("in"));
        Files.writeString(home.resolve("shop.log"), "GET /\n".repeat(150) + "POST /\n".repeat(100));
        Files.writeString(home.resolve("journal.jsonl"), "{\"id\": 1}\n{\"id\": 2}\n");
        Files.writeString(home.resolve("state.json"), "{\"state\": \"OPEN\"}");
        run();
        plan = PLAN.replace("HOME", home.toString())
                .replace("SHOP", address())
                .replace("LENGTH", length)
                .replace("PORT", Integer.toString(port()));
        rules = new Rules(
                List.of(new Glob("sleep *")),
                List.of(home),
                List.of(home.resolve("in")),
                List.of(address()),
                Map.of("shop", new Glob("sleep *")));
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
        shop.stop(0);
    }

    @Test
    void findsEverythingInPlace() throws Exception {
        RunEnded ended = rehearse();

        assertThat(lines()).allSatisfy(line -> assertThat(line.result()).isEqualTo(Result.OK));
        assertThat(table())
                .contains(
                        "requires port %d open: it is so".formatted(port()),
                        "shop: 1 process, pid %d (sleep %s)"
                                .formatted(processes.getFirst().pid(), length),
                        "service.start shop: allowed by policy, and can be executed",
                        "shop ready: %s/health answers as expected".formatted(address()),
                        "log requests: 200 lines read, 100 matched",
                        "log errors: 200 lines read, 0 matched",
                        "journal: 2 lines read, all are JSON",
                        "journal /id: 2 of 2 have it",
                        "state /state: it is \"OPEN\"",
                        "agreed: state /state says OPEN, %s/state /state says OPEN".formatted(address()),
                        "up: answered 200 as expected",
                        "inbox: 0 files match now",
                        "POST %s/orders: allowed by policy, and somebody listens there".formatted(address()),
                        "service.kill shop: allowed by policy",
                        "capture of log log: 1 can be read",
                        "capture of processes shop: 1 match now",
                        "capture of files %s/none*.txt: allowed by policy; no file of that name is there yet"
                                .formatted(home),
                        "secret:KEY: this host knows it");
        assertThat(ended.outcome()).isEqualTo(RunEnded.Outcome.FINISHED);
    }

    @Test
    void touchesNothing() throws Exception {
        List<String> before = files();

        rehearse();

        assertThat(asked).isNotEmpty().allMatch(request -> request.startsWith("GET "));
        assertThat(processes).allMatch(Process::isAlive);
        assertThat(files()).isEqualTo(before);
        assertThat(recorder.records()).noneMatch(RunRecord.StepIntended.class::isInstance);
        assertThat(recorder.records().getFirst()).isInstanceOf(RunRecord.RunStarted.class);
        assertThat(recorder.records().getLast()).isInstanceOf(RunEnded.class);
    }

    @ParameterizedTest(name = "{1}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "shop.log     | shop.lgo      | FAILED  | shop.lgo does not exist, though every service runs | correct the path",
                "contains: GET| contains: PUT | WARNING | log requests: 200 lines read, 0 matched            | POST /",
                "unique: /id  | unique: /nr   | FAILED  | journal /nr: 0 of 2 have it                        | {\"id\":2}",
                "state: /state| state: /stat  | FAILED  | state /stat: nothing stands there                  | OPEN",
                "state.json   | shop.log      | FAILED  | is not JSON                                        | correct the path",
                "disk         | disk          | OK      | requires 1,000,000 bytes free                      | ''",
                "1 MB         | 900000000 GB  | FAILED  | bytes free, the plan requires                      | put it right",
                "is: open     | is: free      | FAILED  | is not free                                        | correct the requirement",
                "secret:KEY   | secret:KEYS   | FAILED  | secret:KEYS: no secret 'KEYS'                      | agent.yaml",
                "in/${uuid}   | out/${uuid}   | FAILED  | does not allow writing                             | under policy/write",
                "[sleep       | [slepp        | FAILED  | does not allow the command 'slepp                  | under policy/commands",
                "count: 1     | count: 2      | FAILED  | 1 process, not 2: pid                            | say 'count: 1'",
            })
    void tellsWhatIsWrongAndWhatToDo(String right, String wrong, Result result, String found, String remedy)
            throws Exception {
        plan = plan.replace(right, wrong);

        rehearse();

        assertThat(lines()).anySatisfy(line -> {
            assertThat(line.what() + ": " + line.found()).contains(found);
            assertThat(line.result()).isEqualTo(result);
            assertThat(line.remedy()).contains(remedy);
            assertThat(line.place()).isNotEmpty();
        });
    }

    @Test
    void seesThatAPatternMatchesTooMuch() throws Exception {
        run();

        rehearse();

        assertThat(table()).anySatisfy(line -> assertThat(line).startsWith("shop: 2 processes, not 1: pid "));
    }

    @Test
    void asksThePolicyForTheProcessesThatItFinds() throws Exception {
        rules = new Rules(
                rules.commands(), rules.read(), rules.write(), rules.urls(), Map.of("shop", new Glob("sleep 1")));

        rehearse();

        assertThat(lines()).anySatisfy(line -> {
            assertThat(line.what()).isEqualTo("service.kill shop");
            assertThat(line.result()).isEqualTo(Result.FAILED);
            assertThat(line.remedy()).contains("add 'shop: sleep " + length);
        });
    }

    @Test
    void readsNothingThatThePolicyForbids() throws Exception {
        rules = new Rules(rules.commands(), List.of(), rules.write(), List.of(), rules.harm());

        rehearse();

        assertThat(asked).isEmpty();
        assertThat(lines())
                .filteredOn(line -> line.what().matches("log|journal|state|up|capture of log log|capture of files .*"))
                .hasSize(6)
                .allSatisfy(line -> {
                    assertThat(line.result()).isEqualTo(Result.FAILED);
                    assertThat(line.remedy()).contains("to allow it, add").contains("in its agent.yaml");
                });
        assertThat(table()).anySatisfy(line -> assertThat(line).startsWith("agreed: state /state says nothing"));
    }

    @Test
    void doesNotBlameThePlanWhileTheServicesAreDown() throws Exception {
        shop.stop(0);
        processes.getFirst().destroyForcibly().waitFor();
        Files.delete(home.resolve("state.json"));

        rehearse();

        assertThat(table())
                .contains("shop: no process matches 'sleep %s'; the run would start it".formatted(length))
                .anySatisfy(line -> assertThat(line).endsWith("state.json does not exist; not every service runs"));
        assertThat(lines())
                .filteredOn(line -> line.what().equals("up") || line.what().equals("state"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.result()).isEqualTo(Result.WARNING));
    }

    @Test
    void endsWhenItIsCancelled() throws Exception {
        Rehearsal rehearsal = rehearsal(Optional.empty());
        rehearsal.stop(new Stop(Stop.Kind.CANCEL, "enough"));

        RunEnded ended = rehearsal.run().orElseThrow();

        assertThat(ended.outcome()).isEqualTo(RunEnded.Outcome.ABORTED);
        assertThat(ended.errorClass()).contains(ErrorClass.CANCELED);
        assertThat(lines()).isEmpty();
    }

    @Test
    void isNotTakenUpByAnAgentThatWasStartedAgain() throws Exception {
        RunEnded ended = rehearsal(Optional.of(new RunRecord.RunStarted(START, Map.of())))
                .run()
                .orElseThrow();

        assertThat(ended.outcome()).isEqualTo(RunEnded.Outcome.ABORTED);
        assertThat(ended.reason()).contains("rehearse once more");
        assertThat(lines()).isEmpty();
    }

    private RunEnded rehearse() throws PlanException {
        return rehearsal(Optional.empty()).run().orElseThrow();
    }

    private Rehearsal rehearsal(Optional<RunRecord.RunStarted> started) throws PlanException {
        var assignment = new Assignment(
                "run", 1, 1, "target", "shop", 1, plan, "short", Map.of(), List.of(), START, 60, Mode.REHEARSAL);
        Replay fresh = Replay.ofNew(assignment);
        var replay = new Replay(
                assignment,
                fresh.lastSeq(),
                fresh.acknowledged(),
                fresh.lastRecorded(),
                fresh.remembered(),
                started,
                fresh.scheduleBegan(),
                fresh.extension(),
                fresh.occurrences(),
                fresh.ended());
        var setting = new RunParts.Setting(
                PlanFile.read(plan).plan("short", Map.of()),
                clock(),
                recorder,
                new RulesPolicy(rules),
                secrets(),
                Remembered.NOTHING);
        return new Rehearsal(setting, replay, Map.of());
    }

    private static RunClock clock() {
        return new RunClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant at(long nanos) {
                return START;
            }
        };
    }

    private static Secrets secrets() {
        return name -> {
            if (name.equals("KEY")) {
                return "hush";
            }
            throw new StepFailed(ErrorClass.CONFIG, "no secret '%s' in agent.yaml".formatted(name));
        };
    }

    private void run() throws IOException {
        processes.add(new ProcessBuilder("sleep", length).start());
    }

    private List<Rehearsed> lines() {
        return recorder.records().stream()
                .filter(RunRecord.Event.class::isInstance)
                .map(RunRecord.Event.class::cast)
                .map(Rehearsed::of)
                .toList();
    }

    private List<String> table() {
        return lines().stream().map(line -> line.what() + ": " + line.found()).toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            var described = new ArrayList<String>();
            for (Path file : all.sorted().toList()) {
                described.add("%s %d %s".formatted(file, Files.size(file), Files.getLastModifiedTime(file)));
            }
            return described;
        }
    }

    private int port() {
        return shop.getAddress().getPort();
    }

    private String address() {
        return "http://127.0.0.1:" + port();
    }

    private static final String PLAN = """
            burnin: 1
            plan: shop
            requires:
              - {disk: "HOME", free: 1 MB}
              - {port: PORT, is: open}
            services:
              shop:
                start: [sleep, "LENGTH"]
                directory: "HOME"
                processes: {commandLine: "sleep LENGTH", count: 1}
                ready: {http: "SHOP/health"}
            probes:
              log: {log: "HOME/shop.log", lines: {requests: {contains: GET}, errors: {contains: ERROR}}}
              journal: {jsonl: "HOME/journal.jsonl", unique: /id}
              state: {json: "HOME/state.json", take: {state: /state}}
              agreed: {agree: [{probe: state, at: /state}, {http: "SHOP/state", at: /state}]}
              up: {http: "SHOP/health"}
              inbox: {files: "HOME/in/*.job"}
              process: {process: shop}
              orders: {ledger: {submitted: [{step: order}], done: [{http: "SHOP/orders/<id>", is: {/status: done}}], lostAfter: 90s}}
            tests:
              crash:
                disturbs: [shop]
                steps:
                  - http.request: {post: "SHOP/orders", headers: {X-Key: "${secret:KEY}"}, ledger: {orders: /id}}
                    as: order
                  - files.write: {to: "HOME/in/${uuid}.job", content: {text: job}, count: 1}
                  - service.kill: shop
                finally:
                  - service.ensure: shop
                settle: 10s
            profiles:
              short: {duration: 1min, schedule: [{at: 0s, test: crash}]}
            capture:
              - {log: log}
              - {processes: shop}
              - {files: "HOME/none*.txt"}
            """;
}
