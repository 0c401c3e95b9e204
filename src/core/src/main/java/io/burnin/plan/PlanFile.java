package io.burnin.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan as it was written. Reading refuses what cannot be decoded in some profile, with everything that is wrong;
 * {@link #lint} says the rest.
 */
public final class PlanFile {

    /** A file with more bytes holds no plan, in whatever encoding. */
    public static final int MOST_BYTES = SourceText.MOST_BYTES;

    private static final int MOST_PROFILES = 50;

    private final SourceText source;
    private final Node root;
    private final List<Plan> examples;
    private final Map<String, Parameter> parameters;
    private final Set<String> used;
    private final List<String> profiles;

    private PlanFile(SourceText source, Node root, List<PlanReader.Result> results, List<String> profiles) {
        this.source = source;
        this.root = root;
        this.examples = results.stream().map(PlanReader.Result::plan).toList();
        this.parameters = results.getFirst().declared();
        this.used = results.stream().flatMap(result -> result.used().stream()).collect(Collectors.toUnmodifiableSet());
        this.profiles = profiles;
    }

    /** UTF-8 with or without byte order mark, or UTF-16 with one. */
    public static PlanFile read(byte[] bytes) throws PlanException {
        return read(SourceText.of(bytes));
    }

    public static PlanFile read(String text) throws PlanException {
        return read(SourceText.of(text));
    }

    private static PlanFile read(SourceText source) throws PlanException {
        Node root = YamlTree.read(source);
        var heading = new PlanReader(source, root);
        List<String> profiles = heading.profiles();
        Set<Problem> problems = new LinkedHashSet<>(heading.problems());
        if (profiles.size() > MOST_PROFILES) {
            throw new PlanException(List.of(YamlTraps.problem(
                    Node.Place.START, "the plan has %d profiles".formatted(profiles.size()), "write at most 50")));
        }
        if (profiles.isEmpty()) {
            problems.addAll(
                    new PlanReader(source, root).read("", Map.of(), true).problems());
            throw new PlanException(new ArrayList<>(problems));
        }
        List<PlanReader.Result> results = profiles.stream()
                .map(profile -> new PlanReader(source, root).read(profile, Map.of(), true))
                .toList();
        results.forEach(result -> problems.addAll(result.problems()));
        if (!problems.isEmpty()) {
            throw new PlanException(new ArrayList<>(problems));
        }
        return new PlanFile(source, root, results, profiles);
    }

    public String name() {
        return examples.getFirst().name();
    }

    public String title() {
        return examples.getFirst().title();
    }

    /** The text, without byte order mark and with line feeds at the ends of lines. */
    public String source() {
        return source.text();
    }

    /** SHA-256 of {@link #source} in UTF-8, hexadecimal. */
    public String hash() {
        return source.hash();
    }

    /** By name, in the order of the file. */
    public Map<String, Parameter> parameters() {
        return parameters;
    }

    /** Their names, in the order of the file; at least one. */
    public List<String> profiles() {
        return profiles;
    }

    /**
     * What a run of that profile executes.
     *
     * @param given what target and caller give; it comes before the profile's own values
     * @throws PlanException if there is no such profile, or a parameter is missing, unknown or not allowed
     */
    public Plan plan(String profile, Map<String, ParameterValue> given) throws PlanException {
        return decoded(profile, given, false).plan();
    }

    /** The same with a harmless value for every parameter that must be given. */
    public Plan example(String profile) throws PlanException {
        return decoded(profile, Map.of(), true).plan();
    }

    /** What the linter says about all profiles, in the order of the file. Errors refuse the plan. */
    public List<Problem> lint() {
        return Linter.lint(new Linted(root, source, examples, examples, parameters, used));
    }

    /**
     * The same, of one profile only.
     *
     * @throws PlanException if there is no such profile
     */
    public List<Problem> lint(String profile) throws PlanException {
        Plan example = example(profile);
        return Linter.lint(new Linted(root, source, examples, List.of(example), parameters, used));
    }

    private PlanReader.Result decoded(String profile, Map<String, ParameterValue> given, boolean example)
            throws PlanException {
        PlanReader.Result result = new PlanReader(source, root).read(profile, given, example);
        if (!result.problems().isEmpty()) {
            throw new PlanException(result.problems());
        }
        return result;
    }

    @Override
    public String toString() {
        return name() + "@" + hash().substring(0, 12);
    }
}
