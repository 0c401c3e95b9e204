package io.burnin.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every step of a plan with its path, however deep it stands. */
public final class Steps {

    private Steps() {}

    /**
     * @param test the test it belongs to; empty in setup and teardown
     * @param cleanup whether it stands in a {@code finally}
     * @param times how often it is done in one occurrence
     */
    public record Placed(String path, Optional<Test> test, boolean cleanup, double times, Step step) {}

    public static List<Placed> of(Plan plan) {
        var all = new ArrayList<Placed>();
        add("setup", Optional.empty(), false, 1, plan.setup(), all);
        for (Test test : plan.tests().values()) {
            all.addAll(of(test));
        }
        add("teardown", Optional.empty(), false, 1, plan.teardown(), all);
        return all;
    }

    static List<Placed> of(Test test) {
        var all = new ArrayList<Placed>();
        String path = "tests/" + test.name();
        add(path + "/steps", Optional.of(test), false, 1, test.steps(), all);
        add(path + "/finally", Optional.of(test), true, 1, test.cleanup(), all);
        return all;
    }

    /** The steps and all that stand inside them. */
    static Stream<Step> within(List<Step> steps) {
        var all = new ArrayList<Placed>();
        add("", Optional.empty(), false, 1, steps, all);
        return all.stream().map(Placed::step);
    }

    private static void add(
            String path, Optional<Test> test, boolean cleanup, double times, List<Step> steps, List<Placed> all) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String own = path + "/" + i;
            all.add(new Placed(own, test, cleanup, times, step));
            switch (step) {
                case Step.Repeat repeat ->
                    add(own + "/repeat/steps", test, cleanup, times * repeat.times(), repeat.steps(), all);
                case Step.Parallel parallel -> add(own + "/parallel", test, cleanup, times, parallel.steps(), all);
                case Step.HttpRequest s -> {}
                case Step.HttpLoad s -> {}
                case Step.FilesWrite s -> {}
                case Step.ServiceAct s -> {}
                case Step.Await s -> {}
                case Step.Expect s -> {}
                case Step.Wait s -> {}
                case Step.Observe s -> {}
            }
        }
    }

    /** The ledgers that a step feeds. */
    static Stream<String> ledgersOf(Step step) {
        return switch (step) {
            case Step.HttpRequest request -> request.request().ledger().keySet().stream();
            case Step.HttpLoad load ->
                load.flows().stream()
                        .flatMap(flow -> flow.requests().stream())
                        .flatMap(request -> request.ledger().keySet().stream())
                        .distinct();
            case Step.FilesWrite write -> write.ledger().keySet().stream();
            case Step.ServiceAct s -> Stream.empty();
            case Step.Await s -> Stream.empty();
            case Step.Expect s -> Stream.empty();
            case Step.Wait s -> Stream.empty();
            case Step.Observe s -> Stream.empty();
            case Step.Repeat s -> Stream.empty();
            case Step.Parallel s -> Stream.empty();
        };
    }

    /** What an expectation looks at. */
    static Optional<Step.Subject> subjectOf(Step step) {
        return switch (step) {
            case Step.Await await -> Optional.of(await.subject());
            case Step.Expect expect -> Optional.of(expect.subject());
            default -> Optional.empty();
        };
    }

    /** Whether it goes on as long as its occurrence. */
    static boolean isContinuous(Step step) {
        return step instanceof Step.HttpLoad
                || step instanceof Step.FilesWrite write && write.pace() instanceof Step.Pace.Continuous;
    }
}
