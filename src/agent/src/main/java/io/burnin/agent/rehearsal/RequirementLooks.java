package io.burnin.agent.rehearsal;

import io.burnin.agent.record.StepFailed;
import io.burnin.agent.schedule.HostCheck;
import io.burnin.plan.Plan;
import io.burnin.plan.Request;
import io.burnin.plan.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the host offers what the plan requires before anything is touched. */
final class RequirementLooks {

    private final Plan plan;
    private final Asking asking;
    private final ServiceLooks services;

    RequirementLooks(Plan plan, Asking asking, ServiceLooks services) {
        this.plan = plan;
        this.asking = asking;
        this.services = services;
    }

    List<Look> all() {
        var looks = new ArrayList<Look>();
        for (int i = 0; i < plan.requires().size(); i++) {
            Requirement requirement = plan.requires().get(i);
            String place = "requires/" + i;
            looks.add(table -> look(requirement, place, table));
        }
        return looks;
    }

    private void look(Requirement requirement, String place, Table table) throws InterruptedException {
        String what = "requires " + words(requirement);
        try {
            switch (requirement) {
                case Requirement.PortFree(int port) -> HostCheck.requirePortFree(port);
                case Requirement.PortOpen(int port) -> HostCheck.requirePortOpen(port);
                case Requirement.DiskFree(var directory, long bytes) -> HostCheck.requireDisk(directory, bytes);
                case Requirement.ServiceReady(String service) -> {
                    if (!services.isReady(service)) {
                        table.failed(place, what, "it is not ready", "start it, or remove the requirement");
                        return;
                    }
                }
                case Requirement.HttpAnswers(Request request) -> {
                    Optional<String> wrong = wrong(request);
                    if (wrong.isPresent()) {
                        table.failed(place, what, wrong.get(), "put it right, or correct the address");
                        return;
                    }
                }
            }
            table.ok(place, what, "it is so");
        } catch (StepFailed unmet) {
            table.failed(place, what, unmet.getMessage(), "put it right on the host, or correct the requirement");
        }
    }

    private Optional<String> wrong(Request request) throws StepFailed, InterruptedException {
        if (!request.isSafe()) {
            return Asking.listens(asking.address(request)) ? Optional.empty() : Optional.of("nobody listens there");
        }
        try {
            return asking.ask(request).mismatch(request.expect());
        } catch (IOException noAnswer) {
            return Optional.of(noAnswer.getMessage());
        }
    }

    private static String words(Requirement requirement) {
        return switch (requirement) {
            case Requirement.PortFree(int port) -> "port %d free".formatted(port);
            case Requirement.PortOpen(int port) -> "port %d open".formatted(port);
            case Requirement.DiskFree(var directory, long bytes) -> "%,d bytes free at %s".formatted(bytes, directory);
            case Requirement.ServiceReady(String service) -> "service %s ready".formatted(service);
            case Requirement.HttpAnswers(Request request) ->
                "%s %s".formatted(request.method(), request.url().text());
        };
    }
}
