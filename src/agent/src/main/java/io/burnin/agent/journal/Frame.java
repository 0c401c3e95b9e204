package io.burnin.agent.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What reaches the disk together or not at all. Its payload is deflated text: the head in one line of JSON, then each record in
 * one, ready to be sent as it is.
 */
record Frame(Head head, List<String> records) {

    Frame {
        records = List.copyOf(records);
    }

    /**
     * @param at the run's time when it was written
     * @param checkpoints where each owner goes on, valid with the readings of this very frame
     * @param acknowledged the server has stored all records up to that number
     * @param assignment the run's, in its first frame and again after a new lease
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Head(
            Instant at,
            List<Note> notes,
            Map<String, String> checkpoints,
            Optional<Long> acknowledged,
            Optional<Assignment> assignment) {

        Head {
            notes = notes == null ? List.of() : List.copyOf(notes);
            checkpoints = checkpoints == null ? Map.of() : Map.copyOf(checkpoints);
        }

        static Head at(Instant at) {
            return new Head(at, List.of(), Map.of(), Optional.empty(), Optional.empty());
        }

        Head with(Note note) {
            return new Head(at, List.of(note), checkpoints, acknowledged, assignment);
        }

        Head with(Map<String, String> checkpoints) {
            return new Head(at, notes, checkpoints, acknowledged, assignment);
        }

        Head acknowledging(long seq) {
            return new Head(at, notes, checkpoints, Optional.of(seq), assignment);
        }

        Head with(Assignment assignment) {
            return new Head(at, notes, checkpoints, acknowledged, Optional.of(assignment));
        }

        /** One that says what both said one after the other. */
        Head followedBy(Head later) {
            var allNotes = new ArrayList<>(notes);
            allNotes.addAll(later.notes);
            var newestCheckpoints = new HashMap<>(checkpoints);
            newestCheckpoints.putAll(later.checkpoints);
            return new Head(
                    later.at,
                    allNotes,
                    newestCheckpoints,
                    later.acknowledged.or(() -> acknowledged),
                    later.assignment.or(() -> assignment));
        }
    }

    record Note(String owner, String text) {}

    static Frame of(Head head, List<? extends RunRecord> records, ObjectMapper json) throws IOException {
        var lines = new ArrayList<String>(records.size());
        for (RunRecord record : records) {
            lines.add(json.writerFor(RunRecord.class).writeValueAsString(record));
        }
        return new Frame(head, lines);
    }

    byte[] toBytes(ObjectMapper json) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(json.writeValueAsBytes(head));
            for (String record : records) {
                out.write('\n');
                out.write(record.getBytes(StandardCharsets.UTF_8));
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    static Frame from(byte[] payload, ObjectMapper json) throws IOException {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(payload))) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return new Frame(json.readValue(lines.getFirst(), Head.class), lines.subList(1, lines.size()));
        }
    }
}
