package io.burnin.server.fleet;

import io.burnin.plan.ParameterValue;
import io.burnin.server.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The systems that runs can be started on. */
@Path("/targets")
@Tag(name = "Agents")
class TargetResource {

    private final Agents agents;

    TargetResource(Agents agents) {
        this.agents = agents;
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(summary = "List the targets that agents declare")
    public List<TargetView> list() {
        return agents.targets().stream().map(TargetView::of).toList();
    }

    record TargetView(
            String name,
            AgentId agent,
            Map<String, String> labels,
            Map<String, ParameterValue> parameters,
            Instant declaredAt) {
        static TargetView of(Target target) {
            return new TargetView(
                    target.name(), target.agent(), target.labels(), target.parameters(), target.declaredAt());
        }
    }
}
