package io.burnin.agent.probe.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @TempDir
    Path folder;

    @BeforeEach
    void fillTheFolder() throws IOException {
        for (String name : List.of("a.log", "b.log", "w-1.txt", "1.txt", "x/a.log", "x/y/a.log")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    @ParameterizedTest(name = "{0} matches {1}")
    @CsvSource({
        "a.log, a.log",
        "*.log, a.log b.log",
        "?.log, a.log b.log",
        "[!w]*.txt, 1.txt",
        "x/*.log, x/a.log",
        "*/a.log, x/a.log",
        "**/a.log, a.log x/a.log x/y/a.log",
        "x/**, x/a.log x/y/a.log",
        "none/*.log, ''",
        "none.log, ''",
    })
    void listsWhatMatches(String pattern, String names) throws IOException {
        List<String> found = Glob.of(folder + "/" + pattern).list().stream()
                .map(path -> folder.relativize(path).toString())
                .toList();

        assertThat(String.join(" ", found)).isEqualTo(names);
    }

    @Test
    void knowsTheFolderThatIsFixed() {
        assertThat(Glob.of("/var/log/app/*.log").base()).isEqualTo(Path.of("/var/log/app"));
        assertThat(Glob.of("/var/log/app.log").base()).isEqualTo(Path.of("/var/log/app.log"));
        assertThat(Glob.of("/*").base()).isEqualTo(Path.of("/"));
    }
}
