package io.burnin.acceptance.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.acceptance.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a user sees of a run that something befell: a row of the table in {@code docs/durability.md}.
 *
 * @param meanwhile what is open under {@code alerts} while it lasts; empty: nothing has to be
 * @param run what {@code GET /runs/{id}} says once it is judged
 * @param report what the report says
 */
record ExpectedEnd(String state, String light, List<String> meanwhile, List<Phrase> run, List<Phrase> report) {

    /** @param isThere whether it must be there, or must not */
    record Phrase(String words, boolean isThere) {

        private static final String NOT = "not ";

        static Phrase of(String words) {
            return words.startsWith(NOT) ? new Phrase(words.substring(NOT.length()), false) : new Phrase(words, true);
        }

        void holdsFor(String text) {
            if (isThere) {
                assertThat(text).contains(words);
            } else {
                assertThat(text).doesNotContain(words);
            }
        }
    }

    private static final int CELLS = 7;
    private static final String NOTHING = "–";

    /** By what befalls the run. */
    static Map<String, ExpectedEnd> all() throws IOException {
        var all = new LinkedHashMap<String, ExpectedEnd>();
        try (Stream<String> lines = Files.lines(Checkout.ROOT.resolve("docs/durability.md"))) {
            lines.filter(line -> line.startsWith("| `"))
                    .map(line -> line.substring(1).split("\\|"))
                    .filter(cells -> cells.length == CELLS)
                    .forEach(cells -> all.put(unquoted(cells[0]), of(cells)));
        }
        return all;
    }

    private static ExpectedEnd of(String[] cells) {
        return new ExpectedEnd(
                cells[3].strip(), cells[4].strip(), words(cells[2]), phrases(cells[5]), phrases(cells[6]));
    }

    private static List<Phrase> phrases(String cell) {
        return words(cell).stream().map(Phrase::of).toList();
    }

    private static List<String> words(String cell) {
        return Arrays.stream(cell.split(";"))
                .map(ExpectedEnd::unquoted)
                .filter(phrase -> !phrase.equals(NOTHING))
                .toList();
    }

    private static String unquoted(String text) {
        return text.strip().replace("`", "");
    }
}
