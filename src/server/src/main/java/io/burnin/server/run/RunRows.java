package io.burnin.server.run;

import com.fasterxml.jackson.core.type.TypeReference;
import io.burnin.plan.ParameterValue;
import io.burnin.protocol.Mode;
import io.burnin.server.fleet.AgentId;
import io.burnin.server.web.Json;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Light;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a {@link Run} lies in its row. Columns that a state does not use are empty. */
@ApplicationScoped
class RunRows {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, ParameterValue>> PARAMETERS = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_REASON = 4000;

    private final Json json;

    RunRows(Json json) {
        this.json = json;
    }

    void fill(RunEntity row, Run run) {
        fillOrder(row, run.order());
        row.number = run.number();
        row.createdBy = run.origin().createdBy();
        row.rerunOf = run.origin().rerunOf().map(RunId::value).orElse(null);
        row.queuedAt = run.origin().queuedAt();
        row.plannedSeconds = run.planned().toSeconds();
        row.targetDirty = shortened(run.outcome().targetDirty(), LONGEST_REASON);
        row.light = run.outcome().light().map(Light::name).orElse(null);
        row.cancelRequestedBy = run.wish().cancelledBy().orElse(null);
        row.stopRequestedBy = run.wish().stoppedBy().orElse(null);
        row.extensionSeconds = run.wish().extension().wanted().toSeconds();
        row.extendedSeconds = run.wish().extension().taken().toSeconds();
        row.endReason = shortened(run.wish().reason(), LONGEST_TEXT);
        fillState(row, run.state());
        run.lease().ifPresent(lease -> fillLease(row, lease));
        fillProgress(row, run.progress());
    }

    private void fillOrder(RunEntity row, Order order) {
        row.plan = order.plan();
        row.planVersion = order.planVersion();
        row.profile = order.profile();
        row.mode = order.mode().name();
        row.wantedTarget = order.target().orElse(null);
        row.wantedLabels = json.write(order.targetLabels());
        row.labels = json.write(order.labels());
        row.parameters = json.write(order.parameters());
        row.tests = json.write(order.tests());
    }

    private static void fillState(RunEntity row, RunState state) {
        row.state = state.label().name();
        row.why = "";
        row.whySince = null;
        row.silentSince = null;
        row.endedAt = state instanceof RunState.Ended ended ? ended.at() : null;
        row.errorClass = null;
        row.reason = "";
        switch (state) {
            case RunState.Queued queued -> {
                row.why = shortened(queued.why(), LONGEST_TEXT);
                row.whySince = queued.whySince();
                row.queueUntil = queued.until().orElse(null);
            }
            case RunState.Running running -> {
                row.startedAt = running.since();
                row.silentSince = running.silentSince().orElse(null);
            }
            case RunState.Finished finished -> row.startedAt = finished.since();
            case RunState.Stopped stopped -> {
                row.startedAt = stopped.since();
                row.errorClass = stopped.errorClass().map(ErrorClass::name).orElse(null);
                row.reason = shortened(stopped.reason(), LONGEST_REASON);
            }
            case RunState.Aborted aborted -> {
                row.startedAt = aborted.since().orElse(null);
                row.errorClass = aborted.errorClass().name();
                row.reason = shortened(aborted.reason(), LONGEST_REASON);
            }
            case RunState.Lost lost -> {
                row.startedAt = lost.since();
                row.errorClass = ErrorClass.INFRA.name();
                row.reason = shortened(lost.reason(), LONGEST_REASON);
            }
        }
    }

    private void fillLease(RunEntity row, Lease lease) {
        row.agent = lease.agent().value();
        row.target = lease.target();
        row.given = json.write(lease.parameters());
        row.fence = lease.fence();
        row.leaseUntil = lease.until();
        row.lastContact = lease.lastContact().orElse(null);
        row.clockOffsetMillis = lease.clock().map(RunClock::offsetMillis).orElse(null);
        row.clockErrorMillis = lease.clock().map(RunClock::errorMillis).orElse(null);
        row.clockState = lease.clock().map(clock -> clock.state().name()).orElse(null);
    }

    private static void fillProgress(RunEntity row, Run.Progress progress) {
        row.cursorSeq = progress.stored();
        row.eventCount = progress.events();
        row.newestRecordAt = progress.newestRecord().orElse(null);
        row.journalled = progress.journalled();
        row.doing = shortened(progress.doing(), LONGEST_TEXT);
        row.duplicateRecords = progress.refused().duplicates();
        row.lateRecords = progress.refused().late();
    }

    Run toRun(RunEntity row) {
        return new Run(
                new RunId(row.id),
                row.number,
                toOrder(row),
                new Run.Origin(
                        row.queuedAt,
                        row.createdBy,
                        Optional.ofNullable(row.rerunOf).map(RunId::new)),
                Duration.ofSeconds(row.plannedSeconds),
                toState(row),
                row.agent == null ? Optional.empty() : Optional.of(toLease(row)),
                new Run.Wish(
                        Optional.ofNullable(row.cancelRequestedBy),
                        Optional.ofNullable(row.stopRequestedBy),
                        row.endReason,
                        new Run.Extension(
                                Duration.ofSeconds(row.extensionSeconds), Duration.ofSeconds(row.extendedSeconds))),
                new Run.Progress(
                        row.cursorSeq,
                        row.eventCount,
                        Optional.ofNullable(row.newestRecordAt),
                        row.journalled,
                        row.doing,
                        new Run.Refused(row.duplicateRecords, row.lateRecords)),
                new Run.Outcome(row.targetDirty, Optional.ofNullable(row.light).map(Light::valueOf)));
    }

    private Order toOrder(RunEntity row) {
        return new Order(
                row.plan,
                row.planVersion,
                row.profile,
                Optional.ofNullable(row.wantedTarget),
                json.read(row.wantedLabels, TEXTS),
                json.read(row.parameters, PARAMETERS),
                json.read(row.labels, TEXTS),
                json.read(row.tests, NAMES),
                Mode.valueOf(row.mode));
    }

    private static RunState toState(RunEntity row) {
        Optional<ErrorClass> errorClass = Optional.ofNullable(row.errorClass).map(ErrorClass::valueOf);
        return switch (RunState.Label.valueOf(row.state)) {
            case QUEUED -> new RunState.Queued(row.why, row.whySince, Optional.ofNullable(row.queueUntil));
            case RUNNING -> new RunState.Running(row.startedAt, Optional.ofNullable(row.silentSince));
            case FINISHED -> new RunState.Finished(row.startedAt, row.endedAt);
            case STOPPED -> new RunState.Stopped(row.startedAt, row.endedAt, errorClass, row.reason);
            case ABORTED ->
                new RunState.Aborted(
                        Optional.ofNullable(row.startedAt), row.endedAt, errorClass.orElseThrow(), row.reason);
            case LOST -> new RunState.Lost(row.startedAt, row.endedAt, row.reason);
        };
    }

    private Lease toLease(RunEntity row) {
        return new Lease(
                new AgentId(row.agent),
                row.target,
                json.read(row.given, PARAMETERS),
                row.fence,
                row.leaseUntil,
                Optional.ofNullable(row.lastContact),
                Optional.ofNullable(row.clockState)
                        .map(state -> new RunClock(
                                row.clockOffsetMillis, row.clockErrorMillis, RunClock.State.valueOf(state))));
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
