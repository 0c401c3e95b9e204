package io.burnin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {

    @TempDir
    Path folder;

    @Test
    void cutsOffWhatAKillLeftOfTheLastLine() throws IOException {
        Path file = folder.resolve("a.jsonl");
        JsonLines lines = new JsonLines(file);
        lines.append(Json.object("n", 1));
        Files.writeString(file, Files.readString(file) + "{\"n\":");

        lines.mend();
        lines.append(Json.object("n", 2));

        assertThat(file).hasContent("{\"n\":1}\n{\"n\":2}");
    }

    @Test
    void emptiesAFileThatHoldsNoWholeLine() throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.writeString(file, "{\"n\"");

        new JsonLines(file).mend();

        assertThat(file).isEmptyFile();
    }

    @Test
    void readsPastABrokenLine() throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.writeString(file, "{\"n\":\"1\"}\n{\"n\":\n{\"n\":\"3\"}\n{\"n\n");
        JsonLines lines = new JsonLines(file);

        assertThat(lines.all()).hasSize(2);
        assertThat(lines.last().orElseThrow().require("n")).isEqualTo("3");
    }

    @Test
    void hasNoLastLineBeforeTheFirst() throws IOException {
        JsonLines lines = new JsonLines(folder.resolve("a.jsonl"));
        lines.mend();

        assertThat(lines.last()).isEmpty();
        assertThat(lines.all()).isEmpty();
    }
}
