package io.burnin.server.fleet;

import com.fasterxml.jackson.core.type.TypeReference;
import io.burnin.plan.Abilities;
import io.burnin.plan.ParameterValue;
import io.burnin.protocol.Registration;
import io.burnin.server.web.Json;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Every agent that ever registered, with the targets that it declares now. */
@ApplicationScoped
@Transactional
public class Agents {

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};
    private static final TypeReference<Set<String>> NAMES = new TypeReference<>() {};
    private static final TypeReference<Map<String, ParameterValue>> PARAMETERS = new TypeReference<>() {};

    private final AgentTable agents = new AgentTable();
    private final TargetTable targets = new TargetTable();
    private final Json json;
    private final Clock clock;

    Agents(Json json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    public Agent require(AgentId id) {
        return agents.findByIdOptional(id.value()).map(this::toAgent).orElseThrow(() -> unknown(id));
    }

    private static Problem unknown(AgentId id) {
        return Problem.of(ProblemType.NOT_FOUND, "there is no agent %s: register with POST /agents", id);
    }

    public Optional<Agent> named(String name) {
        return agents.find("name", name).firstResultOptional().map(this::toAgent);
    }

    public List<Agent> all() {
        return agents.listAll(Sort.by("name")).stream().map(this::toAgent).toList();
    }

    public List<Target> targets() {
        return targets.listAll(Sort.by("key.name")).stream().map(this::toTarget).toList();
    }

    /** The agents of a host, locked: whoever asks for the same host waits until this transaction ends. */
    public List<Agent> lockHost(String host) {
        return agents.find("host", Sort.by("id"), host).withLock(LockModeType.PESSIMISTIC_WRITE).stream()
                .map(this::toAgent)
                .toList();
    }

    /** The agents of the host that this one lives on, itself among them, locked as {@link #lockHost}. */
    public List<Agent> lockNeighbours(AgentId id) {
        return lockHost(agents.find("select host from AgentEntity where id = ?1", id.value())
                .project(String.class)
                .firstResultOptional()
                .orElseThrow(() -> unknown(id)));
    }

    /** It asks for work, and for nothing that it asked for before. */
    public Agent.Asking asks(AgentId id, Instant until) {
        AgentEntity row = locked(id);
        row.asked++;
        row.asksUntil = until;
        return asking(row);
    }

    /** It was given a run. */
    public void answered(AgentId id) {
        locked(id).asksUntil = null;
    }

    private AgentEntity locked(AgentId id) {
        return agents.findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> unknown(id));
    }

    /** Stores what an agent tells of itself. The same name is the same agent; targets that it names no more are gone. */
    public Agent register(Registration told, Optional<UUID> token) {
        Instant now = clock.instant();
        // Locked, because the same agent may register with two servers at once, and each replaces its targets.
        AgentEntity row = agents.find("name", told.name())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseGet(() -> newcomer(told.name(), now));
        row.host = told.host();
        row.os = told.os();
        row.version = told.version();
        row.bootId = told.bootId();
        row.protocol = told.protocol();
        row.actions = told.abilities().map(Abilities::actions).map(json::write).orElse(null);
        row.probes = told.abilities().map(Abilities::probes).map(json::write).orElse(null);
        row.modes = told.abilities().map(Abilities::modes).map(json::write).orElse(null);
        row.runs = told.runs();
        row.environment = json.write(told.environment());
        row.token = token.orElse(null);
        row.lastContact = now;
        // What was known of its clocks was known to the agent before it.
        row.clockOffsetMillis = null;
        row.clockErrorMillis = null;
        row.clockDriftPpm = null;
        agents.persist(row);
        targets.delete("key.agent", row.id);
        // Gone before they come back: a key is deleted and inserted in one transaction.
        agents.flush();
        agents.getEntityManager().clear();
        told.targets().forEach(target -> targets.persist(toRow(row.id, target, now)));
        return require(new AgentId(row.id));
    }

    /** It was heard of. */
    public void heard(AgentId id, Optional<Agent.ClockOffset> offset) {
        AgentEntity row = agents.findById(id.value());
        row.lastContact = clock.instant();
        offset.ifPresent(known -> {
            row.clockOffsetMillis = known.millis();
            row.clockErrorMillis = known.errorMillis();
            row.clockDriftPpm = known.driftPpm().orElse(null);
        });
    }

    private static AgentEntity newcomer(String name, Instant now) {
        AgentEntity row = new AgentEntity();
        row.id = UUID.randomUUID();
        row.name = name;
        row.registeredAt = now;
        return row;
    }

    private TargetEntity toRow(UUID agent, Registration.Target target, Instant now) {
        TargetEntity row = new TargetEntity();
        row.key = new TargetEntity.Key(agent, target.name());
        row.labels = json.write(target.labels());
        row.parameters = json.write(target.parameters());
        row.declaredAt = now;
        return row;
    }

    private Agent toAgent(AgentEntity row) {
        Optional<Agent.ClockOffset> offset = Optional.ofNullable(row.clockOffsetMillis)
                .map(millis ->
                        new Agent.ClockOffset(millis, row.clockErrorMillis, Optional.ofNullable(row.clockDriftPpm)));
        return new Agent(
                new AgentId(row.id),
                row.name,
                row.host,
                row.os,
                row.version,
                row.bootId,
                row.protocol,
                abilities(row),
                row.runs,
                json.read(row.environment, LABELS),
                Optional.ofNullable(row.token),
                row.registeredAt,
                row.lastContact,
                asking(row),
                offset,
                targets.find("key.agent", Sort.by("key.name"), row.id).stream()
                        .map(this::toTarget)
                        .toList());
    }

    private Optional<Abilities> abilities(AgentEntity row) {
        return row.actions == null
                ? Optional.empty()
                : Optional.of(new Abilities(
                        json.read(row.actions, NAMES),
                        json.read(row.probes, NAMES),
                        row.modes == null ? Set.of() : json.read(row.modes, NAMES)));
    }

    private static Agent.Asking asking(AgentEntity row) {
        return new Agent.Asking(row.asked, Optional.ofNullable(row.asksUntil));
    }

    private Target toTarget(TargetEntity row) {
        return new Target(
                new AgentId(row.key.agent()),
                row.key.name(),
                json.read(row.labels, LABELS),
                json.read(row.parameters, PARAMETERS),
                row.declaredAt);
    }

    /** Panache's methods, kept private. */
    private static final class AgentTable implements PanacheRepositoryBase<AgentEntity, UUID> {}

    private static final class TargetTable implements PanacheRepositoryBase<TargetEntity, TargetEntity.Key> {}
}
