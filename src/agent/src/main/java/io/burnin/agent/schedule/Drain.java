package io.burnin.agent.schedule;

import io.burnin.plan.Probe;
import io.burnin.plan.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** After the load: waits until no ledger has an open id, at most until the last of them would be lost. */
final class Drain {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** For a ledger to read once more and call the last id lost. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final Tools tools;

    Drain(Tools tools) {
        this.tools = tools;
    }

    void await(Instant since) throws InterruptedException {
        List<Probe.Ledger> ledgers = tools.plan().probes().values().stream()
                .filter(Probe.Ledger.class::isInstance)
                .map(Probe.Ledger.class::cast)
                .toList();
        Duration longest = ledgers.stream()
                .map(Probe.Ledger::lostAfter)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Instant end = tools.clock().now().plus(longest).plus(SLACK);
        while (isAnyOpen(ledgers, since) && tools.clock().now().isBefore(end)) {
            tools.pause().of(LOOK_EVERY);
        }
    }

    private boolean isAnyOpen(List<Probe.Ledger> ledgers, Instant since) throws InterruptedException {
        for (Probe.Ledger ledger : ledgers) {
            if (tools.observation()
                    .value(Statistic.LAST, ledger.name() + ".open", Map.of(), since)
                    .filter(open -> open > 0)
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }
}
