package io.burnin.agent.probe;

import io.burnin.agent.probe.ledger.Role;
import io.burnin.agent.record.RunClock;
import io.burnin.plan.Probe;
import io.burnin.plan.Probe.Witness;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What sees ids for one ledger: other probes, watched folders, questions over HTTP. Where the plan names nothing that sees
 * executions begin, a line that tells of the end of one counts as one.
 */
final class LedgerWitnesses implements LedgerSensor.Witnesses, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LedgerWitnesses.class.getName());
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Probe.Ledger probe;
    private final Feeds feeds;
    private final HttpWitness.Asking asking;
    private final RunClock clock;
    private final Set<SensorLoop> feeders = new LinkedHashSet<>();
    private final Set<SensorLoop> executionFeeders = new LinkedHashSet<>();
    private final List<FileWitness> files = new ArrayList<>();
    private final Deque<FileWitness> unstarted = new ArrayDeque<>();
    private Optional<HttpWitness> http = Optional.empty();
    private boolean seesExecutions;
    private boolean isWired;

    /** The probes that find ids, by name. */
    interface Feeds {
        /** @return the loop that has to be read for news; empty if there is no such probe */
        Optional<SensorLoop> log(String probe, String line, IdListener listener);

        Optional<SensorLoop> jsonl(String probe, String at, IdListener listener);
    }

    LedgerWitnesses(Probe.Ledger probe, Feeds feeds, HttpWitness.Asking asking, RunClock clock) {
        this.probe = probe;
        this.feeds = feeds;
        this.asking = asking;
        this.clock = clock;
    }

    @Override
    public void start(LedgerSensor ledger, List<String> openIds) throws IOException {
        if (!isWired) {
            wire(ledger);
            isWired = true;
        }
        while (!unstarted.isEmpty()) {
            unstarted.getFirst().start();
            unstarted.removeFirst();
        }
        openIds.forEach(this::follow);
    }

    @Override
    public void follow(String id) {
        http.ifPresent(witness -> witness.follow(id));
    }

    @Override
    public void lookNow() throws InterruptedException {
        lookAtFiles(feeders);
        if (http.isPresent()) {
            http.get().lookNow(PATIENCE);
        }
    }

    /** Returns when every execution that has begun by now has been told. */
    void lookAtExecutions() throws InterruptedException {
        lookAtFiles(executionFeeders);
    }

    @Override
    public boolean seeExecutions() {
        return seesExecutions && executionFeeders.stream().allMatch(SensorLoop::isFine);
    }

    @Override
    public void close() {
        files.forEach(FileWitness::close);
        http.ifPresent(HttpWitness::close);
    }

    private void lookAtFiles(Set<SensorLoop> loops) throws InterruptedException {
        for (SensorLoop loop : loops) {
            loop.readNow();
        }
        for (FileWitness witness : files) {
            try {
                witness.lookNow();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "ledger {0} cannot look for files: {1}", probe.name(), e.getMessage());
            }
        }
    }

    private void wire(LedgerSensor ledger) {
        Map<Role, List<Witness>> roles = new LinkedHashMap<>();
        roles.put(Role.SUBMITTED, probe.submitted());
        roles.put(Role.HANDLED, executions());
        roles.put(Role.DONE, probe.done());
        roles.put(Role.FAILED, probe.failed());
        var questions = new ArrayList<HttpWitness.Question>();
        roles.forEach((role, witnesses) -> {
            for (int i = 0; i < witnesses.size(); i++) {
                wire(ledger, role, i, witnesses.get(i), questions);
            }
        });
        seesExecutions = !executions().isEmpty();
        if (!questions.isEmpty()) {
            http = Optional.of(new HttpWitness(
                    questions, asking, clock, ledger::isOpen, (role, id, at) -> ledger.seen(role, 0, id, at, "", 0)));
            http.get().start();
        }
    }

    private List<Witness> executions() {
        return probe.handled().isEmpty()
                ? probe.done().stream()
                        .filter(witness -> witness instanceof Witness.ByLog || witness instanceof Witness.ByJsonl)
                        .toList()
                : probe.handled();
    }

    private void wire(
            LedgerSensor ledger, Role role, int number, Witness witness, List<HttpWitness.Question> questions) {
        switch (witness) {
            case Witness.ByStep ourselves -> {}
            case Witness.ByLog(String name, String line) ->
                feed(role, feeds.log(name, line, listener(ledger, role, number, name)));
            case Witness.ByJsonl(String name, String at) ->
                feed(role, feeds.jsonl(name, at, listener(ledger, role, number, name)));
            case Witness.ByFile(String pattern) -> {
                var file = new FileWitness(pattern, probe.options().every(), clock::now, (id, at, existed) -> {
                    if (existed) {
                        ledger.existed(role, number, id, at);
                    } else {
                        ledger.seen(role, number, id, at, "", 0);
                    }
                });
                files.add(file);
                unstarted.add(file);
            }
            case Witness.ByHttp byHttp -> questions.add(new HttpWitness.Question(role, byHttp));
        }
    }

    private void feed(Role role, Optional<SensorLoop> loop) {
        loop.ifPresent(feeder -> {
            feeders.add(feeder);
            if (role == Role.HANDLED) {
                executionFeeders.add(feeder);
            }
        });
    }

    private static IdListener listener(LedgerSensor ledger, Role role, int number, String probe) {
        return (id, at, source, offset) -> ledger.seen(role, number, id, at, probe + ":" + source, offset);
    }
}
