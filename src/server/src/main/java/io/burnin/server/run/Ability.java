package io.burnin.server.run;

import static java.util.stream.Collectors.joining;

import io.burnin.plan.Abilities;
import io.burnin.plan.PlanException;
import io.burnin.protocol.Mode;
import io.burnin.server.fleet.Agent;
import io.burnin.server.plan.Plans;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether agents know every action and probe that a run needs. Older ones may not, and one too old to tell is believed to. */
@ApplicationScoped
class Ability {

    private static final int MOST = 100;
    private static final Abilities TOO_OLD =
            new Abilities(Abilities.all().actions(), Abilities.all().probes());

    private final Plans plans;
    private final Recent<Question, Abilities> recent = new Recent<>(MOST);

    Ability(Plans plans) {
        this.plans = plans;
    }

    private record Question(String plan, int version, String profile, List<String> tests, Mode mode) {}

    boolean suffices(Agent agent, Order order) {
        return lack(agent, order).isEmpty();
    }

    /** Whether it can let a run last longer than its plan; one too old to tell cannot. */
    boolean canExtend(Agent agent) {
        return agent.abilities()
                .filter(known -> known.modes().contains(Abilities.EXTENSION))
                .isPresent();
    }

    /** What the agent lacks, and the remedy: {@code agent a on host h knows no probe pairs: …}. */
    Optional<String> lack(Agent agent, Order order) {
        return known(agent, order)
                .map(known -> neededBy(order).without(known))
                .filter(missing -> !missing.none())
                .map(missing ->
                        "agent %s on %s, version %s, knows no %s: start it with burnin.jar from this server's /download/burnin.jar"
                                .formatted(agent.name(), agent.host(), agent.version(), text(missing)));
    }

    /** One too old to tell would execute what it is to rehearse. */
    private static Optional<Abilities> known(Agent agent, Order order) {
        return order.isRehearsal() ? agent.abilities().or(() -> Optional.of(TOO_OLD)) : agent.abilities();
    }

    private Abilities neededBy(Order order) {
        var question = new Question(order.plan(), order.planVersion(), order.profile(), order.tests(), order.mode());
        return recent.find(question).orElseGet(() -> recent.keep(question, decoded(order)));
    }

    /** Which actions and probes does not depend on parameters. */
    private Abilities decoded(Order order) {
        try {
            var plan = plans.require(order.plan(), order.planVersion()).file().example(order.profile());
            Abilities needed = Abilities.neededBy(plan.only(order.tests()));
            return order.isRehearsal() ? needed.inMode(order.mode().word()) : needed;
        } catch (PlanException defect) {
            throw new IllegalStateException(
                    "plan %s@%d is stored and cannot be read".formatted(order.plan(), order.planVersion()), defect);
        }
    }

    private static String text(Abilities missing) {
        return Stream.of(
                        text("action", missing.actions()),
                        text("probe", missing.probes()),
                        text("mode", missing.modes()))
                .flatMap(all -> all)
                .collect(joining(" and no "));
    }

    private static Stream<String> text(String kind, Set<String> words) {
        return words.isEmpty() ? Stream.empty() : Stream.of(kind + " " + String.join(", ", words));
    }
}
