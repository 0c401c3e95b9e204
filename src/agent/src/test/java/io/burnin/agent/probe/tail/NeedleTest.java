package io.burnin.agent.probe.tail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NeedleTest {

    @Test
    void findsWhatASlowSearchFinds() {
        for (long seed = 0; seed < 20_000; seed++) {
            var random = new SplittableRandom(seed);
            String hay = text(random, random.nextInt(60));
            String wanted = text(random, random.nextInt(1, 6));
            int from = random.nextInt(hay.length() + 1);
            int to = random.nextInt(from, hay.length() + 1);

            int found = new Needle(wanted.getBytes(ISO_8859_1)).find(hay.getBytes(ISO_8859_1), from, to);

            int start = hay.substring(0, to).indexOf(wanted, from);
            assertThat(found)
                    .as("seed %d: %s in %s[%d..%d)", seed, wanted, hay, from, to)
                    .isEqualTo(start);
        }
    }

    @Test
    void countsAndFindsSingleBytes() {
        for (long seed = 0; seed < 5_000; seed++) {
            var random = new SplittableRandom(seed);
            String hay = text(random, random.nextInt(60));
            int from = random.nextInt(hay.length() + 1);
            int to = random.nextInt(from, hay.length() + 1);
            byte[] bytes = hay.getBytes(ISO_8859_1);

            String part = hay.substring(from, to);
            long expected = part.chars().filter(c -> c == 'a').count();
            int first = part.indexOf('a');
            int last = part.lastIndexOf('a');
            assertThat(Bytes.count(bytes, (byte) 'a', from, to))
                    .as("seed %d", seed)
                    .isEqualTo((int) expected);
            assertThat(Bytes.indexOf(bytes, (byte) 'a', from, to)).isEqualTo(first < 0 ? -1 : from + first);
            assertThat(Bytes.lastIndexOf(bytes, (byte) 'a', from, to)).isEqualTo(last < 0 ? -1 : from + last);
        }
    }

    /** Few letters, so that there are many near misses; one of them 1 above another, and one with the high bit. */
    private static String text(SplittableRandom random, int length) {
        String letters = "ab`\u00e1\n";
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
