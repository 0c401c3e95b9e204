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
    private final AtWork atWork;
    private final Caller caller;
    private final Audit audit;

    Enrolment(Agents agents, AtWork atWork, Caller caller, Audit audit) {
        this.agents = agents;
        this.atWork = atWork;
        this.caller = caller;
        this.audit = audit;
    }

    /**
     * Registers an agent, or the same one again. An agent whose token has expired while it works on a run may come back to it.
     */
    @Transactional
    public Agent register(Registration told) {
        check(told);
        Optional<Agent> known = agents.named(told.name());
        known.ifPresent(this::requireOwn);
        known.map(Agent::id).ifPresentOrElse(this::requireTrusted, caller::requireUnexpired);
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

    /** A token that has expired is still good for an agent with a run that is not over. */
    public void requireTrusted(AgentId agent) {
        if (caller.isExpired() && !atWork.isAtWork(agent)) {
            caller.requireUnexpired();
        }
    }

    private void requireOwn(Agent agent) {
        boolean anybodys = agent.token().isEmpty();
        if (anybodys) {
            caller.requireUnexpired();
        }
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
        if (told.protocol() < Registration.OLDEST || told.protocol() > Registration.PROTOCOL) {
            throw Problem.of(
                            ProblemType.PROTOCOL_UNKNOWN,
                            "agent %s on %s speaks protocol %d, this server %d and %d: start the agent with burnin.jar from"
                                    + " this server's /download/burnin.jar, or update the server if the agent is newer",
                            told.name(),
                            told.host(),
                            told.protocol(),
                            Registration.OLDEST,
                            Registration.PROTOCOL)
                    .with("oldest", Registration.OLDEST)
                    .with("newest", Registration.PROTOCOL);
        }
        if (told.protocol() == Registration.PROTOCOL && told.abilities().isEmpty()) {
            throw Problem.of(
                    ProblemType.INVALID, "abilities must be there: the actions and probes that the agent knows");
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
