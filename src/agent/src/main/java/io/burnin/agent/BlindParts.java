package io.burnin.agent;

import io.burnin.agent.action.Actions;
import io.burnin.agent.probe.Observation;
import io.burnin.agent.schedule.RunParts;
import io.burnin.agent.service.Services;
import io.burnin.plan.Statistic;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The standard parts for somebody who only undoes: nothing is observed, and nobody watches over harm. */
final class BlindParts implements RunParts {

    private final RunParts standard = new StandardParts();

    @Override
    public Services services(Setting setting) {
        return standard.services(setting);
    }

    @Override
    public Observation observation(Setting setting, Services services) {
        return new Nothing();
    }

    @Override
    public Actions actions(Setting setting, Services services, Observation observation) {
        return standard.actions(setting, services, observation);
    }

    private static final class Nothing implements Observation {

        @Override
        public void start() {}

        @Override
        public void finish() {}

        @Override
        public void close() {}

        @Override
        public Optional<Double> value(Statistic statistic, String metric, Map<String, String> where, Instant since) {
            return Optional.empty();
        }

        @Override
        public void observe(String probe) {}

        @Override
        public void submitted(String ledger, String id, String origin, Instant intended) {}
    }
}
