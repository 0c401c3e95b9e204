package io.burnin.plan;

import java.time.Duration;
import java.util.List;
import java.util.Set;

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
}
