package io.burnin.acceptance.statistics;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;

/**
 * Tries the statistics of verdicts on made-up runs of which the truth is known, with the product's own classes: how often limits
 * hold, healthy runs are ended, and leaks are seen.
 */
public final class Statistics {

    private static final int MISSED = 1;
    private static final int USAGE = 2;

    private static final List<Function<Dice, List<Table>>> PARTS = List.of(
            dice -> new Coverage(dice).tables(), dice -> new Stopping(dice).tables(), dice -> new Leaks(dice).tables());

    private final Options options;
    private final PrintStream out;

    Statistics(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) {
        try {
            var options = Options.parse(List.of(arguments));
            System.exit(new Statistics(options, System.out).hold() ? 0 : MISSED);
        } catch (Options.Wrong wrong) {
            System.err.println("burnin: " + wrong.getMessage());
            System.exit(USAGE);
        }
    }

    /** Whether no bar is missed. */
    boolean hold() {
        var dice = new Dice(options.runs(), options.seed());
        out.printf("%,d runs of each, seed %d; what misses its bar is **bold**%n%n", options.runs(), options.seed());
        boolean missed = false;
        for (Function<Dice, List<Table>> part : PARTS) {
            for (Table table : part.apply(dice)) {
                table.print(out);
                missed |= table.isMissed();
            }
        }
        out.println(missed ? "some bar is missed" : "every bar is met");
        return !missed;
    }
}
