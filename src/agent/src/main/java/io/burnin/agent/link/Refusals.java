package io.burnin.agent.link;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.agent.journal.JournalReader.Chunk;
import io.burnin.agent.journal.Wire;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records that the server refused. Each is kept in a file for people, and a {@link RunRecord.Gap} is sent under its number, so
 * that the numbers stay without holes and the loss is on the time line. For one thread.
 */
public final class Refusals {

    private final Path file;
    private final ObjectMapper json = Wire.mapper();
    private final Map<Long, String> gaps = new HashMap<>();

    public Refusals(Path file) {
        this.file = file;
    }

    /** @return false if its gap was refused as well */
    boolean setAside(Chunk single, String why) throws IOException {
        long seq = single.firstSeq();
        if (gaps.containsKey(seq)) {
            return false;
        }
        String refused = single.records().getFirst();
        Files.writeString(
                file,
                json.writeValueAsString(Map.of("seq", seq, "why", why, "record", refused)) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        gaps.put(seq, json.writerFor(RunRecord.class).writeValueAsString(gapFor(refused, seq, why)));
        return true;
    }

    /** The same records, those that were refused replaced by their gaps. */
    Chunk replaced(Chunk chunk) {
        if (gaps.isEmpty()) {
            return chunk;
        }
        List<String> records = new ArrayList<>(chunk.records());
        for (int i = 0; i < records.size(); i++) {
            records.set(i, gaps.getOrDefault(chunk.firstSeq() + i, records.get(i)));
        }
        return new Chunk(chunk.firstSeq(), records);
    }

    private RunRecord gapFor(String refused, long seq, String why) throws IOException {
        RunRecord record = json.readValue(refused, RunRecord.class);
        Instant from =
                record instanceof RunRecord.Samples samples ? Instant.ofEpochMilli(samples.times()[0]) : record.at();
        return new RunRecord.Gap(record.at(), from, "the server refused record %d: %s".formatted(seq, why));
    }
}
