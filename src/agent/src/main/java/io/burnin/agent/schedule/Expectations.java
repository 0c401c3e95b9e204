package io.burnin.agent.schedule;

import io.burnin.plan.Step;
import io.burnin.plan.Step.Otherwise;
import io.burnin.plan.Step.Subject;
import io.burnin.protocol.RunRecord;
import io.burnin.verdict.Evidence.Expectation.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks whether the product does what await and expect steps ask, and records what it came to. */
final class Expectations {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final Tools tools;
    private final String test;
    private final int number;
    private final Instant began;

    Expectations(Tools tools, String test, int number, Instant began) {
        this.tools = tools;
        this.test = test;
        this.number = number;
        this.began = began;
    }

    Result await(Step.Await step, String place) throws InterruptedException {
        long start = tools.clock().nanos();
        long deadline = start + step.within().toNanos();
        Optional<Long> metSince = Optional.empty();
        while (true) {
            Look look = look(step.subject());
            long now = tools.clock().nanos();
            metSince = look.met() ? Optional.of(metSince.orElse(now)) : Optional.empty();
            boolean held =
                    metSince.isPresent() && now - metSince.get() >= step.hold().toNanos();
            if (held || metSince.isEmpty() && now >= deadline) {
                return record(step, place, step.subject(), step.otherwise(), look, start);
            }
            tools.pause().of(LOOK_EVERY);
        }
    }

    Result expect(Step.Expect step, String place) throws InterruptedException {
        long start = tools.clock().nanos();
        return record(step, place, step.subject(), step.otherwise(), look(step.subject()), start);
    }

    private record Look(boolean met, String seen) {}

    private Look look(Subject subject) throws InterruptedException {
        return switch (subject) {
            case Subject.OfMetric of -> {
                Optional<Double> value = tools.observation().value(of.statistic(), of.metric(), of.where(), began);
                yield new Look(
                        value.filter(of.is()::holds).isPresent(),
                        value.map(Expectations::number).orElse("nothing"));
            }
            case Subject.ServiceReady(String service) -> {
                boolean ready = tools.services().isReady(service);
                yield new Look(ready, ready ? "ready" : "not ready");
            }
        };
    }

    private Result record(Step step, String place, Subject subject, Otherwise otherwise, Look look, long start) {
        Result result = look.met() ? Result.MET : unmet(otherwise);
        double millis = (tools.clock().nanos() - start) / 1e6;
        tools.recorder()
                .write(new RunRecord.Expected(
                        tools.clock().now(),
                        test,
                        number,
                        step.options().as().orElse(place),
                        result,
                        StepWords.of(subject),
                        look.seen(),
                        millis));
        return result;
    }

    private static Result unmet(Otherwise otherwise) {
        return switch (otherwise) {
            case RED -> Result.RED;
            case YELLOW -> Result.YELLOW;
            case INSUFFICIENT -> Result.INSUFFICIENT;
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
