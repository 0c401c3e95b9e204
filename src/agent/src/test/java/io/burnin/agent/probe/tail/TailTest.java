package io.burnin.agent.probe.tail;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {

    @TempDir
    Path folder;

    private Path file;
    private Tail tail;
    private long nanos;

    @BeforeEach
    void tailAFile() {
        file = folder.resolve("app.log");
        tail = tailOf(file.toString(), UTF_8);
    }

    @Test
    void deliversEachLineOnceWithoutItsEnd() throws IOException {
        append("one\ntwo\r\n");
        List<String> first = read();
        append("three\n");

        assertThat(first).containsExactly("one", "two");
        assertThat(read()).containsExactly("three");
        assertThat(read()).isEmpty();
    }

    @Test
    void keepsHalfALineUntilItIsWhole() throws IOException {
        append("one\ntw");
        List<String> first = read();
        List<Tail.Partial> partials = tail.partials();
        append("o\n");

        assertThat(first).containsExactly("one");
        assertThat(partials).singleElement().satisfies(partial -> {
            assertThat(partial.bytes()).isEqualTo("tw".getBytes(UTF_8));
            assertThat(partial.offset()).isEqualTo(4);
        });
        assertThat(read()).containsExactly("two");
        assertThat(tail.partials()).isEmpty();
    }

    @Test
    void deliversNothingThatWasThereBefore() throws IOException {
        append("old\nhalf an old");
        tail.skipExisting(nanos);
        append(" line\nnew\n");

        assertThat(read()).containsExactly("new");
    }

    @Test
    void takesAFileThatNeedNotExistForAnEmptyOne() throws IOException {
        tail = new Tail(Glob.of(file.toString()), UTF_8, false);
        tail.skipExisting(nanos);
        List<String> before = read();
        append("first\n");

        assertThat(before).isEmpty();
        assertThat(read()).containsExactly("first");
    }

    @Test
    void readsAFileThatAppearsLaterFromItsStart() throws IOException {
        tail.skipExisting(nanos);
        assertThatThrownBy(this::read).isInstanceOf(NoSuchFileException.class);

        append("first\n");

        assertThat(read()).containsExactly("first");
    }

    @Test
    void readsTheRestOfAFileThatWasRotatedAway() throws IOException {
        append("one\n");
        read();
        append("two\nhalf");
        Files.move(file, folder.resolve("app.log.1"));
        append("three\n");
        List<String> afterwards = read();
        Files.writeString(folder.resolve("app.log.1"), " a line", StandardOpenOption.APPEND);
        List<String> oncemore = read();
        nanos += 11_000_000_000L;

        assertThat(afterwards).containsExactly("two", "three");
        assertThat(oncemore).isEmpty();
        assertThat(read()).containsExactly("half a line");
        assertThat(read()).isEmpty();
    }

    @Test
    void followsAFileThatStillMatchesUnderItsNewName() throws IOException {
        tail = tailOf(folder + "/app*.log", UTF_8);
        append("one\n");
        read();
        append("two\n");
        Files.move(file, folder.resolve("app-1.log"));
        append("three\n");

        assertThat(read()).containsExactlyInAnyOrder("two", "three");
        assertThat(read()).isEmpty();
    }

    @Test
    void startsAgainWhenTheFileIsTruncated() throws IOException {
        append("one\ntwo\n");
        read();
        Files.writeString(file, "new\n");

        assertThat(read()).containsExactly("new");
    }

    @Test
    void startsAgainWhenTheFileIsWrittenAnewAndLonger() throws IOException {
        append("one\n");
        read();
        Files.writeString(file, "another and longer\n");

        assertThat(read()).containsExactly("another and longer");
    }

    @Test
    void tellsAFileFromADeletedOneOfTheSameName() throws IOException {
        append("one\n");
        List<String> sources = sources();
        Files.delete(file);
        assertThatThrownBy(this::read).isInstanceOf(NoSuchFileException.class);
        append("one\n");
        sources.addAll(sources());

        assertThat(sources).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void readsUtf16AsItsMarkSays() throws IOException {
        Files.write(file, bytes("\uFEFFone\nt", UTF_16LE));
        List<String> first = read();
        Files.write(file, bytes("wo\n\u0A0A\u0A00\n", UTF_16LE), StandardOpenOption.APPEND);

        assertThat(first).containsExactly("one");
        assertThat(read()).containsExactly("two", "\u0A0A\u0A00");
    }

    @Test
    void readsUtf16AsThePlanSays() throws IOException {
        tail = tailOf(file.toString(), UTF_16BE);
        Files.write(file, bytes("eins\r\nzwei\r\n", UTF_16BE));

        assertThat(read()).containsExactly("eins", "zwei");
    }

    @Test
    void readsNoMarkAsText() throws IOException {
        append("\uFEFFone\n");

        assertThat(read()).containsExactly("one");
    }

    @Test
    void cutsALineThatNeverEnds() throws IOException {
        append("x".repeat(5_000_000));
        List<String> first = read();
        append("y\nnext\n");

        assertThat(first)
                .singleElement()
                .satisfies(line -> assertThat(line.length()).isGreaterThan(4_000_000));
        assertThat(read()).containsExactly("next");
    }

    @Test
    void goesOnWhereItsCursorsSay() throws IOException {
        append("one\ntwo\nhal");
        read();
        List<Cursor> cursors = tail.cursors();
        append("f\nthree\n");
        tail = tailOf(file.toString(), UTF_8);
        tail.restore(cursors, nanos);

        assertThat(read()).containsExactly("half", "three");
    }

    @Test
    void showsTheLinesBeforeItsCursor() throws IOException {
        append("one\ntwo\nthree\n");
        tail.skipExisting(nanos);
        var before = new ArrayList<String>();
        tail.readBefore(10, block -> collect(block, before));

        assertThat(before).containsExactly("three");
    }

    /** However it is written, in pieces of any size and rotated at any time: every line once, in order. */
    @Test
    void losesAndRepeatsNothing() throws IOException {
        for (long seed = 0; seed < 60; seed++) {
            var random = new SplittableRandom(seed);
            Files.createDirectory(folder.resolve("run" + seed));
            file = folder.resolve("run" + seed + "/app.log");
            tail = tailOf(file.toString(), UTF_8);
            Files.createFile(file);
            var written = new ArrayList<String>();
            var delivered = new ArrayList<String>();
            for (int step = 0; step < 40; step++) {
                var piece = new StringBuilder();
                for (int line = random.nextInt(20); line > 0; line--) {
                    String text = "line " + written.size() + "x".repeat(random.nextInt(random.nextInt(1, 2000)));
                    written.add(text);
                    piece.append(text).append('\n');
                }
                int cut = random.nextInt(piece.length() + 1);
                append(piece.substring(0, cut));
                if (random.nextBoolean()) {
                    delivered.addAll(read());
                }
                append(piece.substring(cut));
                if (random.nextInt(8) == 0) {
                    delivered.addAll(read());
                    Files.move(file, folder.resolve("run" + seed + "/app.log.1"), StandardCopyOption.REPLACE_EXISTING);
                    Files.createFile(file);
                }
                if (random.nextInt(8) == 0) {
                    var cursors = tail.cursors();
                    tail = tailOf(file.toString(), UTF_8);
                    tail.restore(cursors, nanos);
                }
            }
            delivered.addAll(read());

            assertThat(delivered).as("seed %d", seed).isEqualTo(written);
        }
    }

    private static Tail tailOf(String pattern, Charset charset) {
        return new Tail(Glob.of(pattern), charset);
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }

    private List<String> read() throws IOException {
        var lines = new ArrayList<String>();
        tail.read(nanos, block -> collect(block, lines));
        return lines;
    }

    private List<String> sources() throws IOException {
        var sources = new ArrayList<String>();
        tail.read(nanos, block -> sources.add(block.source()));
        return sources;
    }

    private static void collect(Block block, List<String> lines) {
        int before = lines.size();
        block.forEachLine((from, to, offset) -> lines.add(block.text(from, to)));
        assertThat(block.countLines()).isEqualTo(lines.size() - before);
    }
}
