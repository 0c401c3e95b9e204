package io.burnin.agent.schedule;

import io.burnin.plan.Probe;
import io.burnin.plan.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** After the load: waits until no ledger has an open id, for each ledger as long as it may settle. */
final class Drain {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** For a ledger to read once more and call the last id lost. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final Tools tools;

    Drain(Tools tools) {
        this.tools = tools;
    }

    /** @param end when it may be left alone, whatever is open */
    private record Ledger(String name, Instant end) {}

    void await(Instant since) throws InterruptedException {
        Instant now = tools.clock().now();
        List<Ledger> ledgers = tools.plan().probes().values().stream()
                .flatMap(probe -> ledgerOf(probe).stream())
                .map(ledger -> new Ledger(ledger.name(), now.plus(timeToSettle(ledger))))
                .toList();
        while (isAnyOpen(ledgers, since)) {
            tools.pause().of(LOOK_EVERY);
        }
    }

    private static Optional<Probe.Ledger> ledgerOf(Probe probe) {
        return switch (probe) {
            case Probe.Ledger ledger -> Optional.of(ledger);
            case Probe.Pairs pairs -> Optional.of(pairs.asLedger());
            default -> Optional.empty();
        };
    }

    private static Duration timeToSettle(Probe.Ledger ledger) {
        return ledger.settle().orElseGet(() -> ledger.lostAfter().plus(SLACK));
    }

    private boolean isAnyOpen(List<Ledger> ledgers, Instant since) throws InterruptedException {
        for (Ledger ledger : ledgers) {
            if (tools.clock().now().isBefore(ledger.end()) && isOpen(ledger.name(), since)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOpen(String ledger, Instant since) throws InterruptedException {
        return tools.observation()
                .value(Statistic.LAST, ledger + ".open", Map.of(), since)
                .filter(open -> open > 0)
                .isPresent();
    }
}
