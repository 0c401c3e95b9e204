package io.burnin.agent.schedule;

import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Requirement;
import io.burnin.plan.Step;
import io.burnin.verdict.ErrorClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks whether the host offers what a plan requires, before anything is touched. */
final class Requirements {

    private final Tools tools;
    private final StepRunner setup;

    Requirements(Tools tools, StepRunner setup) {
        this.tools = tools;
        this.setup = setup;
    }

    void check(List<Requirement> requirements) throws StepFailed, NotTested, InterruptedException {
        for (int i = 0; i < requirements.size(); i++) {
            check(requirements.get(i), "requires/" + i);
        }
    }

    private void check(Requirement requirement, String place) throws StepFailed, NotTested, InterruptedException {
        switch (requirement) {
            case Requirement.PortFree(int port) -> HostCheck.requirePortFree(port);
            case Requirement.PortOpen(int port) -> HostCheck.requirePortOpen(port);
            case Requirement.DiskFree(Path directory, long bytes) -> HostCheck.requireDisk(directory, bytes);
            case Requirement.HttpAnswers(var request) ->
                setup.run(
                        new Step.HttpRequest(
                                new Step.Options(Optional.empty(), Optional.empty(), true, Optional.empty()),
                                request,
                                1,
                                Optional.empty()),
                        place);
            case Requirement.ServiceReady(String service) -> {
                if (!tools.services().isReady(service)) {
                    throw unmet("the service %s is not ready".formatted(service));
                }
            }
        }
    }

    private static StepFailed unmet(String message) {
        return new StepFailed(ErrorClass.INFRA, message);
    }
}
