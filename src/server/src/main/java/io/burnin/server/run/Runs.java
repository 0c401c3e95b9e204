package io.burnin.server.run;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.burnin.server.fleet.AgentId;
import io.burnin.server.fleet.AtWork;
import io.burnin.server.fleet.Target;
import io.burnin.server.web.Cursor;
import io.burnin.server.web.Page;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Every run we know of. Speaks in {@link Run}; how a run is stored stays in here. */
@ApplicationScoped
@Transactional
public class Runs implements AtWork {

    private static final Sort OLDEST_FIRST = Sort.by("queuedAt").and("id");

    private final Table table = new Table();
    private final LabelTable labels = new LabelTable();
    private final RunRows rows;
    private final Event<RunChanged> changed;

    Runs(RunRows rows, Event<RunChanged> changed) {
        this.rows = rows;
        this.changed = changed;
    }

    public Run require(RunName name) {
        return switch (name.form()) {
            case RunName.Form.ById(RunId id) -> require(id);
            case RunName.Form.Numbered(String plan, long number) ->
                table.find("plan = ?1 and number = ?2", plan, number)
                        .firstResultOptional()
                        .map(rows::toRun)
                        .orElseThrow(() -> unknown(name));
        };
    }

    public Run require(RunId id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    public Optional<Run> find(RunId id) {
        return table.findByIdOptional(id.value()).map(rows::toRun);
    }

    /** Those that nobody works on yet, oldest first. */
    public List<Run> queued() {
        return inState(RunState.Label.QUEUED);
    }

    /** Those among them that were ordered for one of these targets or for any that carries their labels, oldest first. */
    List<Run> queuedFor(Collection<Target> targets) {
        String state = RunState.Label.QUEUED.name();
        List<String> names = targets.stream().map(Target::name).toList();
        return table
                .find("state = ?1 and (wantedTarget is null or wantedTarget in ?2)", OLDEST_FIRST, state, names)
                .stream()
                .map(rows::toRun)
                .toList();
    }

    /** Those that an agent works on, oldest first. */
    public List<Run> running() {
        return inState(RunState.Label.RUNNING);
    }

    public long countRunning() {
        return table.count("state", RunState.Label.RUNNING.name());
    }

    /** Those that one of these agents works on. */
    List<Run> runningOn(Collection<AgentId> agents) {
        List<UUID> ids = agents.stream().map(AgentId::value).toList();
        return table.find("state = ?1 and agent in ?2", OLDEST_FIRST, RunState.Label.RUNNING.name(), ids).stream()
                .map(rows::toRun)
                .toList();
    }

    @Override
    public boolean isAtWork(AgentId agent) {
        List<String> states = List.of(RunState.Label.RUNNING.name(), RunState.Label.LOST.name());
        return table.count("agent = ?1 and state in ?2", agent.value(), states) > 0;
    }

    /** How much the runs of each plan handed in, most first. */
    public List<Volume> volumes() {
        return table.getEntityManager()
                .createQuery(
                        "select plan, count(*), sum(cursorSeq) from RunEntity group by plan order by sum(cursorSeq) desc, plan",
                        Object[].class)
                .getResultStream()
                .map(row -> new Volume((String) row[0], (Long) row[1], (Long) row[2]))
                .toList();
    }

    /** @param records that are stored of its runs, all together */
    public record Volume(String plan, long runs, long records) {}

    /** Newest first. */
    Page<Run> list(RunFilter filter, Optional<Cursor> after, int size) {
        RunFilter.Condition condition = filter.condition();
        Map<String, Object> values = new LinkedHashMap<>(condition.values());
        String hql = condition.hql();
        if (after.isPresent()) {
            hql += " and (r.queuedAt < :at or r.queuedAt = :at and r.id < :id)";
            values.put("at", after.get().at());
            values.put("id", after.get().id());
        }
        List<Run> found = table
                .find("from RunEntity r where " + hql + " order by r.queuedAt desc, r.id desc", values)
                .range(0, size)
                .stream()
                .map(rows::toRun)
                .toList();
        if (found.size() <= size) {
            return new Page<>(found, Optional.empty());
        }
        Run last = found.get(size - 1);
        var next = new Cursor(last.origin().queuedAt(), last.id().value());
        return new Page<>(found.subList(0, size), Optional.of(next.toString()));
    }

    /** Changes with every run that is queued, leased or ended: whoever waits for work looks again when it does. */
    public String revision() {
        // Counted, because the latest of their times stands still where clocks differ.
        List<Object[]> seen = table.getEntityManager()
                .createQuery("select state, count(*), max(queuedAt) from RunEntity group by state", Object[].class)
                .getResultList();
        return seen.stream().map(Arrays::toString).sorted().collect(joining());
    }

    /** A request that was made before under that key, with the hash of its body. */
    Optional<Keyed> byKey(String key) {
        return table.find("idempotencyKey", key)
                .firstResultOptional()
                .map(row -> new Keyed(rows.toRun(row), row.idempotencyHash));
    }

    record Keyed(Run run, String hash) {}

    /** @param hash of the request's body */
    record Key(String key, String hash) {}

    /** The number of the next run of a plan; only for who holds that plan's lock. */
    long nextNumber(String plan) {
        Long highest = table.getEntityManager()
                .createQuery("select max(number) from RunEntity where plan = :plan", Long.class)
                .setParameter("plan", plan)
                .getSingleResult();
        return highest == null ? 1 : highest + 1;
    }

    void add(Run run, Optional<Key> key) {
        RunEntity row = new RunEntity();
        row.id = run.id().value();
        row.idempotencyKey = key.map(Key::key).orElse(null);
        row.idempotencyHash = key.map(Key::hash).orElse(null);
        rows.fill(row, run);
        table.persist(row);
        run.order().labels().forEach((name, value) -> {
            RunLabelEntity label = new RunLabelEntity();
            label.key = new RunLabelEntity.Key(row.id, name);
            label.value = value;
            labels.persist(label);
        });
        // Rows of events refer to it, and JDBC does not wait for Hibernate.
        table.flush();
        changed.fire(new RunChanged(run.id(), true, false));
    }

    /** Reads, changes and stores a run in one step. A second caller waits, so no run is leased or ended twice. */
    public Run change(RunId id, UnaryOperator<Run> step) {
        RunEntity row = locked(id);
        Run before = rows.toRun(row);
        Run after = step.apply(before);
        if (!after.equals(before)) {
            rows.fill(row, after);
            RunChanged change = RunChanged.between(before, after);
            if (change.matters()) {
                changed.fire(change);
            }
        }
        return after;
    }

    /** Read as it is locked: who has seen the row before in this transaction would else change what it was. */
    private RunEntity locked(RunId id) {
        EntityManager entities = table.getEntityManager();
        entities.flush();
        entities.detach(entities.getReference(RunEntity.class, id.value()));
        return table.findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> unknown(id));
    }

    /** By id, those that are known. */
    public Map<RunId, Run> all(Collection<RunId> ids) {
        List<UUID> values = ids.stream().map(RunId::value).toList();
        return table.find("id in ?1", values).stream().map(rows::toRun).collect(toMap(Run::id, run -> run));
    }

    private List<Run> inState(RunState.Label state) {
        return table.find("state", OLDEST_FIRST, state.name()).stream()
                .map(rows::toRun)
                .toList();
    }

    private static Problem unknown(Object name) {
        return Problem.of(ProblemType.NOT_FOUND, "there is no run %s; GET /runs lists them", name);
    }

    /** Panache's methods, kept private: callers get the queries above, not deleteAll(). */
    private static final class Table implements PanacheRepositoryBase<RunEntity, UUID> {}

    private static final class LabelTable implements PanacheRepositoryBase<RunLabelEntity, RunLabelEntity.Key> {}
}
