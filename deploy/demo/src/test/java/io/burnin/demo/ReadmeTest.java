package io.burnin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Pattern FAULT_ROW = Pattern.compile("^\\| `([a-z-]+)` \\| (\\d+|–)", Pattern.MULTILINE);

    /** A fault without a number has the usual value 1, which means nothing. */
    @Test
    void tellsOfEachFaultWithItsUsualValue() throws IOException {
        List<String> told = FAULT_ROW
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(row -> row.group(1) + "=" + row.group(2).replace("–", "1"))
                .toList();

        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Fault.values())
                        .map(fault -> fault.label() + "=" + fault.usual())
                        .toList());
    }
}
