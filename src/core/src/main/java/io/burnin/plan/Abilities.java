package io.burnin.plan;

import static java.util.stream.Collectors.toCollection;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is asked of who executes plans, by the words that plans use: actions such as {@code service.kill}, probes such as {@code
 * log}.
 *
 * @param modes what it can do with a plan besides burning in as it is written: {@code rehearsal}, {@code capture}, {@link
 *     #EXTENSION}; an agent that knows of none tells none
 */
public record Abilities(Set<String> actions, Set<String> probes, Set<String> modes) {

    /** The mode of an agent that can let a run last longer than its plan says. */
    public static final String EXTENSION = "extension";

    private static final String CAPTURE = "capture";

    private static final Set<String> MODES = Set.of("rehearsal", CAPTURE, EXTENSION);

    public Abilities {
        actions = Collections.unmodifiableSet(new TreeSet<>(actions));
        probes = Collections.unmodifiableSet(new TreeSet<>(probes));
        modes = modes == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(modes));
    }

    /** For a burn-in. */
    public Abilities(Set<String> actions, Set<String> probes) {
        this(actions, probes, Set.of());
    }

    /** Everything that plans of this version can ask for. */
    public static Abilities all() {
        return new Abilities(
                StepGrammar.STEP.variants().keySet(),
                ProbeGrammar.PROBE.variants().keySet(),
                MODES);
    }

    /** These, and that way to deal with a plan. */
    public Abilities inMode(String mode) {
        var all = new TreeSet<>(modes);
        all.add(mode);
        return new Abilities(actions, probes, all);
    }

    /** What it takes to execute that plan: every step of it that its schedule reaches, every probe. */
    public static Abilities neededBy(Plan plan) {
        Set<String> scheduled =
                plan.profile().schedule().stream().map(Profile.Entry::test).collect(toCollection(TreeSet::new));
        Set<String> actions = Steps.of(plan).stream()
                .filter(placed ->
                        placed.test().map(Test::name).map(scheduled::contains).orElse(true))
                .map(Steps.Placed::step)
                .flatMap(step -> Stream.concat(Stream.of(step), step.options().undo().stream()))
                .map(Step::action)
                .collect(toCollection(TreeSet::new));
        Set<String> probes = plan.probes().values().stream().map(Probe::kind).collect(toCollection(TreeSet::new));
        return new Abilities(actions, probes, plan.captures().isEmpty() ? Set.of() : Set.of(CAPTURE));
    }

    /** What of this the other has not. */
    public Abilities without(Abilities other) {
        var missingActions = new TreeSet<>(actions);
        missingActions.removeAll(other.actions);
        var missingProbes = new TreeSet<>(probes);
        missingProbes.removeAll(other.probes);
        var missingModes = new TreeSet<>(modes);
        missingModes.removeAll(other.modes);
        return new Abilities(missingActions, missingProbes, missingModes);
    }

    /** Not a getter: this record travels. */
    public boolean none() {
        return actions.isEmpty() && probes.isEmpty() && modes.isEmpty();
    }
}
