package io.burnin.agent;

import io.burnin.agent.action.Actions;
import io.burnin.agent.action.StandardActions;
import io.burnin.agent.probe.Observation;
import io.burnin.agent.probe.Probes;
import io.burnin.agent.schedule.RunParts;
import io.burnin.agent.service.ProcessServices;
import io.burnin.agent.service.Services;

/** Runs that act on processes, files and addresses of this host. */
public final class StandardParts implements RunParts {

    private static final String SERVICES = "services";

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
}
