package io.burnin.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.burnin.bundle.BundledEvidence;
import io.burnin.bundle.BundledRun;
import io.burnin.bundle.BundledVerdict;
import io.burnin.bundle.Columns;
import io.burnin.bundle.EvidenceFacts;
import io.burnin.bundle.Manifest;
import io.burnin.bundle.Part;
import io.burnin.plan.PlanFile;
import io.burnin.server.Api;
import io.burnin.verdict.Evidence;
import io.burnin.verdict.Judge;
import io.burnin.verdict.Verdict;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

/** A bundle as it came over HTTP, entry by entry. */
record Unpacked(Map<String, byte[]> entries) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Unpacked of(String run) throws IOException {
        byte[] zip = Api.asA("VIEWER")
                .get("/runs/{run}/bundle", run)
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entries.put(entry.getName(), in.readAllBytes())).isNull();
            }
        }
        return new Unpacked(entries);
    }

    /** Of everything that is in it. */
    String wholeText() {
        var text = new StringBuilder();
        entries.forEach((name, content) -> text.append(name).append('\n').append(text(content)));
        return text.toString();
    }

    String text(Part part) {
        return text(entries.get(part.entry()));
    }

    /** An object a line. */
    List<Map<?, ?>> lines(Part part) {
        return text(part).lines().<Map<?, ?>>map(line -> read(line, Map.class)).toList();
    }

    Manifest manifest() {
        return read(text(Part.MANIFEST), Manifest.class);
    }

    BundledRun run() {
        return read(text(Part.RUN), BundledRun.class);
    }

    BundledVerdict verdict() {
        return read(text(Part.VERDICT), BundledVerdict.class);
    }

    EvidenceFacts facts() {
        return read(text(Part.EVIDENCE), EvidenceFacts.class);
    }

    Evidence evidence() {
        return new BundledEvidence(facts(), series -> {
            try (var text = new BufferedReader(new StringReader(text(entries.get(series.file()))))) {
                return Columns.read(text);
            } catch (IOException wrong) {
                throw new UncheckedIOException(wrong);
            }
        });
    }

    /** From nothing but what is in it. */
    Verdict judged() throws Exception {
        return Judge.judge(run().executed(PlanFile.read(text(Part.PLAN))), evidence());
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Members that it does not know are left out. */
    static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException wrong) {
            throw new UncheckedIOException(json, wrong);
        }
    }
}
