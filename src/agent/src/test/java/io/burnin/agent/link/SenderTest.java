package io.burnin.agent.link;

import static io.burnin.agent.link.FakeServer.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.burnin.agent.journal.Journal;
import io.burnin.agent.journal.JournalRecorder;
import io.burnin.agent.journal.MemoryFolder;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SenderTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Sender.End ALL_STORED = new Sender.End.AllStored();

    /** More than twice as long as a sender gathers when nobody asks it to. */
    private static final Duration A_WHILE = Duration.ofMillis(1200);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private FakeServer server;
    private Journal journal;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        journal = Journal.create(folder.resolve("journal"), assignment(3));
    }

    @AfterEach
    void stop() {
        journal.close();
        server.close();
    }

    @Test
    void sendsEverythingOnceAndInOrder() throws Exception {
        write(1, 12_000);

        Sender.End end = sendAll();

        assertThat(end).isEqualTo(ALL_STORED);
        assertThat(texts()).isEqualTo(numbers(1, 12_000));
        assertThat(server.sizes).allMatch(size -> size <= 5_000);
        assertThat(journal.acknowledged()).isEqualTo(12_000);
    }

    @ParameterizedTest(name = "an answer of {0} is tried again")
    @ValueSource(ints = {NOTHING, 401, 403, 404, 408, 429, 500, 502, 503, 504})
    void triesAgainWhatMayYetWork(int status) throws Exception {
        write(1, 20);
        server.answerFirst(status, status);

        Sender.End end = sendAll();

        assertThat(end).isEqualTo(ALL_STORED);
        assertThat(texts()).isEqualTo(numbers(1, 20));
    }

    @Test
    void goesBackToTheNumberThatTheServerExpects() throws Exception {
        write(1, 50);
        sendAll();
        server.forgetAfter(17);
        write(51, 60);

        sendAll();

        assertThat(texts()).isEqualTo(numbers(1, 60));
    }

    /** All was stored and confirmed; then an older backup is restored, and nobody writes any more. */
    @Test
    void sendsAgainWhatAServerHasLostOfAJournalThatWasStored() throws Exception {
        write(1, 50);
        sendAll();
        server.forgetAfter(17);

        assertThat(sendAll()).isEqualTo(ALL_STORED);
        assertThat(texts()).isEqualTo(numbers(1, 50));
    }

    @Test
    void endsOnlyWhenTheServerHasSaidThatItHasEverything() throws Exception {
        write(1, 50);
        server.afterBatches(1, () -> server.forgetAfter(30));

        assertThat(sendAll()).isEqualTo(ALL_STORED);
        assertThat(texts()).isEqualTo(numbers(1, 50));
    }

    @ParameterizedTest(name = "an answer of {0} is told to who does not wait")
    @ValueSource(ints = {401, 403, 404})
    void givesUpForWhoDoesNotWait(int status) throws Exception {
        write(1, 20);
        server.answerFirst(status);
        Sender sender = sender(Sender.Patience.GIVES_UP);
        sender.complete();

        assertThat(sender.send()).isInstanceOf(Sender.End.Refused.class);
    }

    @Test
    void endsWhenTheRunIsAnothers() throws Exception {
        write(1, 5);
        journal.renew(START, assignment(2));

        assertThat(sendAll()).isInstanceOf(Sender.End.Gone.class);
        assertThat(server.stored()).isEmpty();
    }

    @Test
    void sendsUnderTheNewestFence() throws Exception {
        write(1, 5);
        journal.renew(START, assignment(2));
        journal.renew(START, assignment(4));

        assertThat(sendAll()).isEqualTo(ALL_STORED);
    }

    @Test
    void sendsSmallerBatchesToAServerThatTakesNoMore() throws Exception {
        write(1, 100);
        server.takeAtMost(7);

        sendAll();

        assertThat(texts()).isEqualTo(numbers(1, 100));
    }

    @Test
    void putsAGapInThePlaceOfARecordThatIsRefused() throws Exception {
        write(1, 100);
        server.refuse(line -> line.contains("\"number 42\"") || line.contains("\"number 77\""));

        Sender.End end = sendAll();

        assertThat(end).isEqualTo(ALL_STORED);
        assertThat(server.stored()).hasSize(100);
        assertThat(server.stored().get(41)).contains("\"type\":\"gap\"", "record 42", "a record is not understood");
        assertThat(server.stored().get(76)).contains("\"type\":\"gap\"");
        assertThat(server.stored().stream().filter(line -> line.contains("\"gap\"")))
                .hasSize(2);
        assertThat(Files.readAllLines(folder.resolve("refused.ndjson")))
                .hasSize(2)
                .first()
                .asString()
                .contains("number 42");
    }

    @Test
    void goesOnAfterARestartWhereTheServerStands() throws Exception {
        write(1, 30);
        sendAll();
        journal.close();
        journal = Journal.open(folder.resolve("journal")).journal();
        write(31, 40);
        server.sizes.clear();

        sendAll();

        assertThat(texts()).isEqualTo(numbers(1, 40));
        assertThat(server.sizes).as("the rest, and a question").containsExactly(10, 0);
    }

    @Test
    void sendsWhatIsWrittenWhileItRuns() throws Exception {
        var sender = sender();
        Thread sending = sending(sender);

        for (int number = 1; number <= 20; number++) {
            write(number, number);
        }
        sender.complete();
        sending.join(Duration.ofSeconds(10));

        assertThat(texts()).isEqualTo(numbers(1, 20));
    }

    @Test
    void gathersAsLongAsTheServerAsksItTo() throws Exception {
        server.askToGatherFor(Duration.ofHours(1));
        write(1, 1);
        var sender = sender();
        Thread sending = sending(sender);
        await().until(() -> server.stored().size() == 1);

        write(2, 2);
        await().during(A_WHILE)
                .atMost(A_WHILE.multipliedBy(5))
                .until(() -> server.stored().size() == 1);

        sender.complete();
        sending.join(Duration.ofSeconds(10));
        assertThat(texts()).isEqualTo(numbers(1, 2));
    }

    private static Thread sending(Sender sender) {
        return Thread.ofVirtual().start(() -> {
            try {
                sender.send();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private Sender.End sendAll() throws IOException, InterruptedException {
        Sender sender = sender();
        sender.complete();
        return sender.send();
    }

    private Sender sender() {
        return sender(Sender.Patience.WAITS);
    }

    private Sender sender(Sender.Patience patience) {
        return new Sender(
                journal,
                new ServerLink(server.address(), "secret", HttpClient.newHttpClient()),
                new Refusals(folder.resolve("refused.ndjson")),
                InstantSource.fixed(START),
                new Backoff(Duration.ofMillis(20), new Random(1)),
                patience);
    }

    private void write(int from, int to) {
        try (var recorder = new JournalRecorder(journal, SystemRunClock.start())) {
            if (to - from < 200) {
                numbers(from, to).forEach(text -> recorder.write(event(text)));
            } else {
                numbers(from, to).forEach(text -> recorder.reading("many", seen(text)));
            }
        }
    }

    private static io.burnin.agent.record.Reading seen(String text) {
        var series = io.burnin.metric.SeriesKey.of("some.metric");
        return new io.burnin.agent.record.Reading(
                List.of(),
                List.of(),
                List.of(new io.burnin.agent.record.Reading.Text(series, START, text)),
                java.util.Optional.empty());
    }

    private List<String> texts() throws IOException {
        var texts = new java.util.ArrayList<String>();
        for (String line : server.stored()) {
            texts.add(io.burnin.agent.journal.Wire.mapper()
                    .readTree(line)
                    .get("text")
                    .asText());
        }
        return texts;
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "number " + number)
                .toList();
    }

    private static RunRecord event(String text) {
        return new RunRecord.Event(START, "test", text, Map.of());
    }

    private static Assignment assignment(long fence) {
        return new Assignment("run-1", 7, fence, "t", "p", 1, "", "smoke", Map.of(), List.of(), START, 60);
    }
}
