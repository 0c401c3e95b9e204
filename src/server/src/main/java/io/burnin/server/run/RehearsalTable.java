package io.burnin.server.run;

import com.fasterxml.jackson.core.type.TypeReference;
import io.burnin.protocol.Rehearsed;
import io.burnin.protocol.Rehearsed.Result;
import io.burnin.protocol.RunRecord;
import io.burnin.server.web.Json;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What rehearsals found, read from their time lines. */
@ApplicationScoped
class RehearsalTable {

    private static final int MOST = 5_000;
    private static final TypeReference<RunRecord.Event> EVENT = new TypeReference<>() {};

    private final RunEvents events;
    private final Json json;

    RehearsalTable(RunEvents events, Json json) {
        this.events = events;
        this.json = json;
    }

    /**
     * A rehearsal as far as it has got.
     *
     * @param result the worst of its lines; absent while it goes on, and if it did not come to its end
     */
    record Found(Optional<Result> result, List<Rehearsed> lines) {}

    /** @throws Problem NOT_FOUND if the run is no rehearsal */
    Found of(Run run) {
        if (!run.order().isRehearsal()) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "run %s is no rehearsal: start one with mode rehearsal, or see GET /verdicts/%s",
                    run.name(),
                    run.id());
        }
        List<Rehearsed> lines = events.of(run.id(), "event", MOST).stream()
                .map(entry -> json.read(entry.payload(), EVENT))
                .filter(event -> event.kind().equals(Rehearsed.KIND))
                .map(Rehearsed::of)
                .toList();
        Optional<Result> worst = lines.stream().map(Rehearsed::result).max(Comparator.naturalOrder());
        return new Found(
                run.state() instanceof RunState.Finished ? worst.or(() -> Optional.of(Result.OK)) : Optional.empty(),
                lines);
    }
}
