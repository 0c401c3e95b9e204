package io.burnin.agent.rehearsal;

import io.burnin.agent.http.Placeholders;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.schedule.RunParts;
import io.burnin.plan.Profile;
import io.burnin.plan.Request;
import io.burnin.plan.Step;
import io.burnin.plan.Steps;
import io.burnin.plan.Template;
import io.burnin.plan.Test;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether each step could do its work: what it would touch is there and allowed. Nothing is sent that could change something. */
final class StepLooks {

    private final RunParts.Setting setting;
    private final List<String> tests;
    private final Asking asking;
    private final ServiceLooks services;

    /** @param tests the part of the plan that would be executed; empty for all */
    StepLooks(RunParts.Setting setting, List<String> tests, Asking asking, ServiceLooks services) {
        this.setting = setting;
        this.tests = tests;
        this.asking = asking;
        this.services = services;
    }

    List<Look> all() {
        Set<String> scheduled = setting.plan().profile().schedule().stream()
                .map(Profile.Entry::test)
                .filter(test -> tests.isEmpty() || tests.contains(test))
                .collect(Collectors.toSet());
        return Steps.of(setting.plan()).stream()
                .filter(placed ->
                        placed.test().map(Test::name).map(scheduled::contains).orElse(true))
                .<Look>map(placed -> table -> {
                    look(placed.step(), placed.path(), table);
                    Optional<Step> undo = placed.step().options().undo();
                    if (undo.isPresent()) {
                        look(undo.get(), placed.path() + "/undo", table);
                    }
                })
                .toList();
    }

    private void look(Step step, String place, Table table) {
        switch (step) {
            case Step.HttpRequest request -> look(request.request(), place, table);
            case Step.HttpLoad load ->
                load.flows().forEach(flow -> flow.requests().forEach(request -> look(request, place, table)));
            case Step.FilesWrite write -> look(write, place, table);
            case Step.ServiceAct act -> act.services().forEach(service -> look(act, service, place, table));
            case Step.Await await -> {}
            case Step.Expect expect -> {}
            case Step.Wait wait -> {}
            case Step.Observe observe -> {}
            // What stands in them comes by itself.
            case Step.Repeat repeat -> {}
            case Step.Parallel parallel -> {}
        }
    }

    private void look(Request request, String place, Table table) {
        String what = "%s %s".formatted(request.method(), request.url().text());
        try {
            URI address = asking.address(request);
            if (Asking.listens(address)) {
                table.ok(place, what, "allowed by policy, and somebody listens there");
            } else if (services.allRun()) {
                table.failed(
                        place,
                        what,
                        "allowed by policy; nobody listens there",
                        "correct the address, or start what listens there");
            } else {
                table.warning(
                        place,
                        what,
                        "allowed by policy; nobody listens there",
                        "not every service runs: start them and rehearse again");
            }
        } catch (StepFailed refused) {
            table.refused(place, what, refused);
        }
    }

    private void look(Step.ServiceAct act, String service, String place, Table table) {
        if (!act.verb().isHarm()) {
            return; // which the service's own line tells
        }
        String what = "%s %s".formatted(act.action(), service);
        try {
            services.requireHarm(service);
            table.ok(place, what, "allowed by policy");
        } catch (StepFailed refused) {
            table.refused(place, what, refused);
        }
    }

    private void look(Step.FilesWrite write, String place, Table table) {
        String what = "files.write " + write.to().text();
        try {
            Path file = path(write.to());
            setting.policy().requireWrite(file);
            Optional<Path> folder = Optional.ofNullable(file.toAbsolutePath().getParent());
            if (folder.filter(Files::isDirectory).isEmpty()) {
                table.failed(
                        place, what, "the folder of %s does not exist".formatted(file), "make it, or correct 'to'");
            } else if (!Files.isWritable(folder.get())) {
                table.failed(
                        place,
                        what,
                        "permission denied: " + folder.get(),
                        "let the agent's user write there: chmod, or another user for the agent");
            } else {
                table.ok(place, what, "allowed by policy, and the folder can be written to");
            }
            if (write.content() instanceof Step.Content.CopyOf(String source)) {
                lookAtSource(Path.of(source), place, table);
            }
        } catch (StepFailed refused) {
            table.refused(place, what, refused);
        } catch (InvalidPathException broken) {
            table.failed(place, what, "it is no path: " + broken.getReason(), "correct 'to'");
        }
    }

    private void lookAtSource(Path source, String place, Table table) throws StepFailed {
        setting.policy().requireRead(source);
        if (Files.isReadable(source)) {
            table.ok(place, "files.write of " + source, "the file can be read");
        } else {
            table.failed(place, "files.write of " + source, "it cannot be read", "put it there, or correct 'copy'");
        }
    }

    private Path path(Template to) throws StepFailed {
        Placeholders values = asking.placeholders(to);
        return Path.of(values.fill(to));
    }
}
