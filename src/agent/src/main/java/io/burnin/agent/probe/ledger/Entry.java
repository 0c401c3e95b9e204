package io.burnin.agent.probe.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Something that happened to ids. A book is nothing but its entries; each is a line of the journal. */
public sealed interface Entry {

    Instant at();

    record Submitted(Instant at, String id, String origin, Instant intended) implements Entry {}

    /**
     * An id was come across.
     *
     * @param witness which of the ledger's witnesses of that role saw it
     * @param source where; with {@code offset} it tells a second look from a second event. Empty if the witness sees each event
     *     only once
     * @param existed whether it was there already when the witness began to look, so that it may be an event counted before
     */
    record Seen(Instant at, Role role, int witness, String id, String source, long offset, boolean existed)
            implements Entry {}

    /** It was open for too long. */
    record Lost(Instant at, String id) implements Entry {}

    /** Its submission did not turn up in time. {@code elsewhere} if another ledger has it. */
    record Orphaned(Instant at, String id, boolean elsewhere) implements Entry {}

    /** Whoever executes died: every execution that had begun and was not done is over. */
    record Abandoned(Instant at) implements Entry {}

    /** Nothing more will be seen: what is open has its age for latency. */
    record Closed(Instant at) implements Entry {}

    /** One line; {@link #parse} reads it. Times are kept to the microsecond. */
    default String line() {
        return switch (this) {
            case Submitted(var at, var id, var origin, var intended) ->
                join("submitted", micros(at), micros(intended), escape(origin), escape(id));
            case Seen seen ->
                join(
                        "seen",
                        micros(seen.at),
                        seen.role.name(),
                        Integer.toString(seen.witness),
                        escape(seen.source),
                        Long.toString(seen.offset),
                        Boolean.toString(seen.existed),
                        escape(seen.id));
            case Lost(var at, var id) -> join("lost", micros(at), escape(id));
            case Orphaned(var at, var id, var elsewhere) ->
                join("orphaned", micros(at), Boolean.toString(elsewhere), escape(id));
            case Abandoned(var at) -> join("abandoned", micros(at));
            case Closed(var at) -> join("closed", micros(at));
        };
    }

    /** @throws IllegalArgumentException if the line was not written by {@link #line} */
    static Entry parse(String line) {
        String[] fields = line.split("\t", -1);
        Instant at = instant(fields[1]);
        return switch (fields[0]) {
            case "submitted" -> new Submitted(at, unescape(fields[4]), unescape(fields[3]), instant(fields[2]));
            case "seen" ->
                new Seen(
                        at,
                        Role.valueOf(fields[2]),
                        Integer.parseInt(fields[3]),
                        unescape(fields[7]),
                        unescape(fields[4]),
                        Long.parseLong(fields[5]),
                        Boolean.parseBoolean(fields[6]));
            case "lost" -> new Lost(at, unescape(fields[2]));
            case "orphaned" -> new Orphaned(at, unescape(fields[3]), Boolean.parseBoolean(fields[2]));
            case "abandoned" -> new Abandoned(at);
            case "closed" -> new Closed(at);
            default -> throw new IllegalArgumentException("no entry of a ledger: " + line);
        };
    }

    private static String join(String... fields) {
        return String.join("\t", fields);
    }

    private static String micros(Instant at) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at));
    }

    private static Instant instant(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                char escaped = text.charAt(++i);
                plain.append(
                        switch (escaped) {
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> escaped;
                        });
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
