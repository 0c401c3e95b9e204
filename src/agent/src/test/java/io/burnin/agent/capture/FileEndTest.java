package io.burnin.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.burnin.plan.Capture.Amount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileEndTest {

    private static final Charset UTF_8 = StandardCharsets.UTF_8;

    @TempDir
    Path folder;

    private Path file;
    private final Redaction redaction = Redaction.of(Set.of("S"), name -> "topsecret-value");

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("some.log");
    }

    @ParameterizedTest(name = "the last {0} of 3 lines")
    @CsvSource({"1, c, true", "2, 'b,c', true", "3, 'a,b,c', false", "9, 'a,b,c', false"})
    void keepsTheLastLines(int lines, String kept, boolean isCut) throws IOException, NotKept {
        Files.writeString(file, "a\nb\nc\n");

        Excerpt excerpt = read(UTF_8, new Amount.Lines(lines), 1_000);

        assertThat(text(excerpt)).isEqualTo(kept.replace(',', '\n') + "\n");
        assertThat(excerpt.isCut()).isEqualTo(isCut);
    }

    @Test
    void keepsALastLineThatIsNotEnded() throws IOException, NotKept {
        Files.writeString(file, "a\nb\nc");

        assertThat(text(read(UTF_8, new Amount.Lines(2), 1_000))).isEqualTo("b\nc");
    }

    @ParameterizedTest(name = "{0} of 8 bytes")
    @CsvSource({"8, 'ab,cd,e,', false", "7, 'cd,e,', true", "5, 'cd,e,', true", "4, 'e,', true", "1, ',', true"})
    void keepsWholeLinesThatFit(int bytes, String kept, boolean isCut) throws IOException, NotKept {
        Files.writeString(file, "ab\ncd\ne\n");

        Excerpt excerpt = read(UTF_8, new Amount.Bytes(bytes), 1_000);

        assertThat(text(excerpt)).isEqualTo(kept.replace(',', '\n'));
        assertThat(excerpt.isCut()).isEqualTo(isCut);
    }

    @Test
    void keepsNoMoreThanItMayHoweverManyLinesAreWanted() throws IOException, NotKept {
        String lines =
                IntStream.range(0, 100_000).mapToObj("line %05d\n"::formatted).collect(Collectors.joining());
        Files.writeString(file, lines);

        Excerpt excerpt = read(UTF_8, new Amount.Lines(50_000), 1_000);

        assertThat(excerpt.bytes()).hasSize(990);
        assertThat(text(excerpt)).startsWith("line 99910\n").endsWith("line 99999\n");
        assertThat(excerpt.isCut()).isTrue();
    }

    /** A law: what is kept is the end of what the whole file would be without its secrets. */
    @Test
    void hasNoPartOfASecretWhereverItIsCut() throws IOException, NotKept {
        for (long seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            String content = IntStream.range(0, random.nextInt(1, 60))
                    .mapToObj(i -> switch (random.nextInt(4)) {
                        case 0 -> "with topsecret-value in it";
                        case 1 -> "-----BEGIN PRIVATE KEY-----\nMIIEQ\nKEYKEY\n-----END PRIVATE KEY-----";
                        case 2 -> "password=hidden";
                        default -> "x".repeat(random.nextInt(40));
                    })
                    .collect(Collectors.joining("\n"));
            Files.writeString(file, content);

            Excerpt excerpt = random.nextBoolean()
                    ? read(UTF_8, new Amount.Lines(random.nextInt(1, 40)), 100_000)
                    : read(UTF_8, new Amount.Bytes(random.nextInt(1, 400)), 100_000);

            String whole = text(read(UTF_8, new Amount.Bytes(100_000), 100_000));
            assertThat(text(excerpt)).as("seed %d", seed).doesNotContain("secret-value", "MIIEQ", "KEYKEY", "hidden");
            assertThat(whole).as("seed %d", seed).endsWith(text(excerpt));
        }
    }

    @Test
    void readsNoMoreOfALargeFileThanItMayKeepAndSomeBefore() throws IOException, NotKept {
        Files.writeString(file, "password=old\n" + "y".repeat(3_000_000) + "\nlast\n");

        assertThat(text(read(UTF_8, new Amount.Lines(1), 1_000))).isEqualTo("last\n");
    }

    @ParameterizedTest(name = "{0}, planned as {1}")
    @CsvSource({"UTF-16LE, UTF-16LE", "UTF-16BE, UTF-16BE", "UTF-16, UTF-8", "UTF-16LE, UTF-8"})
    void findsSecretsInUtf16(String written, String planned) throws IOException, NotKept {
        Files.write(file, "one\npassword=hunter2\nlast\n".getBytes(Charset.forName(written)));

        Excerpt excerpt = read(Charset.forName(planned), new Amount.Lines(2), 1_000);

        assertThat(text(excerpt)).isEqualTo("password=***\nlast\n");
    }

    @Test
    void leavesEveryOtherByteAsItIs() throws IOException, NotKept {
        byte[] latin = "caf\u00e9 \u00df\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, latin);

        assertThat(read(UTF_8, new Amount.Lines(5), 1_000).bytes()).isEqualTo(latin);
    }

    @Test
    void refusesWhatIsPacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("password=hunter2".getBytes(UTF_8));
        }
        Files.write(file, packed.toByteArray());

        assertThatThrownBy(() -> read(UTF_8, new Amount.Lines(5), 1_000))
                .isInstanceOf(NotKept.class)
                .hasMessageContaining("no text");
    }

    @Test
    void refusesWhatLooksLikeChance() throws IOException {
        byte[] bytes = new byte[4_000];
        new SplittableRandom(1).nextBytes(bytes);
        Files.write(file, bytes);

        assertThatThrownBy(() -> read(UTF_8, new Amount.Lines(5), 1_000)).isInstanceOf(NotKept.class);
    }

    @Test
    void keepsAnEmptyFile() throws IOException, NotKept {
        Files.createFile(file);

        assertThat(read(UTF_8, new Amount.Lines(5), 1_000)).satisfies(excerpt -> {
            assertThat(excerpt.bytes()).isEmpty();
            assertThat(excerpt.isCut()).isFalse();
        });
    }

    private Excerpt read(Charset planned, Amount amount, long most) throws IOException, NotKept {
        return FileEnd.read(file, planned, amount, most).clean(redaction, most);
    }

    private static String text(Excerpt excerpt) {
        return new String(excerpt.bytes(), UTF_8);
    }
}
