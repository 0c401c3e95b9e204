package io.burnin.server.run;

import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Heartbeat.Order.Kind;
import io.burnin.server.fleet.Agent.ClockOffset;
import io.burnin.server.fleet.AgentId;
import io.burnin.server.fleet.Agents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Renews the leases of an agent's runs, and tells it what to do at once. */
@ApplicationScoped
class Heartbeats {

    private final Runs runs;
    private final Agents agents;
    private final Contact contact;
    private final Ability ability;
    private final RunExtensions extensions;
    private final ClockComparison clocks;
    private final Reds reds;
    private final Clock clock;

    Heartbeats(
            Runs runs,
            Agents agents,
            Contact contact,
            Ability ability,
            RunExtensions extensions,
            ClockComparison clocks,
            Reds reds,
            Clock clock) {
        this.runs = runs;
        this.agents = agents;
        this.contact = contact;
        this.ability = ability;
        this.extensions = extensions;
        this.clocks = clocks;
        this.reds = reds;
        this.clock = clock;
    }

    @Transactional
    Heartbeat.Answer receive(AgentId agent, Heartbeat told) {
        Instant receivedAt = clock.instant();
        agents.heard(
                agent,
                told.clock()
                        .map(offset ->
                                new ClockOffset(offset.offsetMillis(), offset.errorMillis(), offset.driftPpm())));
        List<Heartbeat.Order> orders = new ArrayList<>();
        List<Heartbeat.Red> reds = new ArrayList<>();
        for (Heartbeat.Progress progress : told.runs()) {
            hear(agent, progress, told.clock()).ifPresent(orders::add);
            idOf(progress.run())
                    .flatMap(this.reds::of)
                    .map(why -> new Heartbeat.Red(progress.run(), why))
                    .ifPresent(reds::add);
        }
        return new Heartbeat.Answer(receivedAt, clock.instant(), orders, reds);
    }

    private Optional<Heartbeat.Order> hear(AgentId agent, Heartbeat.Progress progress, Optional<Heartbeat.Clock> wall) {
        Optional<RunId> id =
                idOf(progress.run()).filter(known -> runs.find(known).isPresent());
        if (id.isEmpty()) {
            return Optional.of(new Heartbeat.Order(progress.run(), Kind.ABANDON, "there is no such run"));
        }
        Run run = runs.change(
                id.get(),
                current -> contact.heard(current, agent, progress.fence())
                        .map(ours -> ours.with(ours.progress().told(progress.journalled(), progress.doing())))
                        .map(ours -> compared(ours, progress, wall))
                        .orElse(current));
        if (!Contact.isHeldBy(run, agent, progress.fence())) {
            String reason = "run %s is %s, or another's"
                    .formatted(run.name(), run.state().label());
            return Optional.of(new Heartbeat.Order(progress.run(), Kind.ABANDON, reason));
        }
        return run.state() instanceof RunState.Running ? orderOf(run).or(() -> extensionOf(run)) : Optional.empty();
    }

    private Run compared(Run run, Heartbeat.Progress progress, Optional<Heartbeat.Clock> wall) {
        return run.state() instanceof RunState.Running
                ? wall.map(known -> clocks.told(run, known, progress.aheadMillis(), clock.instant()))
                        .orElse(run)
                : run;
    }

    private static Optional<Heartbeat.Order> orderOf(Run run) {
        Run.Wish wish = run.wish();
        if (wish.cancelledBy().isPresent()) {
            return Optional.of(new Heartbeat.Order(run.id().toString(), Kind.CANCEL, wish.reason()));
        }
        return wish.stoppedBy().map(by -> new Heartbeat.Order(run.id().toString(), Kind.STOP, wish.reason()));
    }

    /** Until the agent tells that it has it in its journal. The agent may be another jar than it was when that was wanted. */
    private Optional<Heartbeat.Order> extensionOf(Run run) {
        if (run.wish().extension().pending().isZero()
                || !ability.canExtend(agents.require(run.lease().orElseThrow().agent()))) {
            return Optional.empty();
        }
        RunExtensions.Entry newest = extensions.of(run.id()).getLast();
        return Optional.of(new Heartbeat.Order(
                run.id().toString(),
                Kind.EXTEND,
                newest.reason(),
                Optional.of(new Heartbeat.Extension(newest.total().toSeconds(), newest.madeBy()))));
    }

    private static Optional<RunId> idOf(String text) {
        try {
            return Optional.of(new RunId(UUID.fromString(text)));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
