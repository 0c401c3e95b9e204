package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The plan is data: the product knows nothing of the system that its built-in plan tests. */
class VocabularyTest {

    /** Words of that system. */
    private static final Pattern WORDS_OF_ONE_SYSTEM = Pattern.compile(
            "webrelay|agent[_-]plan|claimed|lock timeout|(?<!\\d)8001(?!\\d)|system_state|state_transitions",
            Pattern.CASE_INSENSITIVE);

    private static final String BUILT_IN_PLAN = "phase1-burn-in.yaml";

    @ParameterizedTest
    @FieldSource("io.burnin.acceptance.Checkout#MODULES")
    void theCodeHoldsNoWordOfTheSystemUnderTheBuiltInPlan(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.sourcesOf(module))) {
            List<String> found = files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(BUILT_IN_PLAN))
                    .flatMap(VocabularyTest::linesThatKnowTheSystem)
                    .toList();

            assertThat(found).isEmpty();
        }
    }

    /** Bytes read as Latin-1: the words are ASCII, and a picture among the resources is no reason to fail. */
    private static Stream<String> linesThatKnowTheSystem(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> WORDS_OF_ONE_SYSTEM.matcher(line).find())
                    .map(line -> Checkout.ROOT.relativize(file) + ": " + line.strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
