package io.burnin.plan;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One scenario.
 *
 * @param disturbs the services it harms; from its first harmful intent to the end of {@code settle} is a fault window
 * @param cleanup its {@code finally}: always executed, and it is the undo of its harm
 * @param settle how long after {@code cleanup} the target may need to become calm
 */
public record Test(
        String name,
        String title,
        Set<String> disturbs,
        List<Step> steps,
        List<Step> cleanup,
        Duration settle,
        List<Criterion> criteria) {

    public Test {
        disturbs = Set.copyOf(disturbs);
        steps = List.copyOf(steps);
        cleanup = List.copyOf(cleanup);
        criteria = List.copyOf(criteria);
    }

    /** The names under which its loads emit metrics. */
    public Set<String> loads() {
        return Steps.within(steps)
                .filter(Step.HttpLoad.class::isInstance)
                .flatMap(load -> load.options().as().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What its awaits and expects look at. */
    public List<Step.Subject> subjects() {
        return Stream.of(steps, cleanup)
                .flatMap(Steps::within)
                .flatMap(step -> Steps.subjectOf(step).stream())
                .toList();
    }

    /** The services that it does something to. */
    public Set<String> services() {
        return Stream.of(steps, cleanup)
                .flatMap(Steps::within)
                .flatMap(step -> step instanceof Step.ServiceAct act ? act.services().stream() : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
