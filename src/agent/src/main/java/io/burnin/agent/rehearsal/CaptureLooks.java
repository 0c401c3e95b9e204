package io.burnin.agent.rehearsal;

import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.schedule.RunParts;
import io.burnin.plan.Capture;
import io.burnin.plan.Capture.Source;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whether there is something to capture, and whether it may be read. Nothing of it is kept. */
final class CaptureLooks {

    private final RunParts.Setting setting;
    private final ServiceLooks services;

    CaptureLooks(RunParts.Setting setting, ServiceLooks services) {
        this.setting = setting;
        this.services = services;
    }

    List<Look> all() {
        List<Capture> captures = setting.plan().captures();
        return IntStream.range(0, captures.size())
                .<Look>mapToObj(i -> table -> look(captures.get(i).source(), "capture/" + i, table))
                .toList();
    }

    private void look(Source source, String place, Table table) {
        String what = "capture of " + source.words();
        switch (source) {
            case Source.Processes(String service) ->
                table.ok(
                        place,
                        what,
                        "%d match now".formatted(services.matches(service).size()));
            case Source.Files(String files, var last) -> look(files, place, what, table);
            case Source.Log log -> look(log.files(), place, what, table);
        }
    }

    private void look(String pattern, String place, String what, Table table) {
        try {
            Glob glob = Glob.of(pattern);
            setting.policy().requireRead(glob.base());
            List<Path> files = glob.list();
            for (Path file : files) {
                setting.policy().requireRead(file);
            }
            Optional<Path> unreadable =
                    files.stream().filter(file -> !Files.isReadable(file)).findFirst();
            if (unreadable.isPresent()) {
                throw new AccessDeniedException(unreadable.get().toString());
            }
            table.ok(
                    place,
                    what,
                    files.isEmpty()
                            ? "allowed by policy; no file of that name is there yet"
                            : "%d can be read".formatted(files.size()));
        } catch (StepFailed refused) {
            table.refused(place, what, refused);
        } catch (IOException unreadable) {
            FileAccess.tellUnreadable(unreadable, place, what, table);
        }
    }
}
