package io.burnin.server.verdict;

import io.burnin.server.verdict.Judging.Judged;
import io.burnin.verdict.Decided;
import io.burnin.verdict.Decision;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How runs stand: the verdict, and what people decided beside it. */
@ApplicationScoped
public class Standings {

    private final Judging judging;
    private final RunDecisions decisions;
    private final Clock clock;

    Standings(Judging judging, RunDecisions decisions, Clock clock) {
        this.judging = judging;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** A light, and what a command ends with that waited for it. */
    public record Answer(Light light, int exitCode) {
        static Answer of(Verdict verdict) {
            return new Answer(verdict.light(), verdict.exitCode());
        }
    }

    /**
     * @param byOtherCriteria the newest judgement by other criteria; empty if there is none on this evidence
     * @param decisions those in effect
     * @param withDecisions where all that is honoured
     * @param unasked where it is not: people may make a light worse, and none better, for whoever does not ask
     */
    public record Standing(
            Judged judged,
            Optional<Revision> byOtherCriteria,
            List<DecisionEntry> decisions,
            Answer withDecisions,
            Answer unasked) {}

    public Standing of(Judged judged) {
        Optional<Revision> other = judging.byOtherCriteria(judged);
        List<DecisionEntry> made = decisions.of(judged.run()).stream()
                .filter(entry -> entry.withdrawn().isEmpty())
                .toList();
        Verdict base = other.map(Revision::verdict).orElse(judged.verdict());
        Decided decided =
                Decided.of(base, made.stream().map(DecisionEntry::decision).toList(), clock.instant());
        var withDecisions = new Answer(decided.light(), decided.exitCode());
        return new Standing(
                judged,
                other,
                made.stream().filter(entry -> isIn(decided.inEffect(), entry)).toList(),
                withDecisions,
                worst(Answer.of(judged.verdict()), Answer.of(base), withDecisions));
    }

    private static boolean isIn(List<Decision> inEffect, DecisionEntry entry) {
        return inEffect.contains(entry.decision());
    }

    /** Of several equal lights the first. */
    private static Answer worst(Answer... answers) {
        return Stream.of(answers)
                .sorted(Comparator.comparing(Answer::light).reversed())
                .findFirst()
                .orElseThrow();
    }
}
