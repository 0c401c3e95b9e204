package io.burnin.server.fleet;

import io.burnin.plan.Abilities;
import io.burnin.protocol.Registered;
import io.burnin.protocol.Registration;
import io.burnin.server.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Agents register, and people see them. */
@Path("/agents")
@Tag(name = "Agents")
class AgentResource {

    private final Agents agents;
    private final Enrolment enrolment;
    private final FleetConfig config;
    private final Clock clock;

    AgentResource(Agents agents, Enrolment enrolment, FleetConfig config, Clock clock) {
        this.agents = agents;
        this.enrolment = enrolment;
        this.config = config;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Role.MAY_WORK)
    @Operation(
            summary = "Register an agent and its targets",
            description = "Registering the same name again is the same agent.")
    public Registered register(@NotNull Registration told) {
        Agent agent = enrolment.register(told);
        return new Registered(
                agent.id().toString(),
                Math.toIntExact(config.lease().toSeconds()),
                Math.toIntExact(config.heartbeat().toSeconds()),
                clock.instant());
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "List the agents")
    public List<AgentView> list() {
        return agents.all().stream().map(AgentView::of).toList();
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "Show an agent")
    public AgentView byId(AgentId id) {
        return AgentView.of(agents.require(id));
    }

    record AgentView(
            AgentId id,
            String name,
            String host,
            String os,
            String version,
            int protocol,
            Optional<Abilities> abilities,
            Map<String, String> environment,
            Instant registeredAt,
            Instant lastContact,
            Optional<Agent.ClockOffset> clock,
            List<String> targets) {
        static AgentView of(Agent agent) {
            return new AgentView(
                    agent.id(),
                    agent.name(),
                    agent.host(),
                    agent.os(),
                    agent.version(),
                    agent.protocol(),
                    agent.abilities(),
                    agent.environment(),
                    agent.registeredAt(),
                    agent.lastContact(),
                    agent.clock(),
                    agent.targets().stream().map(Target::name).toList());
        }
    }
}
