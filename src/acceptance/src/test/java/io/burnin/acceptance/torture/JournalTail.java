package io.burnin.acceptance.torture;

import io.burnin.protocol.RunRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.InflaterInputStream;

/**
 * Reads what an agent appends to its journal, from outside and without its code: frames of length, CRC32C, number of the first
 * record, count of records, and a deflated payload whose first line is a head and whose others are the records. A journal goes on in
 * {@code journal.2} and so on.
 */
final class JournalTail {

    /** @param seq its number in the run */
    record Entry(long seq, RunRecord record) {}

    private static final int HEAD = 2 * Integer.BYTES + Long.BYTES + Integer.BYTES;
    private static final int CHECKSUM_AT = Integer.BYTES;
    private static final int FIRST_SEQ_AT = 2 * Integer.BYTES;

    private final Path journal;
    private int number = 1;
    private long offset;

    JournalTail(Path journal) {
        this.journal = journal;
    }

    /** The records of the frames that became whole since the last call. */
    List<Entry> next() throws IOException {
        var entries = new ArrayList<Entry>();
        boolean goesOn;
        do {
            // Asked first: nothing is appended to a file any more once the next one is there.
            goesOn = Files.exists(part(number + 1));
            entries.addAll(rest());
            if (goesOn) {
                number++;
                offset = 0;
            }
        } while (goesOn);
        return entries;
    }

    private Path part(int number) {
        return number == 1 ? journal : journal.resolveSibling("%s.%d".formatted(journal.getFileName(), number));
    }

    private List<Entry> rest() throws IOException {
        Path path = part(number);
        if (!Files.exists(path) || Files.size(path) <= offset) {
            return List.of();
        }
        var entries = new ArrayList<Entry>();
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            for (Optional<byte[]> frame = frameAt(file); frame.isPresent(); frame = frameAt(file)) {
                offset += frame.get().length;
                entries.addAll(entriesOf(frame.get()));
            }
        }
        return entries;
    }

    private Optional<byte[]> frameAt(RandomAccessFile file) throws IOException {
        long left = file.length() - offset;
        if (left < HEAD) {
            return Optional.empty();
        }
        file.seek(offset);
        int length = file.readInt();
        if (length < 0 || left - HEAD < length) {
            return Optional.empty();
        }
        byte[] frame = new byte[HEAD + length];
        file.seek(offset);
        file.readFully(frame);
        return ByteBuffer.wrap(frame).getInt(CHECKSUM_AT) == checksum(frame) ? Optional.of(frame) : Optional.empty();
    }

    private static int checksum(byte[] frame) {
        var crc = new CRC32C();
        crc.update(frame, 0, CHECKSUM_AT);
        crc.update(frame, FIRST_SEQ_AT, frame.length - FIRST_SEQ_AT);
        return (int) crc.getValue();
    }

    private static List<Entry> entriesOf(byte[] frame) throws IOException {
        long seq = ByteBuffer.wrap(frame).getLong(FIRST_SEQ_AT);
        var entries = new ArrayList<Entry>();
        try (var in = new InflaterInputStream(new ByteArrayInputStream(frame, HEAD, frame.length - HEAD))) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
            for (String line : lines) {
                entries.add(new Entry(seq++, Wire.JSON.readValue(line, RunRecord.class)));
            }
        }
        return entries;
    }
}
