package io.burnin.server.fleet;

import io.burnin.protocol.Registration;
import io.burnin.server.security.Audit;
import io.burnin.server.security.Caller;
import io.burnin.server.security.Role;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Who may speak for which agent: the token that it registered with, as long as that exists, and administrators. */
@ApplicationScoped
public class Enrolment {

    private static final int LONGEST_NAME = 100;

    private final Agents agents;
    private final Caller caller;
    private final Audit audit;

    Enrolment(Agents agents, Caller caller, Audit audit) {
        this.agents = agents;
        this.caller = caller;
        this.audit = audit;
    }

    /** Registers an agent, or the same one again. */
    @Transactional
    public Agent register(Registration told) {
        check(told);
        Optional<Agent> known = agents.named(told.name());
        known.ifPresent(this::requireOwn);
        Agent agent = agents.register(told, caller.token());
        if (known.isEmpty()) {
            audit.record(
                    "agent.register",
                    agent.name(),
                    "on %s, %d targets",
                    agent.host(),
                    agent.targets().size());
        }
        return agent;
    }

    /** @throws Problem NOT_FOUND, or FORBIDDEN if the caller is another agent */
    public Agent requireOwn(AgentId id) {
        Agent agent = agents.require(id);
        requireOwn(agent);
        return agent;
    }

    private void requireOwn(Agent agent) {
        boolean anybodys = agent.token().isEmpty();
        if (caller.role() != Role.ADMIN && !anybodys && !agent.token().equals(caller.token())) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "agent %s registered with another token: use that one, or delete it with DELETE /tokens/%s",
                    agent.name(),
                    agent.token().get());
        }
    }

    private static void check(Registration told) {
        requireText("name", told.name());
        requireText("host", told.host());
        requireText("os", told.os());
        requireText("version", told.version());
        requireText("bootId", told.bootId());
        if (told.protocol() < 1 || told.protocol() > Registration.PROTOCOL) {
            throw Problem.of(
                    ProblemType.INVALID,
                    "the agent speaks protocol %d, this server 1 to %d: take burnin.jar from /download/burnin.jar",
                    told.protocol(),
                    Registration.PROTOCOL);
        }
        if (told.runs() < 1) {
            throw Problem.of(ProblemType.INVALID, "runs must be 1 or more: how many the host may work on at once");
        }
        if (told.targets() == null || told.environment() == null) {
            throw Problem.of(ProblemType.INVALID, "targets and environment must be there, if only as [] and {}");
        }
        Set<String> names = new HashSet<>();
        for (Registration.Target target : told.targets()) {
            requireText("targets.name", target.name());
            if (target.labels() == null || target.parameters() == null) {
                throw Problem.of(ProblemType.INVALID, "target %s lacks labels or parameters", target.name());
            }
            if (!names.add(target.name())) {
                throw Problem.of(ProblemType.INVALID, "target %s is declared twice", target.name());
            }
        }
    }

    private static void requireText(String field, String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST_NAME) {
            throw Problem.of(ProblemType.INVALID, "%s must be a text of 1 to %d characters", field, LONGEST_NAME);
        }
    }
}
