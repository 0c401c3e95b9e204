package io.burnin.agent.schedule;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.burnin.agent.journal.Journal;
import io.burnin.agent.journal.JournalReader;
import io.burnin.agent.journal.JournalRecorder;
import io.burnin.agent.journal.Line;
import io.burnin.agent.journal.Replay;
import io.burnin.agent.journal.Wire;
import io.burnin.agent.policy.Rules;
import io.burnin.agent.policy.RulesPolicy;
import io.burnin.agent.record.Reading;
import io.burnin.agent.record.Recorder;
import io.burnin.plan.Plan;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One run with a real journal and a pretended target; each {@link #agent} is one life of the agent. */
final class Rig {

    final FakeTarget target = new FakeTarget();
    final FastTime time;
    private final Path journal;
    private final Plan plan;
    private final Assignment assignment;
    Map<String, String> environment = Map.of(RunExecutor.BOOT_ID, "boot-1");

    Rig(Path journal, String plan, int speed, String... tests) throws PlanException {
        this.journal = journal;
        this.plan = PlanFile.read(plan).plan("short", Map.of());
        this.time = new FastTime(speed);
        this.assignment = new Assignment(
                "run", 1, 1, "target", "plan", 1, plan, "short", Map.of(), List.of(tests), FastTime.START, 60);
    }

    /** One life of the agent, from its start to its end. */
    Optional<RunRecord.RunEnded> live() throws IOException {
        return live(recorder -> {}, executor -> {}, Integer.MAX_VALUE, false);
    }

    Optional<RunRecord.RunEnded> live(Consumer<RunExecutor> meanwhile) throws IOException {
        return live(recorder -> {}, meanwhile, Integer.MAX_VALUE, false);
    }

    /** A life that ends by a kill at its n-th write. @return false if the run came to its end before */
    boolean liveUntilKilledAt(int write, boolean afterIt) throws IOException {
        try {
            live(recorder -> {}, executor -> {}, write, afterIt);
            return false;
        } catch (FakeTarget.Killed killed) {
            return true;
        }
    }

    /** The same with somebody who wants something meanwhile. */
    boolean liveUntilKilledAt(int write, boolean afterIt, Consumer<RunExecutor> meanwhile) throws IOException {
        try {
            live(recorder -> {}, meanwhile, write, afterIt);
            return false;
        } catch (FakeTarget.Killed killed) {
            return true;
        }
    }

    private Optional<RunRecord.RunEnded> live(
            Consumer<Recorder> first, Consumer<RunExecutor> meanwhile, int killAt, boolean afterIt) throws IOException {
        FakeTarget.Parts parts = target.new Parts(time);
        Journal.Opened opened = open();
        try (Journal open = opened.journal();
                var inner = new JournalRecorder(open, time)) {
            var recorder = new KillingRecorder(inner, parts, killAt, afterIt);
            first.accept(recorder);
            var executor = new RunExecutor(
                    new RunParts.Setting(
                            plan,
                            time,
                            recorder,
                            new RulesPolicy(Rules.NONE),
                            name -> name,
                            opened.replay().remembered()),
                    parts,
                    time,
                    opened.replay(),
                    environment);
            Thread other = Thread.ofVirtual().start(() -> meanwhile.accept(executor));
            Optional<RunRecord.RunEnded> ended = executor.run();
            other.interrupt();
            return ended;
        }
    }

    /** Somebody else undoes what a killed agent left. */
    Optional<Rescue.Outcome> rescue() throws IOException {
        Journal.Opened opened = open();
        try (Journal open = opened.journal();
                var recorder = new JournalRecorder(open, time)) {
            return new Rescue(
                            new RunParts.Setting(
                                    plan,
                                    time,
                                    recorder,
                                    new RulesPolicy(Rules.NONE),
                                    name -> name,
                                    opened.replay().remembered()),
                            target.new Parts(time),
                            opened.replay())
                    .run("the test", "its agent was killed");
        }
    }

    private Journal.Opened open() throws IOException {
        return Files.exists(journal)
                ? Journal.open(journal)
                : new Journal.Opened(Journal.create(journal, assignment), Replay.ofNew(assignment));
    }

    /** Everything that the server would get, in order. */
    List<RunRecord> records() throws IOException {
        JsonMapper json = Wire.mapper();
        var records = new ArrayList<RunRecord>();
        try (Journal open = Journal.open(journal).journal()) {
            JournalReader reader = open.readFrom(1);
            while (true) {
                JournalReader.Chunk chunk = reader.next(1_000, 1 << 20);
                if (chunk.isEmpty()) {
                    return records;
                }
                for (Line line : chunk.lines()) {
                    records.add(json.readValue(line.text(), RunRecord.class));
                }
            }
        }
    }

    /** Whether the gate was passed. */
    boolean hasBegun() throws IOException {
        return records(RunRecord.Event.class).stream()
                .anyMatch(event -> event.kind().equals(Replay.SCHEDULE_BEGAN));
    }

    <T extends RunRecord> List<T> records(Class<T> type) throws IOException {
        return records().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Kills its agent at a write: before it reaches the disk, or after and before anybody learns of it. */
    private static final class KillingRecorder implements Recorder {

        private final JournalRecorder inner;
        private final FakeTarget.Parts agent;
        private final AtomicInteger left;
        private final boolean afterIt;

        KillingRecorder(JournalRecorder inner, FakeTarget.Parts agent, int killAt, boolean afterIt) {
            this.inner = inner;
            this.agent = agent;
            this.left = new AtomicInteger(killAt);
            this.afterIt = afterIt;
        }

        @Override
        public synchronized void write(RunRecord record) {
            agent.checkAlive();
            boolean last = left.decrementAndGet() == 0;
            if (last && !afterIt) {
                agent.kill();
            }
            agent.checkAlive();
            inner.write(record);
            if (last) {
                agent.kill();
            }
            agent.checkAlive();
        }

        @Override
        public void reading(String owner, Reading reading) {
            agent.checkAlive();
            inner.reading(owner, reading);
        }

        @Override
        public boolean together(List<RunRecord> records, String owner, String note) {
            agent.checkAlive();
            return inner.together(records, owner, note);
        }

        @Override
        public void note(String owner, String text) {
            agent.checkAlive();
            inner.note(owner, text);
        }
    }

    static Consumer<RunExecutor> checked(ThrowingConsumer<RunExecutor> work) {
        return executor -> {
            try {
                work.accept(executor);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        };
    }

    interface ThrowingConsumer<T> {
        void accept(T value) throws InterruptedException, IOException;
    }
}
