package io.burnin.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.journal.Journal;
import io.burnin.agent.journal.JournalRecorder;
import io.burnin.agent.journal.MemoryFolder;
import io.burnin.agent.journal.RunFolders;
import io.burnin.agent.link.ServerLink;
import io.burnin.agent.policy.Rules;
import io.burnin.agent.policy.RulesPolicy;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class KeptRunsTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir(factory = MemoryFolder.class)
    Path data;

    private FakeServer server;
    private RunFolders folders;
    private final Works works = new Works();
    private Workshop workshop;
    private KeptRuns kept;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        folders = new RunFolders(data);
        workshop = new Workshop(
                new ServerLink(server.address(), "secret", HttpClient.newHttpClient()),
                folders,
                new StandardParts(),
                new RulesPolicy(Rules.NONE),
                name -> name,
                AgentTime.ofThisHost(),
                new KeepAwake(List.of()),
                Map.of());
        kept = new KeptRuns(workshop, works);
    }

    @AfterEach
    void stop() throws InterruptedException {
        works.end();
        for (RunWork work : works.all()) {
            work.awaitInterrupted();
        }
        server.close();
    }

    @Test
    void sendsAgainWhatTheServerHasLostOfARunThatWasDone() throws Exception {
        record("run-1", 20);
        takeUp("run-1");
        await().until(() -> folders.kept().size() == 1);

        server.forgetAfter(7);
        kept.look();

        await().until(() -> server.records().size() == 20);
        await().until(() -> folders.kept().size() == 1);
        assertThat(server.batches()).as("20, then 13").containsExactly(20, 13);
    }

    @Test
    void leavesARunAloneThatTheServerHas() throws Exception {
        record("run-1", 20);
        takeUp("run-1");
        await().until(() -> folders.kept().size() == 1);

        kept.look();

        assertThat(works.all()).isEmpty();
        assertThat(server.batches()).containsExactly(20);
    }

    @Test
    void keepsARunThatTheServerDoesNotKnow() throws Exception {
        record("run-1", 20);
        folders.done(new RunFolders.Done("run-1", 1, 20, Instant.now()));
        server.knowNoRun();

        kept.look();

        assertThat(folders.kept()).hasSize(1);
        assertThat(works.all()).isEmpty();
    }

    @Test
    void sendsWhatAnotherHostRecordedAndExecutesNothing() throws Exception {
        folders.adopt("run-1", journal -> write(Journal.create(journal, assignment("run-1")), 20, false));

        kept.look();

        await().until(() -> server.records().size() == 20);
        await().until(() -> folders.kept().size() == 1);
        assertThat(server.records(RunRecord.RunEnded.class)).isEmpty();
    }

    @Test
    void deletesWhatWasKeptForLongEnough() throws Exception {
        record("run-1", 3);
        folders.done(new RunFolders.Done("run-1", 1, 3, START));

        kept.look();

        assertThat(folders.all()).isEmpty();
    }

    private void takeUp(String run) throws IOException {
        works.takeUp(run, () -> RunWork.resume(workshop, run));
    }

    private void record(String run, int records) throws IOException {
        write(folders.create(assignment(run)), records, true);
    }

    /** @param ends whether its last record ends the run, so that nothing is left to be executed */
    private static void write(Journal journal, int records, boolean ends) {
        try (journal;
                var recorder = new JournalRecorder(journal, SystemRunClock.start())) {
            for (int number = 1; number < records; number++) {
                recorder.write(event("number " + number));
            }
            recorder.write(
                    ends
                            ? new RunRecord.RunEnded(
                                    START, RunRecord.RunEnded.Outcome.FINISHED, Optional.empty(), "", "")
                            : event("the last"));
        }
    }

    private static RunRecord event(String text) {
        return new RunRecord.Event(START, "test", text, Map.of());
    }

    private static Assignment assignment(String run) {
        return new Assignment(run, 1, 1, "t", "p", 1, "", "smoke", Map.of(), List.of(), START, 60);
    }
}
