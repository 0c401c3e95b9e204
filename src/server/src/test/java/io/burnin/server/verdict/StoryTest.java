package io.burnin.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Plan;
import io.burnin.plan.PlanFile;
import io.burnin.verdict.Check;
import io.burnin.verdict.Check.State;
import io.burnin.verdict.Judge;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That the stories have something to tell: else a test that compares their verdicts would show little. */
class StoryTest {

    @Test
    void bringsEveryLightAndEveryStateAndAValueOfEveryCriterion() throws Exception {
        Plan plan = PlanFile.read(Story.plan("story")).plan("short", Map.of());
        var states = EnumSet.noneOf(State.class);
        var lights = EnumSet.noneOf(Light.class);
        var all = new HashSet<String>();
        var evaluated = new HashSet<String>();

        for (long seed = 0; seed < 40; seed++) {
            Telling telling = Telling.of(Story.of(new SplittableRandom(seed)), new Random(seed));
            Verdict verdict = Judge.judge(
                    plan,
                    ToldEvidence.of(telling.batches().stream()
                            .flatMap(batch -> batch.stream())
                            .toList()));
            for (Check check : verdict.checks()) {
                states.add(check.state());
                lights.add(check.light());
            }
            all.addAll(verdict.checks().stream().map(Check::criterion).collect(Collectors.toSet()));
            evaluated.addAll(verdict.checks().stream()
                    .filter(Check::isEvaluated)
                    .map(Check::criterion)
                    .collect(Collectors.toSet()));
        }

        assertThat(states).containsExactlyInAnyOrder(State.EVALUATED, State.NO_DATA, State.INSUFFICIENT);
        assertThat(lights).containsExactlyInAnyOrder(Light.values());
        assertThat(evaluated).containsExactlyInAnyOrderElementsOf(all);
    }
}
