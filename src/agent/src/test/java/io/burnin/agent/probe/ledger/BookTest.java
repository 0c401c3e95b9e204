package io.burnin.agent.probe.ledger;

import static io.burnin.agent.probe.ledger.Quantity.DONE;
import static io.burnin.agent.probe.ledger.Quantity.DUPLICATED;
import static io.burnin.agent.probe.ledger.Quantity.SUBMITTED;
import static io.burnin.agent.probe.ledger.Quantity.UNEXPECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.probe.ledger.Book.Latency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LOST_AFTER = Duration.ofSeconds(10);

    /**
     * One id's life, a word per second: {@code s}ubmitted, {@code h}andled, {@code H} handled as a second witness sees it,
     * {@code d}one, {@code f}ailed, {@code k}illed whoever executes, a dot for nothing.
     */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "s h d, submitted handled done",
        "s d h, submitted handled done",
        "h d s, submitted handled done",
        "s h h d, submitted handled=2 done redelivered duplicated",
        "s h d h, submitted handled=2 done redelivered duplicated",
        "s h h h d, submitted handled=3 done redelivered=2 duplicated=2",
        "s h k h d, submitted handled=2 done redelivered recovered",
        "s h k d h, submitted handled=2 done redelivered recovered",
        "s h k h h d, submitted handled=3 done redelivered=2 recovered duplicated",
        "s h k h k h d, submitted handled=3 done redelivered=2 recovered=2",
        "s k h d, submitted handled done",
        "s h d k h, submitted handled=2 done redelivered duplicated",
        "s h H d, submitted handled done",
        "s h H h H d, submitted handled=2 done redelivered duplicated",
        "h k s h d, submitted handled=2 done redelivered recovered",
        "s f, submitted failed",
        "s f d, submitted failed",
        "s d f, submitted done",
        "s d d, submitted done",
        "s s d, submitted done",
        "s h . . . . . . . . . ., submitted handled lost",
        "s h . . . . . . . . . . d, submitted handled done lost",
        "s . . . . . . . . . . . h, submitted handled lost",
        "s . . . . . . . . . . . h k h d, submitted handled=2 done lost redelivered recovered",
        "s h . . . . . . . . . . . k h d, submitted handled=2 done lost redelivered recovered",
        "s . . . . . . . . . . . h h d, submitted handled=2 done lost redelivered duplicated",
        "h . . ., unexpected",
        "h h d . ., unexpected",
        "h . . . s d, submitted done unexpected",
    })
    void countsWhatBecameOfAnId(String life, String counts) {
        Book book = new Book(true, LOST_AFTER);

        live(book, life);

        assertThat(countsOf(book)).isEqualTo(parse(counts));
    }

    /** What a reader needs to follow an id through the logs. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "s . . . . . . . . . . . | submitted 00:00:00, never begun, not done 10 s later",
                "s h . . . . . . . . . . | submitted 00:00:00, begun once, not done 10 s later",
                "s h f | submitted 00:00:00, failed 2 s later",
                "s h h d | begun a second time, before it was done",
                "s h d h | begun a second time, though it was over",
                "s h k h d | begun a second time, since the one before was abandoned",
            })
    void tellsTheStoryOfAnExample(String life, String story) {
        Book book = new Book(true, LOST_AFTER);

        live(book, life);

        assertThat(book.takeExamples())
                .singleElement()
                .satisfies(example -> assertThat(example.told(true)).endsWith(": " + story));
    }

    @Test
    void tellsThatSomethingWasOpenBetweenTwoLooks() {
        Book book = new Book(true, LOST_AFTER);

        live(book, "s d");
        Optional<Book.Peak> passed = book.takePeak("test");
        book.apply(new Entry.Submitted(START, "y", "test", START));
        Optional<Book.Peak> stillOpen = book.takePeak("test");

        assertThat(passed).get().extracting(Book.Peak::count).isEqualTo(1);
        assertThat(stillOpen).isEmpty();
        assertThat(book.takePeak("test")).isEmpty();
    }

    @Test
    void callsNoneDuplicatedIfDeliveryIsAtLeastOnce() {
        Book book = new Book(false, LOST_AFTER);

        live(book, "s h h d");

        assertThat(countsOf(book)).isEqualTo(parse("submitted handled=2 done redelivered"));
    }

    @Test
    void measuresFromTheIntendedSubmission() {
        Book book = new Book(true, LOST_AFTER);

        book.apply(new Entry.Submitted(START.plusMillis(30), "a", "load", START));
        book.apply(seen(Role.DONE, "a", START.plusMillis(130)));

        assertThat(book.takeLatencies())
                .containsExactly(new Latency("load", START.plusMillis(130), Duration.ofMillis(130)));
    }

    @Test
    void givesLostAndOpenIdsTheirAge() {
        Book book = new Book(true, LOST_AFTER);
        book.apply(new Entry.Submitted(START, "lost", "load", START));
        book.apply(new Entry.Submitted(START.plusSeconds(9), "open", "load", START.plusSeconds(9)));

        book.lost(START.plusSeconds(11)).forEach(book::apply);
        book.apply(new Entry.Closed(START.plusSeconds(12)));

        assertThat(book.takeLatencies())
                .extracting(Latency::taken)
                .containsExactly(Duration.ofSeconds(11), Duration.ofSeconds(3));
    }

    @Test
    void ignoresASecondLookAtTheSameLine() {
        Book book = new Book(true, LOST_AFTER);
        book.apply(new Entry.Submitted(START, "a", "load", START));
        book.apply(new Entry.Submitted(START, "b", "load", START));
        book.apply(inLog("a", "log", 10));
        book.apply(inLog("b", "log", 20));

        boolean again = book.apply(inLog("a", "log", 10)) || book.apply(inLog("b", "log", 20));
        boolean anew = book.apply(inLog("b", "log#1", 5));

        assertThat(again).isFalse();
        assertThat(anew).isTrue();
        assertThat(book.totals("load")).containsEntry(DUPLICATED, 1L);
    }

    @Test
    void takesAFileThatWasThereBeforeForNoSecondExecution() {
        Book book = new Book(true, LOST_AFTER);
        book.apply(new Entry.Submitted(START, "a", "load", START));
        book.apply(existed("a"));
        book.apply(existed("a"));
        book.apply(seen(Role.DONE, "a", START));
        book.apply(existed("a"));
        book.apply(existed("stranger"));

        assertThat(countsOf(book)).isEqualTo(parse("submitted handled done"));
        assertThat(book.orphans(START.plusSeconds(60))).isEmpty();
    }

    @Test
    void leavesAnIdToTheLedgerThatHasIt() {
        Book book = new Book(true, LOST_AFTER);
        book.apply(seen(Role.HANDLED, "other", START));
        book.apply(new Entry.Orphaned(START.plusSeconds(2), "other", true));
        book.apply(seen(Role.HANDLED, "other", START.plusSeconds(3)));

        assertThat(book.totals(Book.UNKNOWN)).containsEntry(UNEXPECTED, 0L).containsEntry(DUPLICATED, 0L);
    }

    @Test
    void takesWhatFilesSubmitForItsOwnIfNoStepDid() {
        Book book = new Book(true, LOST_AFTER);
        book.apply(seen(Role.SUBMITTED, "a", START));
        book.apply(seen(Role.DONE, "a", START.plusMillis(100)));
        book.apply(new Entry.Orphaned(START.plusSeconds(2), "a", false));

        assertThat(book.totals(Book.UNKNOWN))
                .containsEntry(SUBMITTED, 1L)
                .containsEntry(DONE, 1L)
                .containsEntry(UNEXPECTED, 0L);
        assertThat(book.takeLatencies()).extracting(Latency::taken).containsExactly(Duration.ofMillis(100));
    }

    @Test
    void tellsTestsApart() {
        Book book = new Book(true, LOST_AFTER);
        book.apply(new Entry.Submitted(START, "a", "one", START));
        book.apply(new Entry.Submitted(START, "b", "two", START.plusSeconds(1)));
        book.apply(seen(Role.DONE, "b", START.plusSeconds(2)));

        assertThat(book.origins()).containsExactly("one", "two");
        assertThat(book.open("one").count()).isEqualTo(1);
        assertThat(book.open("one").oldest()).contains(START);
        assertThat(book.open("two").count()).isZero();
        assertThat(book.totals("two")).containsEntry(DONE, 1L);
    }

    /** Whatever happened: the journal's lines alone, some of them repeated by witnesses, lead to the same book. */
    @Test
    void isTheSameAfterARestart() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            Book book = new Book(true, LOST_AFTER);
            var journal = new ArrayList<String>();
            for (int i = 0; i < 200; i++) {
                Instant now = START.plusMillis(i * 100L);
                apply(book, anything(random, i, now), journal);
                book.lost(now).forEach(lost -> apply(book, lost, journal));
                book.orphans(now).forEach(id -> apply(book, new Entry.Orphaned(now, id, false), journal));
            }

            Book again = new Book(true, LOST_AFTER);
            journal.forEach(line -> again.apply(Entry.parse(line)));

            assertThat(countsOf(again)).as("seed %d", seed).isEqualTo(countsOf(book));
            assertThat(again.openIds()).isEqualTo(book.openIds());
            assertThat(again.takeLatencies()).isEqualTo(book.takeLatencies());
        }
    }

    private static Entry anything(SplittableRandom random, int i, Instant now) {
        String id = "id\t" + random.nextInt(40);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> new Entry.Submitted(now, id, "test " + random.nextInt(3), now.minusMillis(5));
            case 3, 4, 5 -> new Entry.Seen(now, Role.HANDLED, 0, id, "log", i - random.nextInt(3), false);
            case 6, 7 -> seen(Role.DONE, id, now);
            case 8 -> seen(Role.FAILED, id, now);
            case 9 -> existed(id);
            case 10 -> new Entry.Abandoned(now);
            default -> new Entry.Seen(now, Role.HANDLED, 1, id, "", 0, false);
        };
    }

    private static void apply(Book book, Entry entry, List<String> journal) {
        if (book.apply(entry)) {
            journal.add(entry.line());
        }
    }

    private static void live(Book book, String life) {
        Instant now = START;
        for (String event : life.split(" ")) {
            switch (event) {
                case "s" -> book.apply(new Entry.Submitted(now, "x", "test", now));
                case "h" -> book.apply(seen(Role.HANDLED, "x", now));
                case "H" -> book.apply(new Entry.Seen(now, Role.HANDLED, 1, "x", "", 0, false));
                case "d" -> book.apply(seen(Role.DONE, "x", now));
                case "f" -> book.apply(seen(Role.FAILED, "x", now));
                case "k" -> book.apply(new Entry.Abandoned(now));
                case "." -> {}
                default -> throw new IllegalArgumentException(event);
            }
            Instant at = now;
            book.lost(now).forEach(book::apply);
            book.orphans(now).forEach(id -> book.apply(new Entry.Orphaned(at, id, false)));
            now = now.plusSeconds(1);
        }
    }

    private static Entry seen(Role role, String id, Instant at) {
        return new Entry.Seen(at, role, 0, id, "", 0, false);
    }

    private static Entry inLog(String id, String source, long offset) {
        return new Entry.Seen(START, Role.HANDLED, 0, id, source, offset, false);
    }

    private static Entry existed(String id) {
        return new Entry.Seen(START, Role.HANDLED, 0, id, "", 0, true);
    }

    /** Over all origins; what is 0 is left out. */
    private static Map<Quantity, Long> countsOf(Book book) {
        var counts = new EnumMap<Quantity, Long>(Quantity.class);
        var origins = new LinkedHashMap<String, Boolean>();
        book.origins().forEach(origin -> origins.put(origin, true));
        origins.put(Book.UNKNOWN, true);
        origins.keySet()
                .forEach(origin ->
                        book.totals(origin).forEach((quantity, total) -> counts.merge(quantity, total, Long::sum)));
        counts.values().removeIf(total -> total == 0);
        return counts;
    }

    private static Map<Quantity, Long> parse(String written) {
        var counts = new EnumMap<Quantity, Long>(Quantity.class);
        for (String word : written.split(" ")) {
            String[] parts = word.split("=");
            counts.put(
                    Quantity.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT)),
                    parts.length == 1 ? 1L : Long.parseLong(parts[1]));
        }
        return counts;
    }

    @Test
    void hasNothingToDoWithWhatWasSubmittedBeforeTheRun() {
        var book = new Book(true, LOST_AFTER);
        book.apply(new Entry.Seen(START, Role.SUBMITTED, 0, "old", "", 0, true));

        boolean counts = book.apply(new Entry.Seen(START.plusSeconds(1), Role.DONE, 0, "old", "", 0, false));

        assertThat(counts).isFalse();
        assertThat(book.orphans(START.plusSeconds(60))).isEmpty();
        assertThat(book.totals(Book.UNKNOWN)).containsEntry(UNEXPECTED, 0L);
    }
}
