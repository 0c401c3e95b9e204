package io.burnin.agent.service;

import io.burnin.agent.policy.Permissive;
import io.burnin.agent.policy.Policy;
import io.burnin.agent.record.Collected;
import io.burnin.agent.record.StepFailed;
import io.burnin.agent.record.SystemRunClock;
import io.burnin.agent.service.ProcessTable.Row;
import io.burnin.agent.service.Services.Tree;
import io.burnin.plan.Service;
import io.burnin.verdict.ErrorClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One service of real processes, and a recorder to look into. Whatever of it still runs at the end is killed. */
final class Bench implements AutoCloseable {

    static final Optional<Duration> AS_PLANNED = Optional.empty();
    static final Map<String, String> LABELS = Map.of("service", "program", "origin", "outage");

    final Collected recorded = new Collected();
    final ProcessServices services;

    Bench(Program program) {
        this(program, new Permissive(), List.of());
    }

    /** @param notes what an agent noted before this one */
    Bench(Program program, Policy policy, List<String> notes) {
        this(program.service(), policy, notes);
    }

    Bench(Service service, Policy policy, List<String> notes) {
        this.services =
                new ProcessServices(List.of(service), SystemRunClock.start(), recorded, policy, Bench::secret, notes);
    }

    Map<String, String> start() throws StepFailed, InterruptedException {
        return services.start("program", "outage", AS_PLANNED);
    }

    Map<String, String> stop() throws StepFailed, InterruptedException {
        return services.stop("program", "outage", AS_PLANNED);
    }

    Map<String, String> kill() throws StepFailed, InterruptedException {
        return services.kill("program", "outage", AS_PLANNED);
    }

    Map<String, String> kill(Duration within) throws StepFailed, InterruptedException {
        return services.kill("program", "outage", Optional.of(within));
    }

    Map<String, String> ensure() throws StepFailed, InterruptedException {
        return services.ensure("program", "outage", AS_PLANNED);
    }

    Optional<Tree> tree() {
        return services.tree("program");
    }

    /** The pid of its root. */
    long pid() {
        return tree().orElseThrow().root().pid();
    }

    List<String> notes() {
        return recorded.notesOf("services");
    }

    private static String secret(String name) throws StepFailed {
        if (name.equals("KEY")) {
            return "s3cret";
        }
        throw new StepFailed(ErrorClass.CONFIG, "no secret " + name);
    }

    /** What nobody has waited for yet is dead all the same, though the JDK calls it alive. */
    static boolean lives(long pid) {
        return row(pid).isPresent();
    }

    static Optional<Row> row(long pid) {
        return table().snapshot().find(pid);
    }

    static ProcessTable table() {
        return ProcessTable.ofThisHost(System::nanoTime, Optional.empty());
    }

    static void killAtOnce(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        tree().ifPresent(tree -> tree.pids().forEach(Bench::killAtOnce));
        services.close();
    }
}
