package io.burnin.server.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.burnin.metric.Quantities;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.OccurrenceEnded;
import io.burnin.protocol.RunRecord.OccurrenceStarted;
import io.burnin.protocol.RunRecord.RunEnded;
import io.burnin.protocol.RunRecord.RunStarted;
import io.burnin.protocol.RunRecord.StepEnded;
import io.burnin.protocol.RunRecord.StepIntended;
import io.burnin.server.run.RunEvents.Entering;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes in what an agent tells of the course of a run: the time line, its occurrences and steps, and the run's own state. */
@ApplicationScoped
public class Timeline {

    /** The names of the records, as they travel. */
    private static final Map<Class<?>, String> KINDS = Arrays.stream(
                    RunRecord.class.getAnnotation(JsonSubTypes.class).value())
            .collect(Collectors.toMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));

    private final RunEvents events;
    private final Occurrences occurrences;
    private final Steps steps;
    private final Alerts alerts;

    Timeline(RunEvents events, Occurrences occurrences, Steps steps, Alerts alerts) {
        this.events = events;
        this.occurrences = occurrences;
        this.steps = steps;
        this.alerts = alerts;
    }

    /** The run after these records. Only while the run is being changed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Run append(Run run, List<Numbered<?>> records) {
        occurrences.append(run.id(), records);
        steps.append(run.id(), records);
        Run told = events.add(
                run,
                records.stream()
                        .map(each -> new Entering(
                                Optional.of(each.seq()),
                                each.record().at(),
                                KINDS.get(each.record().getClass()),
                                each.line()))
                        .toList());
        for (Numbered<?> each : records) {
            alerts.hear(told, each.record());
            told = after(told, each.record());
        }
        return told.state() instanceof RunState.Ended ended ? unextended(told, ended) : told;
    }

    /** Somebody wanted it to last longer, and its agent learned of that too late, or never. */
    private Run unextended(Run run, RunState.Ended ended) {
        Duration pending = run.wish().extension().pending();
        return pending.isZero()
                ? run
                : events.add(run, ended.at(), "not-extended", Map.of("longer", Quantities.format(pending)));
    }

    private static Run after(Run run, RunRecord record) {
        if (!(run.state() instanceof RunState.Running running)) {
            return run;
        }
        return switch (record) {
            case RunStarted started -> run.with(running.started(run.serverTime(started.at())));
            case RunEnded ended ->
                run.with(ended(running, ended, run.serverTime(ended.at()))).dirty(ended.targetDirty());
            case OccurrenceStarted started -> doing(run, started.test() + " " + started.number());
            case OccurrenceEnded ended -> doing(run, "");
            case StepIntended intended -> run;
            case StepEnded ended -> run;
            case RunRecord.Expected expected -> run;
            case RunRecord.FaultBegan began -> run;
            case RunRecord.FaultEnded ended -> run;
            case RunRecord.Samples samples -> run;
            case RunRecord.States states -> run;
            case RunRecord.Seen seen -> run;
            case RunRecord.Absent absent -> run;
            case RunRecord.Gap gap -> run;
            case RunRecord.Event event ->
                Heartbeat.Extension.toldBy(event).map(run::extended).orElse(run);
            case RunRecord.Captured captured -> run;
            case RunRecord.CapturedPiece piece -> run;
        };
    }

    private static Run doing(Run run, String what) {
        return run.with(run.progress().told(0, what));
    }

    private static RunState ended(RunState.Running running, RunEnded record, Instant at) {
        return switch (record.outcome()) {
            case FINISHED -> running.finished(at);
            case STOPPED -> running.stopped(at, record.errorClass(), record.reason());
            case ABORTED -> running.aborted(at, record.errorClass(), record.reason());
        };
    }
}
