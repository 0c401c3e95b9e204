package io.burnin.agent;

import io.burnin.agent.action.Actions;
import io.burnin.agent.action.StandardActions;
import io.burnin.agent.probe.Observation;
import io.burnin.agent.probe.Probes;
import io.burnin.agent.schedule.Guard;
import io.burnin.agent.schedule.RunParts;
import io.burnin.agent.service.ProcessServices;
import io.burnin.agent.service.Services;
import java.util.function.Supplier;

/** Runs that act on processes, files and addresses of this host. */
public final class StandardParts implements RunParts {

    private static final String SERVICES = "services";

    private final Supplier<Guard> guards;

    /** Nobody watches over the harm of these. */
    public StandardParts() {
        this(() -> Guard.NONE);
    }

    /** @param guards for each run one */
    public StandardParts(Supplier<Guard> guards) {
        this.guards = guards;
    }

    @Override
    public Services services(Setting setting) {
        return new ProcessServices(
                setting.plan().services().values(),
                setting.clock(),
                setting.recorder(),
                setting.policy(),
                setting.secrets(),
                setting.remembered().notesOf(SERVICES));
    }

    @Override
    public Observation observation(Setting setting, Services services) {
        return new Probes(
                setting.plan(),
                setting.clock(),
                setting.recorder(),
                services,
                setting.policy(),
                setting.secrets(),
                setting.remembered());
    }

    @Override
    public Actions actions(Setting setting, Services services, Observation observation) {
        return new StandardActions(setting.policy());
    }

    @Override
    public Guard guard() {
        return guards.get();
    }
}
