package io.burnin.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says in second 1 what would be found out in hour 72. Each rule is a class of its own and knows nothing of the others. */
final class Linter {

    /** Its errors refuse a plan, its warnings are kept with the runs. */
    sealed interface Rule
            permits NameRule,
                    WitnessRule,
                    MetricRule,
                    BandRule,
                    BaselineRule,
                    ProofRule,
                    HarmRule,
                    FaultRule,
                    ReachRule,
                    ScheduleRule,
                    CaptureRule,
                    ParameterRule,
                    SecretRule {

        void check(Linted linted);
    }

    private static final List<Rule> RULES = List.of(
            new NameRule(),
            new WitnessRule(),
            new MetricRule(),
            new BandRule(),
            new BaselineRule(),
            new ProofRule(),
            new HarmRule(),
            new FaultRule(),
            new ReachRule(),
            new ScheduleRule(),
            new CaptureRule(),
            new ParameterRule(),
            new SecretRule());

    private Linter() {}

    /** Everything that the rules find, in the order of the file. */
    static List<Problem> lint(Linted linted) {
        RULES.forEach(rule -> rule.check(linted));
        var problems = new ArrayList<>(linted.problems());
        problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        return List.copyOf(problems);
    }
}
