package io.burnin.agent.probe;

import io.burnin.agent.policy.Policy;
import io.burnin.agent.probe.tail.Glob;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Probe;
import io.burnin.plan.Probe.Witness;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which probes this host's owner allows: asked before the first reading, for all that a probe may ever read. */
final class Permission {

    private final Policy policy;
    private final Asker asker;

    Permission(Policy policy, Asker asker) {
        this.policy = policy;
        this.asker = asker;
    }

    /** Why this host does not allow the probe; empty if it does. */
    Optional<String> refusal(Probe probe) {
        try {
            requireAllowed(probe);
            return Optional.empty();
        } catch (StepFailed refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private void requireAllowed(Probe probe) throws StepFailed {
        switch (probe) {
            case Probe.Log log -> policy.requireRead(Glob.of(log.files()).base());
            case Probe.Jsonl jsonl -> policy.requireRead(Glob.of(jsonl.files()).base());
            case Probe.Json json -> policy.requireRead(Path.of(json.file()));
            case Probe.Files files -> policy.requireRead(Glob.of(files.files()).base());
            case Probe.Http http -> asker.requireAllowed(http.request());
            case Probe.Agree agree -> {
                for (Probe.Saying saying : agree.sources()) {
                    if (saying instanceof Probe.Saying.OfHttp http) {
                        asker.requireAllowed(http.request());
                    }
                }
            }
            case Probe.Pairs pairs -> requireAllowed(pairs.asLedger());
            case Probe.Ledger ledger -> {
                List<Witness> witnesses = Stream.of(
                                ledger.submitted(), ledger.handled(), ledger.done(), ledger.failed())
                        .flatMap(List::stream)
                        .toList();
                for (Witness witness : witnesses) {
                    requireAllowed(witness);
                }
            }
            case Probe.Process process -> {}
            case Probe.Ready ready -> {}
        }
    }

    private void requireAllowed(Witness witness) throws StepFailed {
        switch (witness) {
            case Witness.ByFile(String files) -> policy.requireRead(FileWitness.folder(files));
            case Witness.ByHttp byHttp ->
                asker.requireAllowed(Asker.getOf(byHttp.url().replace("<id>", "id")));
            case Witness.ByStep byStep -> {}
            case Witness.ByLog byLog -> {}
            case Witness.ByJsonl byJsonl -> {}
        }
    }
}
