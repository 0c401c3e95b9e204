package io.burnin.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.journal.MemoryFolder;
import io.burnin.agent.journal.Replay;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Heartbeat.Extension;
import io.burnin.protocol.Heartbeat.Order;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.OccurrenceEnded;
import io.burnin.protocol.RunRecord.OccurrenceStarted;
import io.burnin.protocol.RunRecord.RunEnded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is to last longer than its plan, as its agent does it. */
@Timeout(60)
class ExtensionTest {

    private static final String PLAN = """
            burnin: 1
            plan: some-plan
            services:
              app: {start: [app], directory: "/srv", ready: {http: "http://localhost:2/"}}
            probes:
              app_answers: {http: "http://localhost:2/"}
            tests:
              load:
                steps:
                  - http.load: {arrivals: {rate: 10/s}, flows: {get: {weight: 1, requests: [{get: "http://localhost:2/"}]}}}
              early:
                steps:
                  - http.load: {arrivals: {rate: 10/s}, flows: {get: {weight: 1, requests: [{get: "http://localhost:2/"}]}}}
              spot:
                steps:
                  - observe: app_answers
              outage:
                disturbs: [app]
                steps:
                  - service.kill: app
                finally:
                  - service.ensure: app
            profiles:
              short:
                duration: 20s
                schedule:
                  - {at: 1s, test: load, for: 19s}
                  - {at: 1s, test: early, for: 5s}
                  - {every: 8s, from: 4s, test: spot}
                  - {at: 10s, test: outage}
            """;

    private static final int AT_ONCE = 8;

    private static final Order ORDER =
            new Order("run", Order.Kind.EXTEND, "a second night", Optional.of(new Extension(20, "ann")));

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    /** The threads of an agent that was killed die without a word. */
    @BeforeAll
    static void expectKills() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, error) -> assertThat(error).isInstanceOf(FakeTarget.Killed.class));
    }

    @AfterAll
    static void expectNoMoreKills() {
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    @Test
    void goesOnWithWhatWentOnToTheEndAndMovesNothingElse() throws Exception {
        Rig rig = rig("extended");

        Optional<RunEnded> ended = rig.live(everyHeartbeat());

        assertThat(ended).get().extracting(RunEnded::outcome).isEqualTo(RunEnded.Outcome.FINISHED);
        assertThat(extensions(rig)).hasSize(1);
        assertThat(endOf(rig, "early")).isBefore(FastTime.START.plusSeconds(20));
        checkExtended(rig, "extended");
    }

    /** Of those who had it on disk as they were killed, none is told again. */
    @Test
    void isExtendedOnceWhereverItsAgentIsKilled() throws Exception {
        int toldBefore = 0;
        for (int first = 1; first <= 2 * AT_ONCE; first += AT_ONCE) {
            List<Callable<Boolean>> lives = IntStream.range(first, first + AT_ONCE)
                    .<Callable<Boolean>>mapToObj(write -> () -> wasToldBeforeItsKillAt(write))
                    .toList();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Boolean> life : threads.invokeAll(lives)) {
                    toldBefore += life.get() ? 1 : 0;
                }
            }
        }
        assertThat(toldBefore).isGreaterThan(AT_ONCE);
    }

    /** As a server does it: it orders until it has the event. */
    private boolean wasToldBeforeItsKillAt(int write) throws Exception {
        String where = "killed at write " + write;
        Rig rig = rig(where);

        boolean killed = rig.liveUntilKilledAt(write, write % 2 == 0, everyHeartbeat());
        boolean told = !extensions(rig).isEmpty();
        rig.live(told ? executor -> {} : everyHeartbeat());

        checkExtended(rig, where);
        return killed && told;
    }

    @Test
    void isNotExtendedOnceItsEndHasCome() throws Exception {
        Rig rig = rig("late");

        rig.live(Rig.checked(executor -> {
            rig.time.of(Duration.ofSeconds(20).plusMillis(500));
            while (true) {
                executor.extend(ORDER);
                rig.time.of(Duration.ofSeconds(1));
            }
        }));

        assertThat(extensions(rig)).isEmpty();
        assertThat(rig.records().getLast()).isInstanceOf(RunEnded.class);
    }

    @Test
    void isNotExtendedOnceItIsToEnd() throws Exception {
        Rig rig = rig("stopped");

        rig.live(Rig.checked(executor -> {
            rig.time.of(Duration.ofSeconds(5));
            executor.stop(new Stop(Stop.Kind.CANCEL, "enough"));
            executor.extend(ORDER);
        }));

        assertThat(extensions(rig)).isEmpty();
        assertThat(rig.records(RunEnded.class).getFirst().outcome()).isEqualTo(RunEnded.Outcome.ABORTED);
    }

    private static Consumer<RunExecutor> everyHeartbeat() {
        return Rig.checked(executor -> {
            while (true) {
                executor.extend(ORDER);
                Thread.sleep(2);
            }
        });
    }

    private static void checkExtended(Rig rig, String where) throws IOException {
        List<RunRecord> records = rig.records();
        Instant end = records.getLast().at();
        assertThat(records.getFirst()).as(where).isInstanceOf(RunRecord.RunStarted.class);
        assertThat(records.getLast()).as(where).isInstanceOf(RunEnded.class);
        assertThat(extensions(rig))
                .as(where)
                .hasSizeLessThan(2)
                .allSatisfy(event -> assertThat(event.text())
                        .isEqualTo("the run lasts 20 s longer than planned, by ann: a second night"));
        // An agent that is killed while it sets up the target ends the run.
        if (rig.hasBegun() && !extensions(rig).isEmpty()) {
            Instant zero = rig.records(RunRecord.Event.class).stream()
                    .filter(event -> event.kind().equals(Replay.SCHEDULE_BEGAN))
                    .findFirst()
                    .orElseThrow()
                    .at();
            assertThat(end).as(where).isAfterOrEqualTo(zero.plusSeconds(40));
            assertThat(endOf(rig, "load")).as(where).isAfterOrEqualTo(zero.plusSeconds(40));
            assertThat(started(rig, "spot"))
                    .as(where)
                    .extracting(OccurrenceStarted::plannedAt)
                    .containsExactly(
                            zero.plusSeconds(4),
                            zero.plusSeconds(12),
                            zero.plusSeconds(20),
                            zero.plusSeconds(28),
                            zero.plusSeconds(36));
            assertThat(started(rig, "outage")).as(where).hasSize(1);
            assertThat(started(rig, "load")).as(where).hasSize(1);
        }
    }

    private static Instant endOf(Rig rig, String test) throws IOException {
        return rig.records(OccurrenceEnded.class).stream()
                .filter(ended -> ended.test().equals(test))
                .findFirst()
                .orElseThrow()
                .at();
    }

    private static List<OccurrenceStarted> started(Rig rig, String test) throws IOException {
        return rig.records(OccurrenceStarted.class).stream()
                .filter(started -> started.test().equals(test))
                .toList();
    }

    private static List<RunRecord.Event> extensions(Rig rig) throws IOException {
        return rig.records(RunRecord.Event.class).stream()
                .filter(event -> event.kind().equals(Heartbeat.Extension.EXTENDED))
                .toList();
    }

    private Rig rig(String where) throws Exception {
        var rig = new Rig(folder.resolve(where.replace(' ', '-')), PLAN, 40);
        rig.target.setValue("app_answers.ok", 1);
        return rig;
    }
}
