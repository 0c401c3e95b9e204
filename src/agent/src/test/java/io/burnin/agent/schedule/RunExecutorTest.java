package io.burnin.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.journal.MemoryFolder;
import io.burnin.agent.journal.Replay;
import io.burnin.agent.record.StepFailed;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.protocol.RunRecord.StepEnded;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Evidence.Expectation;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@Isolated("what it measures takes no longer because of others")
class RunExecutorTest {

    static final String PLAN = """
            burnin: 1
            plan: some-plan
            title: Some plan
            goal: It works
            services:
              db:  {start: [db], directory: "/srv", ready: {http: "http://localhost:1/"}}
              app: {start: [app], directory: "/srv", ready: {http: "http://localhost:2/"}, after: db, running: restart}
            probes:
              app_answers: {http: "http://localhost:2/"}
            tests:
              load:
                title: Load
                steps:
                  - http.load: {arrivals: {rate: 10/s}, flows: {get: {weight: 1, requests: [{get: "http://localhost:2/"}]}}}
              outage:
                title: Outage
                disturbs: [app]
                steps:
                  - http.request: {post: "http://localhost:2/", body: x}
                  - service.kill: app
                  - wait: 200ms
                  - repeat: {times: 2, steps: [{observe: app_answers}]}
                  - service.start: app
                  - await: {last: app_answers.ok, is: exactly 1, within: 1s}
                finally:
                  - service.ensure: app
                settle: 300ms
              other-outage:
                title: Another outage
                disturbs: [app]
                steps:
                  - service.kill: app
                finally:
                  - service.ensure: app
            profiles:
              short:
                duration: 4s
                schedule:
                  - {at: 500ms, test: load, for: 3s}
                  - {at: 1s, test: outage}
                  - {at: 1100ms, test: other-outage}
            report: {title: Some plan}
            """;

