package io.burnin.agent.capture;

import io.burnin.agent.probe.process.ProcessTable;
import io.burnin.agent.probe.process.ProcessTable.Usage;
import io.burnin.agent.service.Services.Living;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The processes of a service as a table, a line each, the root first. */
final class ProcessList {

    private static final double KILOBYTE = 1024;
    private static final String ROW = "%8s %8s  %-24s %10s %10s  %s\n";

    private final Function<String, List<Living>> living;
    private final ProcessTable table;
    private final Redaction redaction;

    ProcessList(Function<String, List<Living>> living, ProcessTable table, Redaction redaction) {
        this.living = living;
        this.table = table;
        this.redaction = redaction;
    }

    Excerpt of(String service, Instant at, long most) throws IOException, NotKept {
        List<Living> found = living.apply(service);
        if (found.isEmpty()) {
            throw new NotKept("no process of %s runs".formatted(service));
        }
        var text = new StringBuilder("processes of %s at %s, %d\n".formatted(service, at, found.size()))
                .append(ROW.formatted("pid", "parent", "started", "cpu s", "rss kB", "command line"));
        for (Living process : found) {
            text.append(row(process, table.usage(process.pid())));
        }
        String whole = new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        Redaction.Result clean = redaction.redact(whole);
        byte[] bytes = clean.text().getBytes(StandardCharsets.ISO_8859_1);
        boolean isCut = bytes.length > most;
        return new Excerpt(isCut ? Arrays.copyOf(bytes, Math.toIntExact(most)) : bytes, isCut, clean.count());
    }

    private static String row(Living process, Optional<Usage> usage) {
        String command = String.join(" ", process.command());
        return ROW.formatted(
                process.pid(),
                process.parent(),
                process.startedAt(),
                usage.map(used -> String.format(
                                Locale.ROOT,
                                "%.2f",
                                used.cpuMillis() / Duration.ofSeconds(1).toMillis()))
                        .orElse("–"),
                usage.map(used -> String.format(Locale.ROOT, "%.0f", used.rss() / KILOBYTE))
                        .orElse("–"),
                command.isEmpty() ? "(hidden)" : command.replaceAll("\\R", " "));
    }
}
