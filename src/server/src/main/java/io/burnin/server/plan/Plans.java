package io.burnin.server.plan;

import com.fasterxml.jackson.core.type.TypeReference;
import io.burnin.plan.PlanFile;
import io.burnin.plan.Problem;
import io.burnin.server.web.Json;
import io.burnin.server.web.ProblemType;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Every version of every plan. */
@ApplicationScoped
@Transactional
public class Plans {

    private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {};
    private static final Sort NEWEST_FIRST = Sort.descending("key.version");

    private final Table table = new Table();
    private final Json json;
    private final Clock clock;

    Plans(Json json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** The newest version of each plan. */
    public List<StoredPlan> newest() {
        return table
                .find(
                        "from PlanEntity p where p.key.version ="
                                + " (select max(o.key.version) from PlanEntity o where o.key.name = p.key.name) order by p.key.name")
                .stream()
                .map(this::toPlan)
                .toList();
    }

    /** All versions of a plan, newest first; none if it is not known. */
    public List<StoredPlan> versions(String name) {
        return table.find("key.name", NEWEST_FIRST, name).stream()
                .map(this::toPlan)
                .toList();
    }

    /** The newest version. */
    public StoredPlan require(String name) {
        return table.find("key.name", NEWEST_FIRST, name)
                .firstResultOptional()
                .map(this::toPlan)
                .orElseThrow(() -> unknown(name));
    }

    public StoredPlan require(String name, int version) {
        return table.findByIdOptional(new PlanEntity.Key(name, version))
                .map(this::toPlan)
                .orElseThrow(() -> versions(name).isEmpty()
                        ? unknown(name)
                        : io.burnin.server.web.Problem.of(
                                ProblemType.NOT_FOUND,
                                "plan %s has no version %d; GET /plans/%s lists its versions",
                                name,
                                version,
                                name));
    }

    /** Waits until no other transaction numbers runs of that plan. */
    public void lock(String name) {
        table.findById(new PlanEntity.Key(name, 1), LockModeType.PESSIMISTIC_WRITE);
    }

    Optional<StoredPlan> find(PlanFile file) {
        return table.find("key.name = ?1 and hash = ?2", file.name(), file.hash())
                .firstResultOptional()
                .map(this::toPlan);
    }

    /** Stores a text that is not known yet as the next version. */
    StoredPlan add(PlanFile file, List<Problem> lint, String by) {
        lock(file.name());
        int newest = versions(file.name()).stream()
                .findFirst()
                .map(StoredPlan::version)
                .orElse(0);
        PlanEntity row = new PlanEntity();
        row.key = new PlanEntity.Key(file.name(), newest + 1);
        row.hash = file.hash();
        row.title = file.title();
        row.source = file.source();
        row.lint = json.write(lint);
        row.createdAt = clock.instant();
        row.createdBy = by;
        table.persist(row);
        return toPlan(row);
    }

    private static io.burnin.server.web.Problem unknown(String name) {
        return io.burnin.server.web.Problem.of(
                ProblemType.NOT_FOUND, "there is no plan %s: upload it with POST /plans, or see GET /plans", name);
    }

    private StoredPlan toPlan(PlanEntity row) {
        return new StoredPlan(
                row.key.name(),
                row.key.version(),
                row.title,
                row.hash,
                row.source,
                json.read(row.lint, PROBLEMS),
                row.createdAt,
                row.createdBy);
    }

    /** Panache's methods, kept private. */
    private static final class Table implements PanacheRepositoryBase<PlanEntity, PlanEntity.Key> {}
}
