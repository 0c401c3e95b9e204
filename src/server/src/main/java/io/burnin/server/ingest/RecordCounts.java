package io.burnin.server.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code burnin_records_total} for Prometheus: how many records this server was handed since it started, by what became of them. */
@ApplicationScoped
class RecordCounts {

    private static final String NAME = "burnin.records";

    private final Counter stored;
    private final Counter duplicates;
    private final Counter late;

    RecordCounts(MeterRegistry registry) {
        stored = counter(registry, "stored");
        duplicates = counter(registry, "duplicate");
        late = counter(registry, "late");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder(NAME)
                .description(
                        "Records that agents handed in: stored, skipped as known, or refused because their lease was over")
                .tag("outcome", outcome)
                .register(registry);
    }

    void add(Intake.Outcome outcome) {
        switch (outcome) {
            case Intake.Outcome.Stored taken -> {
                stored.increment(taken.fresh());
                duplicates.increment(taken.known());
            }
            case Intake.Outcome.Late refused -> late.increment(refused.records());
        }
    }
}
