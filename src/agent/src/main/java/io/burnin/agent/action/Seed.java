package io.burnin.agent.action;

import io.burnin.agent.http.Placeholders;
import java.util.Map;
import java.util.SplittableRandom;

/** Chance that is the same in each run, and for the same step after a restart of the agent. */
record Seed(long value) {

    static Seed of(StepContext context) {
        String step = "%s/%d/%s".formatted(context.test(), context.occurrence(), context.place());
        long value = 1125899906842597L;
        for (int i = 0; i < step.length(); i++) {
            value = 31 * value + step.charAt(i);
        }
        return new Seed(value);
    }

    SplittableRandom random() {
        return new SplittableRandom(value);
    }

    /** The placeholders of the n-th iteration of the step. */
    Placeholders placeholders(long n, StepContext context, Map<String, String> saved) {
        var random = new SplittableRandom(value ^ (n * 0x9E3779B97F4A7C15L));
        return new Placeholders(n, context.clock()::now, random, context.secrets(), saved);
    }
}
