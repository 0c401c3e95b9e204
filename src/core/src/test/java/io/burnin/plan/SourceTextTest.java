package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class SourceTextTest {

    private static final String UMLAUTS = Examples.PLAN.replace("The shop", "Grüße, 商店 🛒");

    static final List<Arguments> ENCODINGS = List.of(
            Arguments.of("UTF-8", bytes(StandardCharsets.UTF_8)),
            Arguments.of("UTF-8 with a byte order mark", bytes(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF)),
            Arguments.of("UTF-16LE as PowerShell writes it", bytes(StandardCharsets.UTF_16LE, 0xFF, 0xFE)),
            Arguments.of("UTF-16BE", bytes(StandardCharsets.UTF_16BE, 0xFE, 0xFF)),
            Arguments.of(
                    "UTF-8 with carriage returns", UMLAUTS.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));

    @ParameterizedTest(name = "{0}")
    @FieldSource("ENCODINGS")
    void isTheSameHoweverItWasSaved(String name, byte[] bytes) throws PlanException {
        PlanFile file = PlanFile.read(bytes);

        assertThat(file.title()).isEqualTo("Grüße, 商店 🛒");
        assertThat(file.source()).isEqualTo(UMLAUTS);
        assertThat(file.hash()).isEqualTo(PlanFile.read(UMLAUTS).hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void canBeReadAgainFromWhatItSays() throws PlanException {
        PlanFile file = Examples.read();

        assertThat(PlanFile.read(file.source()).hash()).isEqualTo(file.hash());
    }

    static final List<Arguments> REFUSED = List.of(
            Arguments.of(bytes(StandardCharsets.UTF_16LE), "UTF-16 without a byte order mark", 1, 1),
            Arguments.of(bytes(Charset.forName("UTF-32LE"), 0xFF, 0xFE, 0, 0), "UTF-32", 1, 1),
            Arguments.of("burnin: 1\nplan: Gr\u00FCn".getBytes(StandardCharsets.ISO_8859_1), "not UTF-8", 2, 9),
            Arguments.of(new byte[0], "empty", 1, 1),
            Arguments.of("# nothing\n".getBytes(StandardCharsets.UTF_8), "empty", 1, 1),
            Arguments.of("burnin: 1\nplan: a\u0000b".getBytes(StandardCharsets.UTF_8), "U+0000", 2, 8),
            Arguments.of(("burnin: 1 #" + "x".repeat(1_100_000)).getBytes(StandardCharsets.UTF_8), "characters", 1, 1),
            Arguments.of(new byte[5_000_000], "bytes", 1, 1),
            Arguments.of("burnin: 1\n---\nburnin: 1".getBytes(StandardCharsets.UTF_8), "a second begins", 2, 1),
            Arguments.of("[".repeat(100_000).getBytes(StandardCharsets.UTF_8), "levels inside each other", 1, 42),
            Arguments.of("? [a]\n: b".getBytes(StandardCharsets.UTF_8), "a key must be a text", 1, 3),
            Arguments.of("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]".getBytes(StandardCharsets.UTF_8), "an anchor", 1, 4));

    @ParameterizedTest(name = "{1}")
    @FieldSource("REFUSED")
    void isRefusedWithThePlaceWhenItCannotBeRead(byte[] bytes, String message, int line, int column) {
        PlanException refused = catchThrowableOfType(PlanException.class, () -> PlanFile.read(bytes));

        assertThat(refused).isNotNull();
        Problem problem = refused.problems().getFirst();
        assertThat(problem.message()).contains(message);
        assertThat(problem.remedy()).isNotBlank();
        assertThat(List.of(problem.line(), problem.column())).isEqualTo(List.of(line, column));
    }

    private static byte[] bytes(Charset charset, int... mark) {
        var bytes = new ByteArrayOutputStream();
        for (int each : mark) {
            bytes.write(each);
        }
        bytes.writeBytes(UMLAUTS.getBytes(charset));
        return bytes.toByteArray();
    }
}
