package io.burnin.acceptance.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A defect that torture must find: the product as it is built, but for a few changed places in one of its sources. */
enum Mutant {
    /** What a batch holds is committed before the number of its last record is, by as long as a busy disk may take. */
    CURSOR_OUTSIDE_TRANSACTION(
            "server",
            "io/burnin/server/ingest/Intake.java",
            List.of(
                    // The build adds it to every bean that is called through a proxy.
                    new Change(
                            "    Intake(Runs runs,",
                            "Intake() { this(null, null, null, null, null, null); } Intake(Runs runs,"),
                    new Change(
                            "            runs.change(id, run -> {\n",
                            "var told = new Run.Progress[1]; io.quarkus.narayana.jta.QuarkusTransaction.requiringNew()"
                                    + ".run(() -> runs.change(id, run -> {\n"),
                    new Change(
                            "                return taken.run();\n            });\n",
                            "Run.Progress to = taken.run().progress(); told[0] = to; return taken.run().with(new"
                                    + " Run.Progress(run.progress().stored(), to.events(), to.newestRecord(),"
                                    + " to.journalled(), to.doing(), to.refused())); }));"
                                    + " java.util.concurrent.locks.LockSupport.parkNanos(500_000_000);"
                                    + " io.quarkus.narayana.jta.QuarkusTransaction.requiringNew().run(() ->"
                                    + " runs.change(id, run -> run.with(run.progress().storedTo(Math.max(told[0].stored(),"
                                    + " run.progress().stored()), told[0].newestRecord().orElse(Instant.EPOCH)))));"))),
    /** A step is on disk only after it has acted. */
    INTENT_AFTER_ACT(
            "agent",
            "io/burnin/agent/schedule/StepRunner.java",
            List.of(
                    new Change("        intend(step, place);\n", ""),
                    new Change(
                            "            ended(place, Outcome.OK, Optional.empty(), \"\", start, detail);",
                            "intend(step, place); ended(place, Outcome.OK, Optional.empty(), \"\", start, detail);"))),
    /** What was done to a service is not put right, neither by the agent nor by its guard. */
    UNDO_LEFT_OUT(
            "agent",
            "io/burnin/agent/schedule/TakingBack.java",
            List.of(
                    new Change("undoing.run(cleanup.get(i), \"finally/\" + i);", ""),
                    new Change("!isReady(service) && !isReadyOnceEnsured(service)", "false"))),
    /** H2 answers before it has written. */
    H2_WRITE_DELAY("agent", "io/burnin/cli/ServerProcess.java", List.of(new Change(";WRITE_DELAY=0;", ";")));

    /** Text of the source, which must be there exactly once, and what stands in its place. */
    record Change(String from, String to) {}

    private final String module;
    private final String source;
    private final List<Change> changes;

    Mutant(String module, String source, List<Change> changes) {
        this.module = module;
        this.source = source;
        this.changes = changes;
    }

    /** Lays out a folder like a checkout whose product has the defect. */
    Path build(Path folder) throws IOException {
        return new MutantBuild(folder).build(module, source, changes);
    }

    /** @return a folder with its classes */
    Path compile(Path folder) throws IOException {
        return new MutantBuild(folder).compile(module, source, changes);
    }
}
