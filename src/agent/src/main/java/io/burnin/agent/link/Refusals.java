package io.burnin.agent.link;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.agent.journal.JournalReader.Chunk;
import io.burnin.agent.journal.Line;
import io.burnin.agent.journal.Wire;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
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
        Line refused = single.lines().getFirst();
        long seq = refused.seq();
        if (gaps.containsKey(seq)) {
            return false;
        }
        Files.writeString(
                file,
                json.writeValueAsString(Map.of("seq", seq, "why", why, "record", refused.text())) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        gaps.put(seq, json.writerFor(RunRecord.class).writeValueAsString(gapFor(refused, why)));
        return true;
    }

    /** The same records, those that were refused replaced by their gaps. */
    Chunk replaced(Chunk chunk) {
        if (gaps.isEmpty()) {
            return chunk;
        }
        return new Chunk(
                chunk.firstSeq(),
                chunk.lines().stream()
                        .map(line -> new Line(line.seq(), line.numbers(), gaps.getOrDefault(line.seq(), line.text())))
                        .toList());
    }

    private RunRecord gapFor(Line refused, String why) throws IOException {
        RunRecord record = json.readValue(refused.text(), RunRecord.class);
        Instant from =
                record instanceof RunRecord.Samples samples ? Instant.ofEpochMilli(samples.times()[0]) : record.at();
        String reason = "the server refused record %d: %s".formatted(refused.seq(), why);
        return new RunRecord.Gap(record.at(), from, reason, refused.numbers());
    }
}
