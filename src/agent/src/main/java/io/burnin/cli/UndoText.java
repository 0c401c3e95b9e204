package io.burnin.cli;

import io.burnin.agent.Undo.Undone;
import java.io.PrintWriter;
import java.util.List;

/** What was undone by hand, for people. */
final class UndoText {

    private UndoText() {}

    /** @return the exit code that goes with it */
    static int print(List<Undone> undone, PrintWriter out) {
        if (undone.isEmpty()) {
            out.println("nothing to undo: no unfinished run has harm in effect");
        }
        for (Undone run : undone) {
            out.printf("run %s: undid what was done to %s%n", run.run(), String.join(", ", run.services()));
            if (run.dirt().isEmpty()) {
                out.println("  verified: nothing is left to put right");
            }
            run.dirt().forEach(what -> out.println("  left dirty: " + what));
        }
        out.flush();
        return undone.stream().allMatch(run -> run.dirt().isEmpty()) ? ExitCode.OK : ExitCode.DIRTY;
    }
}
