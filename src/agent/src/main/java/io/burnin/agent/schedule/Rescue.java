package io.burnin.agent.schedule;

import io.burnin.agent.journal.Replay;
import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.agent.journal.Replay.OccurrenceTrace;
import io.burnin.plan.Step;
import io.burnin.plan.Test;
import io.burnin.protocol.RunRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Undoes the open harm of a run whose agent is gone. The occurrences stay open: an agent that is started again finds what was
 * undone in the journal, looks again, and ends them. Judging steps of {@code finally} are left out, since no probe is at work.
 */
public final class Rescue {

    /** The {@link RunRecord.Event} that tells who undid what. */
    public static final String UNDONE = "harm-undone";

    private final Tools tools;
    private final Replay replay;

    /** @param parts their services and actions are used, and nothing is observed */
    public Rescue(RunParts.Setting setting, RunParts parts, Replay replay) {
        this.tools = Tools.of(setting, parts, Thread::sleep);
        this.replay = replay;
    }

    /**
     * What was undone.
     *
     * @param services those that had been harmed
     * @param dirt what could not be put right
     */
    public record Outcome(List<String> services, List<String> dirt) {
        public Outcome {
            services = List.copyOf(services);
            dirt = List.copyOf(dirt);
        }
    }

    /** @return empty if no harm was open */
    public Optional<Outcome> run(String by, String why) {
        try {
            boolean inSetup =
                    replay.started().isPresent() && replay.scheduleBegan().isEmpty();
            List<Open> open = open();
            if (replay.ended().isPresent() || !inSetup && open.isEmpty()) {
                return Optional.empty();
            }
            Instant began = tools.clock().now();
            tools.recorder().write(new RunRecord.Gap(began, replay.lastRecorded(), "the agent was away"));
            Set<String> services = new LinkedHashSet<>();
            List<String> dirt = new ArrayList<>();
            for (Open one : open) {
                services.addAll(one.interrupted().harmed());
                undo(one).forEach(what -> dirt.add("%s: %s".formatted(one.name(), what)));
            }
            if (inSetup) {
                services.addAll(tools.plan().services().keySet());
                dirt.addAll(restore());
            }
            var outcome = new Outcome(List.copyOf(services), dirt);
            tell(outcome, began, by, why);
            return Optional.of(outcome);
        } finally {
            tools.close();
        }
    }

    private record Open(OccurrenceKey key, OccurrenceTrace trace, Test test, Interrupted interrupted) {
        String name() {
            return "%s %d".formatted(key.test(), key.number());
        }
    }

    /** Occurrences that began and did not end, and that harmed something or have something to undo. */
    private List<Open> open() {
        List<Open> open = new ArrayList<>();
        replay.occurrences()
                .forEach((key, trace) -> Optional.ofNullable(
                                tools.plan().tests().get(key.test()))
                        .filter(test -> !trace.ended())
                        .map(test -> new Open(key, trace, test, new Interrupted(key, trace, Optional.of(test))))
                        .filter(one -> trace.isInsideFault()
                                || !one.interrupted().harmed().isEmpty()
                                || !one.interrupted().undo().isEmpty())
                        .ifPresent(open::add));
        return open;
    }

    private List<String> undo(Open one) {
        one.interrupted().closeOpenSteps(tools);
        Instant now = tools.clock().now();
        var harm = new Harm(tools, one.name(), () -> now);
        harm.found(one.interrupted().harmed());
        StepRunner steps = StepRunner.ofTest(tools, one.key(), one.trace().startedAt(), () -> now, harm);
        return new TakingBack(tools, steps, one.trace().steps(), Rescue::acts)
                .run(one.interrupted().undo(), one.test().cleanup(), harm);
    }

    private static boolean acts(Step step) {
        return switch (step) {
            case Step.ServiceAct s -> true;
            case Step.HttpRequest s -> true;
            case Step.FilesWrite s -> true;
            case Step.Wait s -> true;
            case Step.Repeat s -> true;
            case Step.Parallel s -> true;
            case Step.HttpLoad s -> false;
            case Step.Await s -> false;
            case Step.Expect s -> false;
            case Step.Observe s -> false;
        };
    }

    private List<String> restore() {
        try {
            return tools.services().restore();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of("interrupted before the services were as they were found");
        }
    }

    private void tell(Outcome outcome, Instant began, String by, String why) {
        String services = String.join(", ", outcome.services());
        String dirt = String.join("; ", outcome.dirt());
        tools.recorder()
                .write(new RunRecord.Gap(tools.clock().now(), began, "the agent was away, what it left was undone"));
        tools.event(
                UNDONE,
                dirt.isEmpty()
                        ? "%s undid what was done to %s: %s".formatted(by, services, why)
                        : "%s could not undo all that was done to %s (%s): %s".formatted(by, services, why, dirt),
                Map.of("by", by, "why", why, "services", services, "dirty", dirt));
    }
}
