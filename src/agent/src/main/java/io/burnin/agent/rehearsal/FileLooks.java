package io.burnin.agent.rehearsal;

import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks at the logs and folders of probes once: whether they are there, and whether what the plan looks for is in them. */
final class FileLooks {

    private static final int QUOTED = 120;

    private final FileAccess access;

    FileLooks(FileAccess access) {
        this.access = access;
    }

    void look(Probe.Log log, Table table) {
        String place = "probes/" + log.name();
        access.lines(log, Glob.of(log.files()), log.encoding(), place, table)
                .ifPresent(lines -> tell(log, lines, table));
    }

    private static void tell(Probe.Log log, List<String> lines, Table table) {
        boolean blind = !lines.isEmpty()
                && log.rules().stream().noneMatch(rule -> lines.stream().anyMatch(line -> matches(rule, line)));
        for (Probe.LineRule rule : log.rules()) {
            long matched = lines.stream().filter(line -> matches(rule, line)).count();
            String place = "probes/%s/lines/%s".formatted(log.name(), rule.name());
            String what = log.name() + " " + rule.name();
            String found = "%d lines read, %d matched".formatted(lines.size(), matched);
            boolean isExpected = rule.id().isPresent() || rule.value().isPresent();
            if (matched == 0 && !lines.isEmpty() && (blind || isExpected)) {
                table.warning(place, what, found, "compare the pattern with the last line: " + quoted(lines.getLast()));
            } else {
                table.ok(place, what, found);
            }
        }
    }

    private static boolean matches(Probe.LineRule rule, String line) {
        return switch (rule.matching()) {
            case Probe.Matching.Contains(String text) -> line.contains(text);
            case Probe.Matching.Matches(var pattern) -> pattern.matcher(line).find();
        };
    }

    void look(Probe.Files files, Table table) {
        Glob glob = Glob.of(files.files());
        String place = "probes/" + files.name();
        try {
            access.requireRead(glob.base());
            if (!Files.isDirectory(glob.isLiteral() ? folderOf(glob.base()) : glob.base())) {
                access.absent(files, glob.base(), place, table);
            } else {
                table.ok(
                        place,
                        files.name(),
                        "%d files match now".formatted(glob.list().size()));
            }
        } catch (StepFailed refused) {
            table.refused(place, files.name(), refused);
        } catch (IOException unreadable) {
            FileAccess.tellUnreadable(unreadable, place, files.name(), table);
        }
    }

    /** A folder in which a ledger or a pair of files sees its ids. */
    void lookIntoFolder(Probe probe, Path folder, Table table) {
        String place = "probes/" + probe.name();
        String what = "%s in %s".formatted(probe.name(), folder);
        try {
            access.requireRead(folder);
            if (!Files.isDirectory(folder)) {
                access.absent(probe, folder, place, table);
            } else if (!Files.isReadable(folder)) {
                FileAccess.tellUnreadable(new AccessDeniedException(folder.toString()), place, what, table);
            } else {
                table.ok(place, what, "the folder can be watched");
            }
        } catch (StepFailed refused) {
            table.refused(place, what, refused);
        }
    }

    private static Path folderOf(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    }

    static String quoted(String text) {
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED - 1) + "…";
    }
}
