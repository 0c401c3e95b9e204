package io.burnin.server.report;

import io.burnin.metric.Quantities;
import io.burnin.metric.Unit;
import io.burnin.server.report.RunReport.StepPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line of a table of steps: one step or, of a loop whose steps were all as they should be, many. */
record StepRow(String at, String place, String action, String what, String outcome, String message, String took) {

    /** A place in a loop within the steps: {@code steps/0/17/2}. */
    private static final int DEPTH_OF_LOOPS = 4;

    private static final int FEWEST_TAKEN_TOGETHER = 6;

    static List<StepRow> of(List<StepPart> steps) {
        var rows = new ArrayList<StepRow>();
        var loop = new ArrayList<StepPart>();
        for (StepPart step : steps) {
            if (!isDull(step)) {
                close(loop, rows);
                rows.add(of(step));
            } else {
                loop.add(step);
            }
        }
        close(loop, rows);
        return rows;
    }

    private static boolean isDull(StepPart step) {
        return step.place().split("/").length >= DEPTH_OF_LOOPS
                && step.outcome().filter("OK"::equals).isPresent()
                && step.message().isEmpty()
                && !Moments.isAct(step);
    }

    private static void close(List<StepPart> loop, List<StepRow> rows) {
        if (loop.size() < FEWEST_TAKEN_TOGETHER) {
            loop.forEach(step -> rows.add(of(step)));
        } else {
            rows.add(together(loop));
        }
        loop.clear();
    }

    private static StepRow together(List<StepPart> loop) {
        double millis =
                loop.stream().mapToDouble(step -> step.millis().orElse(0.0)).sum();
        return new StepRow(
                Quantities.clock(loop.getFirst().at()),
                "%s … %s".formatted(loop.getFirst().place(), loop.getLast().place()),
                String.join(", ", loop.stream().map(StepPart::action).distinct().toList()),
                String.join("; ", loop.stream().map(StepPart::what).distinct().toList()),
                "%d steps, all ok".formatted(loop.size()),
                "",
                Quantities.format(millis, Unit.MILLISECONDS));
    }

    private static StepRow of(StepPart step) {
        return new StepRow(
                Quantities.clock(step.at()),
                step.place(),
                step.action(),
                step.what(),
                step.outcome().orElse("goes on").toLowerCase(Locale.ROOT),
                step.message(),
                step.millis()
                        .map(millis -> Quantities.format(millis, Unit.MILLISECONDS))
                        .orElse("–"));
    }
}
