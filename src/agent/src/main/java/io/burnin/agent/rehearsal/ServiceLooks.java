package io.burnin.agent.rehearsal;

import static java.util.stream.Collectors.joining;

import io.burnin.agent.http.Requests;
import io.burnin.agent.policy.Glob;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.schedule.RunParts;
import io.burnin.agent.service.Inspection;
import io.burnin.plan.Service;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the processes of each service, and whether it could be started, asked and ended. */
final class ServiceLooks {

    private final RunParts.Setting setting;
    private final Requests requests;
    private final Map<String, List<Inspection.Match>> found = new HashMap<>();

    ServiceLooks(RunParts.Setting setting, Requests requests) {
        this.setting = setting;
        this.requests = requests;
    }

    List<Look> all() {
        return setting.plan().services().values().stream()
                .<Look>map(service -> table -> {
                    lookForProcesses(service, table);
                    lookAtStart(service, table);
                    lookAtReadiness(service, table);
                })
                .toList();
    }

    /** The processes that its pattern matches now. */
    List<Inspection.Match> matches(String service) {
        return found.computeIfAbsent(service, name -> inspection(name).matches());
    }

    boolean isReady(String service) throws InterruptedException {
        try {
            return inspection(service).isReady().orElse(!matches(service).isEmpty());
        } catch (StepFailed refused) {
            return false;
        }
    }

    /** Whether every service runs, as far as can be told: what is missing then will not come with a start. */
    boolean allRun() {
        return setting.plan().services().values().stream()
                .allMatch(service -> service.processes().isEmpty()
                        || !matches(service.name()).isEmpty());
    }

    /** Whether that file takes what a service prints that the run would start. */
    boolean isOutput(Path file) {
        return setting.plan().services().values().stream()
                .filter(service -> !service.start().isEmpty())
                .flatMap(service -> service.output().stream())
                .anyMatch(output -> output.file()
                        .toAbsolutePath()
                        .normalize()
                        .equals(file.toAbsolutePath().normalize()));
    }

    /** @throws StepFailed if policy does not allow to harm what runs, or what would be started */
    void requireHarm(String service) throws StepFailed {
        List<Inspection.Match> matches = matches(service);
        if (matches.isEmpty()) {
            setting.policy()
                    .requireHarm(
                            service,
                            String.join(
                                    " ", setting.plan().services().get(service).start()));
        }
        for (Inspection.Match match : matches) {
            setting.policy().requireHarm(service, match.commandLine());
        }
    }

    private Inspection inspection(String service) {
        return new Inspection(
                setting.plan().services().get(service), setting.clock(), setting.policy(), setting.secrets(), requests);
    }

    private void lookForProcesses(Service service, Table table) {
        String place = "services/" + service.name() + "/processes";
        if (service.processes().isEmpty()) {
            table.ok(place, service.name(), "it is found by having been started");
            return;
        }
        Service.Match match = service.processes().get();
        List<Inspection.Match> matches = matches(service.name());
        String pids = matches.stream()
                .map(each -> "%d (%s)".formatted(each.pid(), shortened(each.commandLine())))
                .collect(joining(", "));
        if (matches.isEmpty()) {
            tellNone(service, match, place, table);
        } else if (matches.size() != match.count()) {
            String remedy =
                    matches.size() > match.count() ? "narrow '%s'".formatted(match.pattern()) : "start what is missing";
            table.failed(
                    place,
                    service.name(),
                    "%s, not %d: pid %s".formatted(processes(matches.size()), match.count(), pids),
                    "%s, or say 'count: %d'".formatted(remedy, matches.size()));
        } else if (service.running() == Service.Running.REFUSE) {
            table.failed(
                    place,
                    service.name(),
                    "it runs, and the plan says 'running: refuse': pid " + pids,
                    "stop it before the run, or say 'running: restart'");
        } else {
            table.ok(place, service.name(), "%s, pid %s".formatted(processes(matches.size()), pids));
        }
    }

    private static String processes(int count) {
        return count == 1 ? "1 process" : count + " processes";
    }

    private static void tellNone(Service service, Service.Match match, String place, Table table) {
        String command = String.join(" ", service.start());
        String none = "no process matches '%s'".formatted(match.pattern());
        if (command.isEmpty()) {
            table.failed(
                    place,
                    service.name(),
                    none + ", and the plan cannot start one",
                    "correct 'processes', or say how to 'start' it");
        } else if (match.by() == Service.Match.By.COMMAND_LINE && !new Glob(match.pattern()).matches(command)) {
            table.warning(
                    place,
                    service.name(),
                    none + ", and neither does the command that starts it: " + command,
                    "start the service and rehearse again, or correct 'processes'");
        } else {
            table.ok(place, service.name(), none + "; the run would start it");
        }
    }

    private void lookAtStart(Service service, Table table) {
        if (service.start().isEmpty()) {
            return;
        }
        String place = "services/" + service.name() + "/start";
        try {
            inspection(service.name()).requireStartable();
            table.ok(place, "service.start " + service.name(), "allowed by policy, and can be executed");
        } catch (StepFailed refused) {
            table.refused(place, "service.start " + service.name(), refused);
        }
        try {
            // Whatever the tests do: the run stops at its end what it has started.
            requireHarm(service.name());
            table.ok(place, "service.stop " + service.name(), "allowed by policy");
        } catch (StepFailed refused) {
            table.refused("services/" + service.name(), "service.stop " + service.name(), refused);
        }
    }

    private void lookAtReadiness(Service service, Table table) throws InterruptedException {
        if (service.ready().isEmpty()) {
            return;
        }
        String place = "services/" + service.name() + "/ready";
        String what = service.name() + " ready";
        String address = service.ready().get().http().url().text();
        try {
            var answers = inspection(service.name()).isReady();
            boolean runs = !matches(service.name()).isEmpty();
            if (answers.isEmpty()) {
                table.ok(place, what, "not asked: the request might change something");
            } else if (answers.get() && !runs && service.processes().isPresent()) {
                table.warning(
                        place,
                        what,
                        address + " answers, though no process of it was found",
                        "correct 'processes', or end what answers in its place");
            } else if (answers.get()) {
                table.ok(place, what, address + " answers as expected");
            } else if (runs) {
                table.failed(
                        place,
                        what,
                        address + " does not answer as expected, though it runs",
                        "correct the address or what is expected; else it never counts as ready");
            } else {
                table.ok(place, what, address + " does not answer: it does not run");
            }
        } catch (StepFailed refused) {
            table.refused(place, what, refused);
        }
    }

    private static String shortened(String commandLine) {
        return commandLine.length() <= 120 ? commandLine : commandLine.substring(0, 119) + "…";
    }
}
