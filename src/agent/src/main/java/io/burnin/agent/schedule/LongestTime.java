package io.burnin.agent.schedule;

import io.burnin.plan.Plan;
import io.burnin.plan.Service;
import io.burnin.plan.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How long single steps take at most, as long as nothing is stuck. */
final class LongestTime {

    /** For what the plan gives no time: one look, or a service to become ready or to end. */
    private static final Duration UNSAID = Duration.ofSeconds(30);

    /** A verb may have to wait for the old process, then for the port, then for what it is there for. */
    private static final int WAITS_OF_A_VERB = 3;

    private final Map<String, Service> services;

    LongestTime(Plan plan) {
        this.services = plan.services();
    }

    /** @param left until the planned end of the test, to which load goes on */
    Duration of(Step step, Duration left) {
        return step.options().timeout().orElseGet(() -> unlimited(step, left.isNegative() ? Duration.ZERO : left));
    }

    private Duration unlimited(Step step, Duration left) {
        return switch (step) {
            case Step.Wait wait -> wait.time();
            case Step.Await await -> await.within().plus(await.hold()).plus(UNSAID);
            case Step.Expect expect -> UNSAID;
            case Step.Observe observe -> UNSAID;
            case Step.HttpLoad load -> left.plus(UNSAID);
            case Step.HttpRequest http ->
                http.request()
                        .expect()
                        .within()
                        .plus(http.every().orElse(Duration.ZERO))
                        .multipliedBy(http.times());
            case Step.FilesWrite files -> of(files, left);
            case Step.ServiceAct act -> of(act);
            case Step.Repeat repeat ->
                repeat.steps().stream()
                        .map(each -> of(each, left))
                        .reduce(Duration.ZERO, Duration::plus)
                        .multipliedBy(repeat.times());
            case Step.Parallel parallel ->
                parallel.steps().stream().map(each -> of(each, left)).reduce(Duration.ZERO, LongestTime::longer);
        };
    }

    private static Duration of(Step.FilesWrite files, Duration left) {
        return switch (files.pace()) {
            case Step.Pace.Continuous continuous -> left.plus(UNSAID);
            case Step.Pace.Burst burst ->
                burst.interval()
                        .plus(files.stages().map(Step.Stages::hold).orElse(Duration.ZERO))
                        .multipliedBy(burst.count())
                        .plus(UNSAID);
        };
    }

    private Duration of(Step.ServiceAct act) {
        return act.services().stream()
                .map(service -> patience(act, Optional.ofNullable(services.get(service))))
                .reduce(act.hold().orElse(Duration.ZERO), Duration::plus);
    }

    private static Duration patience(Step.ServiceAct act, Optional<Service> service) {
        Duration ready =
                service.flatMap(Service::ready).map(Service.Readiness::within).orElse(UNSAID);
        Duration gone =
                service.flatMap(Service::stop).map(Service.StopBy::within).orElse(UNSAID);
        Duration usual = switch (act.verb()) {
            case START, ENSURE -> ready;
            case STOP, KILL, PAUSE -> gone;
            case RESTART -> ready.plus(gone);
        };
        return longer(act.within().orElse(usual), UNSAID).multipliedBy(WAITS_OF_A_VERB);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
