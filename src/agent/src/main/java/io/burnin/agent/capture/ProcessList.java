package io.burnin.agent.capture;

import io.burnin.agent.probe.process.ProcessTable;
import io.burnin.agent.probe.process.ProcessTable.Usage;
import io.burnin.agent.service.Services.Living;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The processes of a service as a table, a line each, the root first. */
final class ProcessList {

    private static final double KILOBYTE = 1024;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final String ROW = "%8s %8s  %-24s %10s %10s  %s\n";

    private final Function<String, List<Living>> living;
    private final ProcessTable table;

    ProcessList(Function<String, List<Living>> living, ProcessTable table) {
        this.living = living;
        this.table = table;
    }

    Raw of(String service, Instant at, long most) throws IOException, NotKept {
        List<Living> found = living.apply(service);
        if (found.isEmpty()) {
            throw new NotKept("no process of %s runs".formatted(service));
        }
        var text = new StringBuilder("processes of %s at %s, %d\n".formatted(service, at, found.size()))
                .append(ROW.formatted("pid", "parent", "started", "cpu s", "rss kB", "command line"));
        for (Living process : found) {
            text.append(row(process, table.usage(process.pid())));
        }
        String bytes = new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return Raw.of(bytes, false, Integer.MAX_VALUE, most);
    }

    private static String row(Living process, Optional<Usage> usage) {
        String command = String.join(" ", process.command());
        return ROW.formatted(
                process.pid(),
                process.parent(),
                process.startedAt(),
                usage.map(used -> String.format(Locale.ROOT, "%.2f", used.cpuMillis() / MILLIS_PER_SECOND))
                        .orElse("–"),
                usage.map(used -> String.format(Locale.ROOT, "%.0f", used.rss() / KILOBYTE))
                        .orElse("–"),
                command.isEmpty() ? "(hidden)" : command.replaceAll("\\R", " "));
    }
}
