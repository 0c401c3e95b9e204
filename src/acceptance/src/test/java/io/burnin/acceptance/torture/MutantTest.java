package io.burnin.acceptance.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The defects still fit the sources that they are built into; that each is caught is shown by hand, as docs/durability.md says. */
class MutantTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void changesItsSourceAndCompiles(Mutant mutant) throws IOException {
        assertThat(mutant.compile(folder)).isDirectoryRecursivelyContaining("glob:**.class");
    }
}
