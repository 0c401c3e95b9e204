package io.burnin.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.journal.MemoryFolder;
import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.StepEnded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The agent is killed at every single record that it writes, and once more in the life after that. */
@Timeout(180)
class RestartTest {

    private static final int SPEED = 60;
    private static final int AT_ONCE = 8;

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
    void neverRepeatsHarmAndNeverLosesCountWhereverItIsKilled() throws Exception {
        boolean allWereKilled = true;
        for (int first = 1; allWereKilled; first += AT_ONCE) {
            List<Callable<Boolean>> lives = IntStream.range(first, first + AT_ONCE)
                    .<Callable<Boolean>>mapToObj(write -> () -> isKilledAt(write))
                    .toList();
            allWereKilled = atOnce(lives).stream().allMatch(Boolean::booleanValue);
        }
    }

    /** @return false if the run came to its end before that write */
    private boolean isKilledAt(int write) throws Exception {
        boolean afterIt = write % 2 == 0;
        String where = "killed %s write %d".formatted(afterIt ? "after" : "before", write);
        Rig rig = rig(where);

        boolean killed = rig.liveUntilKilledAt(write, afterIt);
        rig.live();

        check(rig, where);
        return killed;
    }

    @Test
    void survivesASecondKillInTheMiddleOfTakingUp() throws Exception {
        for (int write = 14; write <= 38; write += 3) {
            int first = write;
            List<Callable<Boolean>> lives = IntStream.of(1, 3, 5, 7, 9)
                    .<Callable<Boolean>>mapToObj(again -> () -> isKilledTwice(first, again))
                    .toList();
            atOnce(lives);
        }
    }

    @Test
    void findsTheTargetAsItShouldBeWhereSomebodyElseUndidMeanwhile() throws Exception {
        boolean allWereKilled = true;
        for (int first = 1; allWereKilled; first += AT_ONCE) {
            List<Callable<Boolean>> lives = IntStream.range(first, first + AT_ONCE)
                    .<Callable<Boolean>>mapToObj(write -> () -> isRescuedFrom(write))
                    .toList();
            allWereKilled = atOnce(lives).stream().allMatch(Boolean::booleanValue);
        }
    }

    private boolean isRescuedFrom(int write) throws Exception {
        String where = "rescued after write %d".formatted(write);
        Rig rig = rig(where);

        boolean killed = rig.liveUntilKilledAt(write, true);
        boolean left = rig.target.acts("restore").size() == 1;
        rig.rescue().ifPresent(outcome -> assertThat(outcome.dirt()).as(where).isEmpty());

        if (killed && !left && rig.hasBegun()) {
            assertThat(rig.target.isUp("app")).as(where).isTrue();
        }
        rig.rescue().ifPresent(again -> assertThat(again.dirt()).as(where).isEmpty());
        rig.live();
        check(rig, where);
        return killed;
    }

    private boolean isKilledTwice(int write, int again) throws Exception {
        String where = "killed before write %d, then after write %d".formatted(write, again);
        Rig rig = rig(where);

        boolean killed = rig.liveUntilKilledAt(write, false) && rig.liveUntilKilledAt(again, true);
        rig.live();

        check(rig, where);
        return killed;
    }

    /** Each has a rig of its own and mostly waits. */
    private static List<Boolean> atOnce(List<Callable<Boolean>> lives) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var killed = new ArrayList<Boolean>();
            for (Future<Boolean> life : threads.invokeAll(lives)) {
                killed.add(life.get());
            }
            return killed;
        }
    }

    private Rig rig(String where) throws Exception {
        var rig = new Rig(folder.resolve(where.replace(' ', '-')), RunExecutorTest.PLAN, SPEED);
        rig.target.setValue("app_answers.ok", 1);
        return rig;
    }

    private static void check(Rig rig, String where) throws IOException {
        List<RunRecord> records = rig.records();
        assertThat(records.getFirst()).as(where).isInstanceOf(RunRecord.RunStarted.class);
        assertThat(records.getLast()).as(where).isInstanceOf(RunRecord.RunEnded.class);
        assertThat(records.stream().filter(RunRecord.RunEnded.class::isInstance))
                .as(where)
                .hasSize(1);
        assertThat(rig.records(RunRecord.RunEnded.class).getFirst().targetDirty())
                .as(where)
                .isEmpty();
        assertThat(rig.target.isUp("app")).as(where).isFalse();
        assertHarmIsDoneOnce(rig, where);
        assertEveryOccurrenceEndsOnce(rig, where);
        assertEveryStepEnds(records, where);
        assertEveryFaultEnds(rig, where);
    }

    private static void assertHarmIsDoneOnce(Rig rig, String where) {
        List<String> kills = rig.target.acts().stream()
                .filter(act -> act.endsWith("kill app"))
                .toList();
        assertThat(kills).as(where).doesNotHaveDuplicates();
    }

    private static void assertEveryOccurrenceEndsOnce(Rig rig, String where) throws IOException {
        List<OccurrenceKey> started = rig.records(RunRecord.OccurrenceStarted.class).stream()
                .map(occurrence -> new OccurrenceKey(occurrence.test(), occurrence.number()))
                .toList();
        List<OccurrenceKey> ended = rig.records(RunRecord.OccurrenceEnded.class).stream()
                .map(occurrence -> new OccurrenceKey(occurrence.test(), occurrence.number()))
                .toList();
        assertThat(started).as(where).doesNotHaveDuplicates();
        assertThat(ended).as(where).containsExactlyInAnyOrderElementsOf(started);
    }

    private static void assertEveryStepEnds(List<RunRecord> records, String where) {
        Map<String, Integer> open = new HashMap<>();
        for (RunRecord record : records) {
            if (record instanceof RunRecord.StepIntended step) {
                open.merge(step.test() + step.occurrence() + step.step(), 1, Integer::sum);
            } else if (record instanceof StepEnded step) {
                open.merge(step.test() + step.occurrence() + step.step(), -1, Integer::sum);
            }
            assertThat(open.values()).as(where).allMatch(count -> count == 0 || count == 1);
        }
        assertThat(open.values()).as(where).allMatch(count -> count == 0);
    }

    private static void assertEveryFaultEnds(Rig rig, String where) throws IOException {
        assertThat(rig.records(RunRecord.FaultEnded.class).stream()
                        .map(fault -> new OccurrenceKey(fault.test(), fault.occurrence())))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(rig.records(RunRecord.FaultBegan.class).stream()
                        .map(fault -> new OccurrenceKey(fault.test(), fault.occurrence()))
                        .toList());
    }
}
