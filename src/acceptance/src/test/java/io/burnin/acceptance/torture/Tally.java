package io.burnin.acceptance.torture;

import io.burnin.acceptance.torture.Hunt.Shot;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Predicate;

/** The table of all rounds, by what was killed and when. What a round broke is counted in each row that had a part in it. */
record Tally(List<Round.Result> rounds) {

    private static final String LINE = "%-9s %-16s %7s %7s %7s %7s %7s %7s %7s %7s%n";

    Toll toll() {
        return rounds.stream().map(Round.Result::toll).reduce(Toll.NONE, Toll::plus);
    }

    void print(List<Victim> victims, PrintStream out) {
        out.printf(LINE, "killed", "at", "rounds", "kills", "hits", "lost", "dupl.", "repeat.", "stuck", "dirty");
        for (Victim victim : victims) {
            for (Phase phase : Phase.values()) {
                Predicate<Shot> mine =
                        shot -> shot.kill().victim() == victim && shot.kill().phase() == phase;
                row(victim.words(), phase, mine, out);
            }
        }
        for (Phase phase : Phase.values()) {
            row("all", phase, shot -> shot.kill().phase() == phase, out);
        }
        print("all", "", rounds, shot -> true, out);
    }

    private void row(String victim, Phase phase, Predicate<Shot> mine, PrintStream out) {
        List<Round.Result> concerned = rounds.stream()
                .filter(round -> round.shots().stream().anyMatch(mine))
                .toList();
        print(victim, phase.words(), concerned, mine, out);
    }

    private static void print(
            String victim, String phase, List<Round.Result> rounds, Predicate<Shot> mine, PrintStream out) {
        long kills = rounds.stream()
                .flatMap(round -> round.shots().stream())
                .filter(mine)
                .count();
        long hits = rounds.stream()
                .flatMap(round -> round.hits().stream())
                .filter(mine)
                .count();
        Toll toll = rounds.stream().map(Round.Result::toll).reduce(Toll.NONE, Toll::plus);
        out.printf(
                LINE,
                victim,
                phase,
                rounds.size(),
                kills,
                phase.equals(Phase.ANY.words()) ? "-" : hits,
                toll.lost(),
                toll.duplicated(),
                toll.repeated(),
                toll.stuck(),
                toll.dirty());
    }
}
