package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever somebody uploads: it is a plan, or it is refused with a place. */
@Timeout(60)
class GarbageTest {

    private static final String PIECES = "{}[]:,-?&*!|>'\"%@`#$ \n\t\\~<=1aé\u0000\uFEFF🛒";

    @Test
    void bytesAreRefusedAndNothingElseHappens() {
        for (long seed = 0; seed < 3_000; seed++) {
            var random = new SplittableRandom(seed);
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            readOrRefused(seed, bytes);
        }
    }

    @Test
    void syntaxIsRefusedAndNothingElseHappens() {
        int[] pieces = PIECES.codePoints().toArray();
        for (long seed = 0; seed < 5_000; seed++) {
            var text = new StringBuilder();
            new SplittableRandom(seed)
                    .ints(300, 0, pieces.length)
                    .forEach(piece -> text.appendCodePoint(pieces[piece]));
            readOrRefused(seed, text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aPlanWithAFewWrongCharactersIsReadOrRefused() {
        int[] pieces = PIECES.codePoints().toArray();
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new SplittableRandom(seed);
            var text = new StringBuilder(Examples.PLAN);
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int at = random.nextInt(text.length() - 20);
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, Character.toString(pieces[random.nextInt(pieces.length)]));
                    default -> text.delete(at, at + random.nextInt(20));
                }
            }
            readOrRefused(seed, text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aLargePlanThatIsWrongEverywhereIsRefusedQuicklyAndBriefly() {
        String wrong = Examples.PLAN + "x: {}\n"
                + "unknown%d: {a: [1, 2, 3]}\n".repeat(1).formatted(0);
        var text = new StringBuilder(wrong);
        for (int i = 0; i < 30_000; i++) {
            text.append("unknown").append(i).append(": {a: b}\n");
        }
        assertThatCode(() -> PlanFile.read(text.toString()))
                .isInstanceOfSatisfying(
                        PlanException.class,
                        refused -> assertThat(refused.problems()).hasSizeLessThanOrEqualTo(100));
    }

    private static void readOrRefused(long seed, byte[] bytes) {
        try {
            PlanFile.read(bytes).lint();
        } catch (PlanException refused) {
            assertThat(refused.problems()).as("seed %d", seed).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.line()).isPositive();
                assertThat(problem.column()).isPositive();
                assertThat(problem.message()).isNotBlank();
            });
        } catch (RuntimeException defect) {
            fail("seed %d".formatted(seed), defect);
        }
    }
}
