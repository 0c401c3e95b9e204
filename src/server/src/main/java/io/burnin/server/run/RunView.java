package io.burnin.server.run;

import io.burnin.plan.ParameterValue;
import io.burnin.protocol.Mode;
import io.burnin.server.fleet.AgentId;
import io.burnin.server.web.TimeSpan;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Light;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A run as clients see it. Flat, because {@code openapi/} promises it and {@link RunState} may change.
 *
 * @param target the target that it has, or the one that was asked for
 * @param mode a rehearsal has no light, no verdict and no report, but a table
 * @param why what a queued run waits for and since when
 * @param progress what a running run does and how far it is
 * @param light the verdict so far
 * @param plannedEnd with the extensions that its agent has taken up
 * @param extension by how much it is to last longer than its plan; absent if nobody wants that
 * @param alerts what is wrong with its evidence now
 * @param pin that runs are compared with it, by somebody's word
 */
@Schema(name = "Run")
record RunView(
        RunId id,
        String name,
        String plan,
        int planVersion,
        long number,
        String profile,
        Optional<String> target,
        Map<String, String> targetLabels,
        Optional<AgentId> agent,
        Map<String, String> labels,
        Map<String, ParameterValue> parameters,
        List<String> tests,
        Mode mode,
        RunState.Label state,
        Optional<Light> light,
        Optional<String> why,
        Optional<Instant> whySince,
        Optional<String> progress,
        Instant queuedAt,
        String createdBy,
        Optional<RunId> rerunOf,
        Optional<Instant> startedAt,
        Optional<Instant> plannedEnd,
        Optional<ExtensionView> extension,
        Optional<Instant> endedAt,
        Optional<Instant> silentSince,
        Optional<ErrorClass> errorClass,
        Optional<String> reason,
        Optional<String> targetDirty,
        Optional<String> ending,
        List<AlertView> alerts,
        Optional<PinView> pin,
        Records records,
        Map<String, String> links) {

    /**
     * @param subject the probe or load that is meant; absent for the run as a whole
     * @param since by the server's clock
     */
    @Schema(name = "Alert")
    record AlertView(String kind, Optional<String> subject, Instant since, String text) {
        static AlertView of(Alerts.Raised raised) {
            return new AlertView(
                    raised.alert().begins(), RunView.text(raised.subject()), raised.since(), raised.text());
        }
    }

    /** @param counts whether it is the newest of its plan and profile, with which runs are compared */
    @Schema(name = "Pin")
    record PinView(Instant at, String by, String reason, boolean counts) {
        static PinView of(Pins.Pin pin) {
            return new PinView(pin.at(), pin.by(), pin.reason(), pin.counts());
        }
    }

    /**
     * @param total all extensions together
     * @param pending what of them the agent has not taken up: it does at its next heartbeat, or never if the schedule is over
     */
    @Schema(name = "RunExtension")
    record ExtensionView(TimeSpan total, TimeSpan pending) {}

    /**
     * @param stored the last record that is stored, with none missing before it
     * @param journalled the last one on the agent's disk, as far as is known
     * @param newestAt the time of the newest that is stored
     * @param duplicates those that came again and were skipped
     * @param late those that came under a lease that was over and were refused
     */
    record Records(long stored, long journalled, Optional<Instant> newestAt, long duplicates, long late) {}

    static RunView of(Run run, List<Alerts.Raised> alerts, Optional<Pins.Pin> pin, Instant now) {
        Order order = run.order();
        Optional<RunState.Queued> queued = as(RunState.Queued.class, run.state());
        Optional<RunState.Running> running = as(RunState.Running.class, run.state());
        Optional<Instant> startedAt = run.state().began();
        return new RunView(
                run.id(),
                run.name(),
                order.plan(),
                order.planVersion(),
                run.number(),
                order.profile(),
                run.lease().map(Lease::target).or(order::target),
                order.targetLabels(),
                run.lease().map(Lease::agent),
                order.labels(),
                order.parameters(),
                order.tests(),
                order.mode(),
                run.state().label(),
                run.outcome().light(),
                queued.map(waiting -> "%s since %s".formatted(waiting.why(), seconds(waiting.whySince()))),
                queued.map(RunState.Queued::whySince),
                running.map(at -> progress(run, at, now)),
                run.origin().queuedAt(),
                run.origin().createdBy(),
                run.origin().rerunOf(),
                startedAt,
                run.plannedEnd(),
                extension(run.wish().extension()),
                as(RunState.Ended.class, run.state()).map(RunState.Ended::at),
                running.flatMap(RunState.Running::silentSince),
                errorClassOf(run.state()),
                reasonOf(run.state()),
                text(run.outcome().targetDirty()),
                text(run.wish().reason()),
                alerts.stream().map(AlertView::of).toList(),
                pin.map(PinView::of),
                new Records(
                        run.progress().stored(),
                        run.progress().journalled(),
                        run.progress().newestRecord().map(run::serverTime),
                        run.progress().refused().duplicates(),
                        run.progress().refused().late()),
                links(run));
    }

    /** {@code core-resilience 1, 41 % of 3 min 30 s} */
    private static String progress(Run run, RunState.Running running, Instant now) {
        Duration passed = Duration.between(running.since(), now);
        long percent = run.planned().isZero()
                ? 100
                : Math.clamp(100 * passed.toMillis() / run.planned().toMillis(), 0, 100);
        String doing = run.progress().doing();
        String silent = running.silentSince()
                .map(since -> ", silent since " + seconds(since))
                .orElse("");
        return "%s%d %%%s".formatted(doing.isEmpty() ? "" : doing + ", ", percent, silent);
    }

    private static Optional<ExtensionView> extension(Run.Extension extension) {
        return Optional.of(extension)
                .filter(some -> !some.wanted().isZero())
                .map(some -> new ExtensionView(new TimeSpan(some.wanted()), new TimeSpan(some.pending())));
    }

    private static <T> Optional<T> as(Class<T> type, RunState state) {
        return Optional.of(state).filter(type::isInstance).map(type::cast);
    }

    private static Optional<ErrorClass> errorClassOf(RunState state) {
        return switch (state) {
            case RunState.Stopped stopped -> stopped.errorClass();
            case RunState.Aborted aborted -> Optional.of(aborted.errorClass());
            case RunState.Lost lost -> Optional.of(ErrorClass.INFRA);
            case RunState.Queued queued -> Optional.empty();
            case RunState.Running running -> Optional.empty();
            case RunState.Finished finished -> Optional.empty();
        };
    }

    private static Optional<String> reasonOf(RunState state) {
        return switch (state) {
            case RunState.Stopped stopped -> text(stopped.reason());
            case RunState.Aborted aborted -> text(aborted.reason());
            case RunState.Lost lost -> text(lost.reason());
            case RunState.Queued queued -> Optional.empty();
            case RunState.Running running -> Optional.empty();
            case RunState.Finished finished -> Optional.empty();
        };
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Map<String, String> links(Run run) {
        String self = "/runs/" + run.id();
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", self);
        links.put("events", self + "/events");
        links.put("bundle", self + "/bundle");
        if (run.order().isRehearsal()) {
            links.put("rehearsal", self + "/rehearsal");
        } else {
            links.put("tests", self + "/tests");
            links.put("report", self + "/report");
            links.put("verdict", "/verdicts/" + run.id());
        }
        links.put(
                "plan",
                "/plans/%s/versions/%d"
                        .formatted(run.order().plan(), run.order().planVersion()));
        return links;
    }
}
