package io.burnin.server.run;

import com.fasterxml.jackson.core.type.TypeReference;
import io.burnin.server.web.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The runs that go on though a check is red for certain: their agents may want to capture what it looks like then. */
@ApplicationScoped
public class Reds {

    private static final String TURNED_RED = "turned-red";
    private static final String REASON = "reason";
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Runs runs;
    private final RunEvents events;
    private final Json json;
    private final Clock clock;

    Reds(Runs runs, RunEvents events, Json json, Clock clock) {
        this.runs = runs;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /** Told again, or of a run that does not go on: nothing changes. */
    @Transactional
    public void tell(RunId id, String reason) {
        runs.change(
                id,
                run -> run.state() instanceof RunState.Running && of(id).isEmpty()
                        ? events.add(run, clock.instant(), TURNED_RED, Map.of(REASON, reason))
                        : run);
    }

    /** Which check, and why; empty while none is. */
    Optional<String> of(RunId run) {
        return events.first(run, TURNED_RED)
                .map(event -> json.read(event.payload(), TEXTS).get(REASON));
    }
}
