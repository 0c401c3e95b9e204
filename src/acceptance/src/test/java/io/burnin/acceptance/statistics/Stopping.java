package io.burnin.acceptance.statistics;

import io.burnin.acceptance.statistics.Table.Figure;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.verdict.EarlyStop;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** How often a run of 72 h is ended early, by its true rate of failures; asked after each failure, as the server asks. */
record Stopping(Dice dice) {

    private static final Duration RUN = Duration.ofHours(72);
    private static final double MOST_FALSE_ABORTS = 0.01;

    /**
     * @param bands of the criterion, as a plan has them
     * @param outage how many orders in a row fail besides
     * @param isHealthy whether to end it is a mistake
     */
    private record Case(String name, String bands, int orders, double rate, int outage, boolean isHealthy) {}

    private static final String ONE = "green: below 1 %, otherwise: red";
    private static final String TENTH = "green: below 0.1 %, otherwise: red";
    private static final String WIDE = "green: below 1 %, yellow: at most 5 %, otherwise: red";

    private static final List<Case> CASES = List.of(
            new Case("healthy", ONE, 1_440, 0.002, 0, true),
            new Case("healthy, half the limit", ONE, 1_440, 0.005, 0, true),
            new Case("on the limit", ONE, 1_440, 0.01, 0, false),
            new Case("red", ONE, 1_440, 0.015, 0, false),
            new Case("red", ONE, 1_440, 0.02, 0, false),
            new Case("red", ONE, 1_440, 0.03, 0, false),
            new Case("red", ONE, 1_440, 0.05, 0, false),
            new Case("healthy but for 20 in a row", ONE, 4_320, 0.002, 20, true),
            new Case("healthy, half the limit", TENTH, 10_000, 0.0005, 0, true),
            new Case("red", TENTH, 10_000, 0.002, 0, false),
            new Case("red", TENTH, 10_000, 0.005, 0, false),
            new Case("healthy, half the limit", WIDE, 1_440, 0.005, 0, true),
            new Case("yellow", WIDE, 1_440, 0.03, 0, false),
            new Case("on the limit of red", WIDE, 1_440, 0.05, 0, false),
            new Case("red", WIDE, 1_440, 0.07, 0, false),
            new Case("red", WIDE, 1_440, 0.1, 0, false));

    List<Table> tables() {
        return List.of(new Table(
                "Runs of 72 h that are ended early (bar: at most 1 % of the healthy ones)",
                List.of("limits", "orders", "true rate", "which is", "ended", "after, in the middle"),
                CASES.stream().map(this::row).toList()));
    }

    private List<Figure> row(Case each) {
        Plan plan = plan(each.bands());
        var after = new ConcurrentLinkedQueue<Integer>();
        double ended = dice.shares(each.toString(), 1, random -> {
            int order = endedAfter(plan, each, random);
            if (order > 0) {
                after.add(order);
            }
            return new boolean[] {order > 0};
        })[0];
        int[] sorted = after.stream().mapToInt(order -> order).sorted().toArray();
        DoubleFunction<Figure> figure =
                each.isHealthy() ? share -> Figure.atMost(share, MOST_FALSE_ABORTS) : Figure::share;
        return List.of(
                Figure.text(each.bands().replace(", otherwise: red", "").replace(":", "")),
                Figure.text("%,d".formatted(each.orders())),
                Figure.text("%s %%".formatted(Math.round(each.rate() * 1e4) / 1e2)),
                Figure.text(each.name()),
                figure.apply(ended),
                Figure.text(sorted.length == 0 ? "–" : "%,d orders".formatted(sorted[sorted.length / 2])));
    }

    /** How many orders there were when the run was ended; 0 if it never was. */
    private static int endedAfter(Plan plan, Case each, SplittableRandom random) {
        int outage = random.nextInt(each.orders() - each.outage());
        int[] failed = IntStream.range(0, each.orders())
                .filter(order -> random.nextDouble() < each.rate() || order >= outage && order < outage + each.outage())
                .toArray();
        EarlyStop stop = EarlyStop.of(plan);
        long apart = RUN.toMillis() / each.orders();
        var memory = new PastOrders();
        for (int i = 0; i < failed.length; i++) {
            memory.sealUntil(failed[i] * apart);
            var soFar = new OrdersSoFar(apart, failed[i] + 1, Arrays.copyOf(failed, i + 1), memory);
            if (stop.decide(soFar).isPresent()) {
                return failed[i] + 1;
            }
        }
        return 0;
    }

    private static Plan plan(String bands) {
        String text = """
                burnin: 1
                plan: orders
                title: Orders
                probes:
                  orders:
                    ledger:
                      submitted: {files: "/in/<id>"}
                      done: {files: "/out/<id>"}
                      failed: {files: "/failed/<id>"}
                      lostAfter: 1min
                tests:
                  calm: {steps: [{wait: 1s}]}
                profiles:
                  full: {duration: 72h, schedule: [{at: 0s, test: calm}]}
                criteria:
                  failed: {ratio: [orders.failed, orders.submitted], %s}
                stopOn: red
                """.formatted(bands);
        try {
            return PlanFile.read(text).plan("full", Map.of());
        } catch (PlanException wrong) {
            throw new IllegalStateException(wrong);
        }
    }
}
