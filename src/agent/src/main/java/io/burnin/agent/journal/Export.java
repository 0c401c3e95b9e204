package io.burnin.agent.journal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A journal as one file to be carried elsewhere: gzip of a line that says of which run it is, then a record a line, as the server
 * gets them. What only the agent on that host could use is not in it.
 */
public final class Export {

    private static final int VERSION = 1;
    private static final int CHUNK = 1_000;
    private static final int CHUNK_BYTES = 1 << 20;

    private final ObjectMapper json = Wire.mapper();

    /**
     * The first line.
     *
     * @param journal the version of this format
     * @param lastSeq the number of the last record; the first is 1
     * @param acknowledged what the server had told to be stored when the file was written
     */
    public record Head(int journal, Assignment assignment, long lastSeq, long acknowledged) {}

    /** Writes what is on disk of a journal, be an agent at work on it or not. */
    public Head write(Path journal, OutputStream to) throws IOException {
        var replaying = new Replaying(json);
        List<Segment> segments = Segments.read(journal, replaying::take);
        Replay replay = replaying.replay(journal);
        var head = new Head(VERSION, replay.assignment(), replay.lastSeq(), replay.acknowledged());
        var reader = new JournalReader(new Standing(segments), json, 1);
        try (var out = new BufferedWriter(new OutputStreamWriter(new GZIPOutputStream(to), StandardCharsets.UTF_8))) {
            out.write(json.writeValueAsString(head));
            out.write('\n');
            while (reader.position() <= head.lastSeq()) {
                JournalReader.Chunk chunk = reader.next(CHUNK, CHUNK_BYTES);
                if (chunk.isEmpty()) {
                    throw new IOException("%s was changed while it was read; try again".formatted(journal));
                }
                for (Line line : chunk.lines()) {
                    out.write(line.text());
                    out.write('\n');
                }
            }
        }
        return head;
    }

    /** Files that nobody writes. */
    private record Standing(List<Segment> segments) implements JournalReader.Source {
        @Override
        public Segment from(long seq) {
            return segments.stream()
                    .filter(segment -> segment.lastSeq() >= seq)
                    .findFirst()
                    .orElseGet(segments::getLast);
        }

        @Override
        public Optional<Segment> after(Segment seen) {
            return segments.stream()
                    .filter(segment -> segment.number() > seen.number())
                    .findFirst();
        }
    }

    /** Of which run a file is. */
    public Head head(InputStream from) throws IOException {
        return head(lines(from));
    }

    /**
     * Makes a journal of a file.
     *
     * @throws IOException if the file is damaged, cut off or of a newer agent
     */
    public void read(InputStream from, Path journal) throws IOException {
        BufferedReader lines = lines(from);
        Head head = head(lines);
        try (Journal made = Journal.create(journal, head.assignment())) {
            var records = new ArrayList<RunRecord>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                records.add(record(line));
                if (records.size() == CHUNK) {
                    append(made, records);
                }
            }
            append(made, records);
            if (made.lastSeq() != head.lastSeq()) {
                throw new IOException(
                        "it holds %d records and says that it holds %d".formatted(made.lastSeq(), head.lastSeq()));
            }
            made.acknowledge(head.assignment().leasedAt(), head.acknowledged());
            made.sync();
        } catch (UncheckedIOException full) {
            throw full.getCause();
        }
    }

    private static void append(Journal made, List<RunRecord> records) {
        if (!records.isEmpty()) {
            made.writeReadings(records.getLast().at(), records, Map.of());
            records.clear();
        }
    }

    private Head head(BufferedReader lines) throws IOException {
        String first = Optional.ofNullable(lines.readLine()).orElse("");
        try {
            Head head = json.readValue(first, Head.class);
            if (head.journal() != VERSION || head.assignment() == null) {
                throw new IOException("it is of format %d, and this agent reads %d".formatted(head.journal(), VERSION));
            }
            return head;
        } catch (JacksonException other) {
            throw new IOException("it is no exported journal", other);
        }
    }

    private RunRecord record(String line) throws IOException {
        try {
            return json.readValue(line, RunRecord.class);
        } catch (JacksonException unknown) {
            throw new IOException("it holds a record that this agent does not know: " + unknown.getOriginalMessage());
        }
    }

    private static BufferedReader lines(InputStream from) throws IOException {
        return new BufferedReader(new InputStreamReader(new GZIPInputStream(from), StandardCharsets.UTF_8));
    }
}