    private static final String CAPTURING =
            PLAN.replace("report:", "capture: [{processes: app, when: [start, beforeRestart, red, end]}]\nreport:");

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = rig();
        rig.target.setValue("app_answers.ok", 1);
    }

    @Test
    void executesTheTimetableAndLeavesTheTargetAsItWas() throws IOException {
        Optional<RunEnded> ended = rig.live();

        assertThat(ended)
                .get()
                .extracting(RunEnded::outcome, RunEnded::targetDirty)
                .containsExactly(RunEnded.Outcome.FINISHED, "");
        assertThat(rig.records().getFirst()).isInstanceOf(RunRecord.RunStarted.class);
        assertThat(rig.records().getLast()).isEqualTo(ended.get());
        assertThat(rig.records(RunRecord.OccurrenceEnded.class))
                .extracting(RunRecord.OccurrenceEnded::test, RunRecord.OccurrenceEnded::status)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("load", OccurrenceStatus.FINISHED),
                        org.assertj.core.groups.Tuple.tuple("outage", OccurrenceStatus.FINISHED),
                        org.assertj.core.groups.Tuple.tuple("other-outage", OccurrenceStatus.FINISHED));
        assertThat(rig.target.acts().getFirst()).isEqualTo("setup 0 steps/0 ensure db, app");
        assertThat(rig.target.acts().getLast()).isEqualTo("restore");
        assertThat(rig.target.isUp("app")).isFalse();
    }

    @Test
    void writesEachIntentBeforeTheActAndPlacesStepsInRepeats() throws IOException {
        rig.live();

        assertThat(rig.records(RunRecord.StepIntended.class).stream()
                        .filter(step -> step.test().equals("outage"))
                        .map(RunRecord.StepIntended::step))
                .containsExactly(
                        "steps/0",
                        "steps/1",
                        "steps/2",
                        "steps/3/0/0",
                        "steps/3/1/0",
                        "steps/4",
                        "steps/5",
                        "finally/0");
    }

    @Test
    void opensTheFaultBeforeTheFirstHarmAndClosesItAfterSettling() throws IOException {
        rig.live();

        List<RunRecord> outage = rig.records().stream()
                .filter(record -> switch (record) {
                    case RunRecord.FaultBegan fault -> fault.test().equals("outage");
                    case RunRecord.FaultEnded fault -> fault.test().equals("outage");
                    case RunRecord.StepIntended step -> step.test().equals("outage");
                    case RunRecord.StepEnded step -> step.test().equals("outage");
                    default -> false;
                })
                .toList();
        assertThat(outage.get(2)).isInstanceOf(RunRecord.FaultBegan.class);
        assertThat(((RunRecord.StepIntended) outage.get(3)).action()).isEqualTo("service.kill");
        assertThat(outage.getLast()).isInstanceOf(RunRecord.FaultEnded.class);
        assertThat(Duration.between(
                        outage.get(outage.size() - 2).at(), outage.getLast().at()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void neverLetsTwoTestsDisturbOneServiceAtOnce() throws IOException {
        rig.live();

        Instant calm = rig.records(RunRecord.FaultEnded.class).stream()
                .filter(fault -> fault.test().equals("outage"))
                .findFirst()
                .orElseThrow()
                .at();
        assertThat(startOf("other-outage")).isAfterOrEqualTo(calm);
        assertThat(rig.records(RunRecord.Event.class))
                .extracting(RunRecord.Event::kind)
                .contains("occurrence-waits");
    }

    @Test
    void runsLateWhatAnotherTestHeldUpBeyondTheEnd() throws Exception {
        rig = new Rig(folder.resolve("late"), PLAN.replace("wait: 200ms", "wait: 5s"), 20, "outage", "other-outage");

        rig.live();

        assertThat(endOf("other-outage").status()).isEqualTo(OccurrenceStatus.FINISHED);
        assertThat(Duration.between(startOf("outage"), startOf("other-outage"))).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void executesOnlyTheTestsThatAreWanted() throws Exception {
        rig = new Rig(folder.resolve("part"), PLAN, 20, "other-outage");

        rig.live();

        assertThat(rig.records(RunRecord.OccurrenceStarted.class))
                .extracting(RunRecord.OccurrenceStarted::test)
                .containsExactly("other-outage");
    }

    @Test
    void endsAnOccurrenceWhoseStepCouldNotDoItsWorkAndStillUndoes() throws IOException {
        rig.target.fail("outage steps/4", new StepFailed(ErrorClass.TEST, "no such process", Map.of("pid", "7")));

        Optional<RunEnded> ended = rig.live();

        assertThat(ended).get().extracting(RunEnded::outcome).isEqualTo(RunEnded.Outcome.FINISHED);
        RunRecord.OccurrenceEnded outage = endOf("outage");
        assertThat(outage.status()).isEqualTo(OccurrenceStatus.ERROR);
        assertThat(outage.errorClass()).contains(ErrorClass.TEST);
        assertThat(outage.reason()).contains("no such process");
        assertThat(rig.target.acts("outage 1 finally/0")).hasSize(1);
        assertThat(rig.target.acts("outage 1 steps/5")).isEmpty();
    }

    @Test
    void saysThatTheTargetIsDirtyIfItCouldNotBeUndone() throws IOException {
        rig.target.fail("outage finally/0", new StepFailed(ErrorClass.INFRA, "does not start"));

        Optional<RunEnded> ended = rig.live();

        assertThat(ended.orElseThrow().targetDirty()).contains("outage 1", "does not start");
    }

    @Test
    void recordsAnExpectationThatIsNotMetAndGoesOn() throws IOException {
        rig.target.setValue("app_answers.ok", 0);

        rig.live();

        assertThat(rig.records(RunRecord.Expected.class)).singleElement().satisfies(expected -> {
            assertThat(expected.result()).isEqualTo(Expectation.Result.RED);
            assertThat(expected.seen()).isEqualTo("0");
            assertThat(expected.millis()).isGreaterThanOrEqualTo(1_000);
        });
        assertThat(endOf("outage").status()).isEqualTo(OccurrenceStatus.FINISHED);
    }

    @Test
    void injectsNothingIfTheGateFails() throws IOException {
        rig.target.fail("setup steps/0", new StepFailed(ErrorClass.TEST, "app is not ready"));

        Optional<RunEnded> ended = rig.live();

        assertThat(ended.orElseThrow().outcome()).isEqualTo(RunEnded.Outcome.ABORTED);
        assertThat(ended.orElseThrow().errorClass()).contains(ErrorClass.INFRA);
        assertThat(ended.orElseThrow().reason()).contains("nothing was injected", "app is not ready");
        assertThat(rig.records(RunRecord.OccurrenceStarted.class)).isEmpty();
        assertThat(rig.target.acts().getLast()).isEqualTo("restore");
    }

    @Test
    void restartsAServiceThatItFindsRunning() throws IOException {
        rig.target.setUp("app", true);

        rig.live();

        assertThat(rig.target.acts().getFirst()).isEqualTo("setup 0 running/app stop app");
        assertThat(rig.target.isUp("app")).isTrue();
        assertThat(rig.target.isUp("db")).isFalse();
    }

    @Test
    void undoesAndEndsWhenItIsCanceled() throws IOException {
        Optional<RunEnded> ended = rig.live(Rig.checked(executor -> {
            awaitAct("outage 1 steps/1 kill app");
            executor.stop(new Stop(Stop.Kind.CANCEL, "ana wants it so"));
        }));

        assertThat(ended.orElseThrow().outcome()).isEqualTo(RunEnded.Outcome.ABORTED);
        assertThat(ended.orElseThrow().errorClass()).contains(ErrorClass.CANCELED);
        assertThat(ended.orElseThrow().reason()).isEqualTo("ana wants it so");
        assertThat(rig.records(RunRecord.OccurrenceEnded.class))
                .extracting(RunRecord.OccurrenceEnded::status)
                .containsOnly(OccurrenceStatus.ABORTED);
        assertThat(rig.target.acts("outage 1 finally/0")).hasSize(1);
        assertThat(rig.records(RunRecord.FaultEnded.class)).hasSize(1);
        assertThat(rig.target.acts().getLast()).isEqualTo("restore");
    }

    @Test
    void endsStoppedWhenARedHasDecided() throws IOException {
        Optional<RunEnded> ended = rig.live(Rig.checked(executor -> {
            awaitAct("load 1");
            executor.stop(new Stop(Stop.Kind.STOP, "a job was lost"));
        }));

        assertThat(ended.orElseThrow().outcome()).isEqualTo(RunEnded.Outcome.STOPPED);
        assertThat(endOf("load").reason()).isEqualTo("a job was lost");
    }

    @Test
    void leavesTheRunOpenWhenTheAgentIsToldToEndAndTakesItUpAgain() throws IOException {
        Optional<RunEnded> first = rig.live(Rig.checked(executor -> {
            awaitAct("outage 1 steps/1 kill app");
            executor.stop(new Stop(Stop.Kind.SHUTDOWN, "terminated"));
        }));
        Optional<RunEnded> second = rig.live();

        assertThat(first).isEmpty();
        assertThat(second.orElseThrow().outcome()).isEqualTo(RunEnded.Outcome.FINISHED);
        assertThat(endOf("outage").status()).isEqualTo(OccurrenceStatus.ABORTED);
        assertThat(endOf("outage").errorClass()).contains(ErrorClass.INFRA);
        assertThat(rig.target.acts("outage 1 steps/1")).hasSize(1);
        assertThat(endOf("load").status()).isEqualTo(OccurrenceStatus.FINISHED);
        assertThat(rig.target.acts("load 1 steps/0")).hasSize(2);
        assertThat(rig.records(RunRecord.Gap.class)).hasSize(1);
    }

    @Test
    void ensuresOnceMoreWhatItsTestLeftDown() throws IOException {
        rig.target.fail("other-outage finally/0", new StepFailed(ErrorClass.INFRA, "no room on the disk"));

        RunEnded ended = rig.live().orElseThrow();

        assertThat(rig.target.acts("other-outage 1 verify")).containsExactly("other-outage 1 verify/app ensure app");
        assertThat(ended.targetDirty()).isEqualTo("other-outage 1: ensure app: no room on the disk");
    }

    @Test
    void saysAtOnceThatAServiceDoesNotComeBack() throws IOException {
        rig.live(Rig.checked(executor -> {
            awaitAct("outage 1 steps/1 kill app");
            rig.target.breakDown("app");
        }));

        assertThat(rig.records(RunRecord.Event.class))
                .filteredOn(event -> event.kind().equals("target-dirty"))
                .extracting(RunRecord.Event::text)
                .contains("outage 1: app was harmed and is not ready");
        assertThat(rig.records(RunEnded.class).getFirst().targetDirty()).contains("app was harmed");
    }

    /** What a later life finds in order does not wash it clean. */
    @Test
    void remembersThroughARestartThatTheTargetWasLeftDirty() throws IOException {
        rig.target.fail("outage finally/0", new StepFailed(ErrorClass.INFRA, "no room on the disk"));
        rig.live(Rig.checked(executor -> {
            awaitAct("outage 1 finally/0");
            executor.stop(new Stop(Stop.Kind.SHUTDOWN, "terminated"));
        }));

        RunEnded ended = rig.live().orElseThrow();

        assertThat(ended.targetDirty()).contains("outage 1: ensure app: no room on the disk");
    }

    @Test
    void leavesTheTargetAsItWasFoundWhenItIsToldToEndBeforeTheGateIsPassed() throws Exception {
        rig = new Rig(folder.resolve("long-setup"), PLAN.replace("probes:", "setup: [{wait: 10m}]\nprobes:"), 10);
        rig.target.setUp("db", true);
        rig.target.setUp("app", true);

        rig.live(Rig.checked(executor -> {
            awaitAct("setup 0 running/db");
            executor.stop(new Stop(Stop.Kind.SHUTDOWN, "terminated"));
        }));

        assertThat(rig.target.acts("restore")).hasSize(1);
        assertThat(rig.target.isUp("app")).isTrue();
    }

    @Test
    void skipsWhatCameDueWhileTheAgentWasAwayAndHasNoRoomLeft() throws Exception {
        String late = PLAN.replace("at: 1s, test: outage", "at: 3s, test: outage")
                .replace("at: 1100ms, test: other-outage", "at: 3100ms, test: other-outage");
        rig = new Rig(folder.resolve("late"), late, 10);
        rig.target.setValue("app_answers.ok", 1);

        rig.live(Rig.checked(executor -> {
            awaitAct("load 1");
            executor.stop(new Stop(Stop.Kind.SHUTDOWN, "terminated"));
        }));
        rig.time.of(Duration.ofSeconds(6));

        Optional<RunEnded> ended = rig.live();

        assertThat(ended.orElseThrow().outcome()).isEqualTo(RunEnded.Outcome.FINISHED);
        assertThat(endOf("outage").status()).isEqualTo(OccurrenceStatus.SKIPPED);
        assertThat(endOf("other-outage").status()).isEqualTo(OccurrenceStatus.SKIPPED);
        assertThat(rig.target.acts("outage")).isEmpty();
    }

    /** Nothing begins twice or is left out without a word: what has room is late, what has none is skipped. */
    @Test
    void goesOnWithItsScheduleAfterItStoodStillForMinutes() throws Exception {
        String minutes = PLAN.replace("duration: 4s", "duration: 8min")
                .replace("at: 500ms, test: load, for: 3s", "at: 1s, test: load, for: 2min")
                .replace("at: 1s, test: outage", "at: 3min, test: outage")
                .replace("at: 1100ms, test: other-outage", "at: 4min, test: other-outage");
        rig = new Rig(folder.resolve("minutes"), minutes, 60);
        rig.target.setValue("app_answers.ok", 1);

        rig.live(Rig.checked(executor -> {
            awaitAct("load 1");
            rig.time.skip(Duration.ofSeconds(330));
        }));

        assertThat(endOf("outage").status()).isEqualTo(OccurrenceStatus.SKIPPED);
        assertThat(endOf("outage").reason()).contains("stood still");
        assertThat(endOf("other-outage").status()).isEqualTo(OccurrenceStatus.FINISHED);
        assertThat(endOf("load").status()).isEqualTo(OccurrenceStatus.FINISHED);
        assertThat(rig.target.acts("other-outage 1 steps/0")).hasSize(1);
        assertThat(rig.records(RunRecord.StepEnded.class)).allMatch(step -> step.millis() >= 0);
    }

    @Test
    void startsTheServicesAgainAfterAReboot() throws Exception {
        rig.live(Rig.checked(executor -> {
            awaitAct("load 1");
            executor.stop(new Stop(Stop.Kind.SHUTDOWN, "terminated"));
        }));
        rig.environment = Map.of(RunExecutor.BOOT_ID, "boot-2");

        rig.live();

        assertThat(rig.target.acts("reboot 0 steps/0 ensure db, app")).hasSize(1);
        assertThat(rig.records(RunRecord.Event.class))
                .extracting(RunRecord.Event::kind)
                .contains("rebooted");
    }

    @Test
    void recordsTheOutcomeOfEveryStep() throws IOException {
        rig.live();

        assertThat(rig.records(StepEnded.class)).hasSameSizeAs(rig.records(RunRecord.StepIntended.class));
        assertThat(rig.records(StepEnded.class)).extracting(StepEnded::outcome).containsOnly(StepEnded.Outcome.OK);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "settles for as long as it says,               'lostAfter: 10min, settle: 3s', 1, 3000",
        "does not wait if it says so,                  'lostAfter: 10min, settle: 0',  1,    0",
        "waits until the last id is lost if it is mum, 'lostAfter: 3s',                1, 8000",
        "does not wait for nothing,                    'lostAfter: 10min',             0,    0"
    })
    void waitsForWhatIsOpenAtTheEnd(String what, String ledger, double open, long atLeast) throws Exception {
        String plan = """
                burnin: 1
                plan: some-plan
                probes:
                  jobs: {ledger: {submitted: {files: "/in/<id>"}, done: {files: "/out/<id>"}, %s}}
                tests:
                  calm: {steps: [{wait: 0}]}
                profiles:
                  short: {duration: 1s, schedule: [{at: 0s, test: calm}]}
                """.formatted(ledger);
        rig = new Rig(folder.resolve("drained"), plan, 20);
        rig.target.setValue("jobs.open", open);

        rig.live();

        Instant zero = rig.records(RunRecord.Event.class).stream()
                .filter(event -> event.kind().equals(Replay.SCHEDULE_BEGAN))
                .findFirst()
                .orElseThrow()
                .at();
        Instant ended = rig.records().getLast().at();
        assertThat(Duration.between(zero.plusSeconds(1), ended).toMillis()).isBetween(atLeast, 60_000L);
    }

    private Rig rig() throws Exception {
        return new Rig(folder.resolve("journal"), PLAN, 10);
    }

    private void awaitAct(String act) throws InterruptedException {
        while (rig.target.acts(act).isEmpty()) {
            Thread.sleep(2);
        }
    }

    private Instant startOf(String test) throws IOException {
        return rig.records(RunRecord.OccurrenceStarted.class).stream()
                .filter(occurrence -> occurrence.test().equals(test))
                .findFirst()
                .orElseThrow()
                .at();
    }

    private RunRecord.OccurrenceEnded endOf(String test) throws IOException {
        List<RunRecord.OccurrenceEnded> ends = rig.records(RunRecord.OccurrenceEnded.class).stream()
                .filter(occurrence -> occurrence.test().equals(test))
                .toList();
        assertThat(ends).as("ends of %s", test).hasSize(1);
        return ends.getFirst();
    }

    @Test
    void capturesBeforeItTouchesAnythingBeforeItKillsAndBeforeItLeaves() throws Exception {
        rig = new Rig(folder.resolve("captured"), CAPTURING, 20);

        rig.live();

        assertThat(captured("start").at())
                .isBeforeOrEqualTo(intended("setup", "service.ensure").at());
        assertThat(captured("beforeRestart").occasion()).isEqualTo("outage 1: kill app");
        assertThat(captured("beforeRestart").at())
                .isBeforeOrEqualTo(intended("outage", "service.kill").at());
        assertThat(captured("end").occasion()).isEqualTo("the tests are over");
        assertThat(rig.records(RunRecord.Captured.class)).hasSize(4);
        assertThat(rig.records().getLast()).isInstanceOf(RunEnded.class);
    }

    @Test
    void capturesARedThatEndsItOnce() throws Exception {
        rig = new Rig(folder.resolve("red"), CAPTURING, 20);

        rig.live(Rig.checked(executor -> {
            awaitAct("load 1");
            executor.red("a job was lost");
            executor.stop(new Stop(Stop.Kind.STOP, "a job was lost"));
        }));

        assertThat(rig.records(RunRecord.Captured.class))
                .extracting(RunRecord.Captured::moment)
                .containsExactlyInAnyOrder("start", "red", "end");
        assertThat(captured("red").occasion()).isEqualTo("a job was lost");
    }

    private RunRecord.Captured captured(String moment) throws IOException {
        return rig.records(RunRecord.Captured.class).stream()
                .filter(each -> each.moment().equals(moment))
                .findFirst()
                .orElseThrow();
    }

    private RunRecord.StepIntended intended(String test, String action) throws IOException {
        return rig.records(RunRecord.StepIntended.class).stream()
                .filter(each -> each.test().equals(test) && each.action().equals(action))
                .findFirst()
                .orElseThrow();
    }
}
