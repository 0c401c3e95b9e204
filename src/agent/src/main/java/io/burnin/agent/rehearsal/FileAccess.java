package io.burnin.agent.rehearsal;

import io.burnin.agent.policy.Policy;
import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Probe;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Files as the host's policy lets probes read them, and what it means that one is not there. */
final class FileAccess {

    private final Policy policy;
    private final ServiceLooks services;

    FileAccess(Policy policy, ServiceLooks services) {
        this.policy = policy;
        this.services = services;
    }

    void requireRead(Path file) throws StepFailed {
        policy.requireRead(file);
    }

    /** The last lines of the newest file; empty if there is nothing to read, which is told. */
    Optional<List<String>> lines(Probe probe, Glob glob, Charset charset, String place, Table table) {
        try {
            policy.requireRead(glob.base());
            List<Path> files = glob.list();
            if (files.isEmpty()) {
                absent(probe, glob.base(), place, table);
                return Optional.empty();
            }
            return Optional.of(LastLines.of(newest(files), charset));
        } catch (StepFailed refused) {
            table.refused(place, probe.name(), refused);
        } catch (IOException unreadable) {
            tellUnreadable(unreadable, place, probe.name(), table);
        }
        return Optional.empty();
    }

    void absent(Probe probe, Path path, String place, Table table) {
        String found = path + " does not exist";
        if (probe.options().missing() != Probe.Missing.ABSENT) {
            table.ok(place, probe.name(), found + ", which the plan expects");
        } else if (services.isOutput(path)) {
            table.ok(place, probe.name(), found + " yet: it comes with the start of its service");
        } else if (!services.allRun()) {
            table.warning(
                    place,
                    probe.name(),
                    found + "; not every service runs",
                    "start the services and rehearse again, or correct the path");
        } else {
            table.failed(
                    place,
                    probe.name(),
                    found + ", though every service runs",
                    "correct the path; where the file comes only with an error, say 'missing: empty'");
        }
    }

    static void tellUnreadable(IOException unreadable, String place, String what, Table table) {
        String found = unreadable instanceof AccessDeniedException
                        || message(unreadable).contains("Permission denied")
                ? "permission denied: " + message(unreadable)
                : "cannot be read: " + message(unreadable);
        table.failed(
                place,
                what,
                found,
                found.startsWith("permission")
                        ? "let the agent's user read it: chmod, or another user for the agent"
                        : "correct the path, or put the target right");
    }

    private static String message(IOException e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    static Path newest(List<Path> files) {
        var readable = new ArrayList<>(files);
        readable.sort(Comparator.comparing(FileAccess::modified));
        return readable.getLast();
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }
}
