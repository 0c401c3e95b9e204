package io.burnin.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The diary of one process: {@code deeds/<process>.jsonl}, one line for what it really did, handed to the operating
 * system before the call returns, so that a kill loses none. It is the truth that measurements are compared with; no
 * observer reads it.
 */
final class Deeds {

    private final JsonLines lines;
    private final Clock clock;

    private Deeds(JsonLines lines, Clock clock) {
        this.lines = lines;
        this.clock = clock;
    }

    static Deeds of(Home home, String process, Clock clock) throws IOException {
        JsonLines lines = new JsonLines(home.deeds().resolve(process + ".jsonl"));
        lines.mend();
        return new Deeds(lines, clock);
    }

    /** @param details alternately a name and its value */
    void note(Deed deed, String id, Object... details) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.millis());
        line.put("deed", deed.label());
        line.put("id", id);
        line.putAll(Json.object(details));
        try {
            lines.append(line);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the diary", e);
        }
    }
}
