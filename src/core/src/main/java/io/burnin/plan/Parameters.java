package io.burnin.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of a plan's parameters, and how they are put into its texts. */
final class Parameters {

    static final Parameters NONE = new Parameters(Map.of(), Map.of());

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$?\\$\\{([^}]*)(}?)");
    private static final Set<String> KNOWN_WHILE_RUNNING = Set.of("n", "uuid", "now", "instance");
    private static final Pattern CALL = Pattern.compile("pick\\(.+\\)|secret:[A-Za-z0-9_.-]+");

    private final Map<String, Parameter> declared;
    private final Map<String, ParameterValue> values;
    private final Set<String> used = new LinkedHashSet<>();

    Parameters(Map<String, Parameter> declared, Map<String, ParameterValue> values) {
        this.declared = declared;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    Map<String, ParameterValue> values() {
        return values;
    }

    /** Those that were put in somewhere. */
    Set<String> used() {
        return used;
    }

    Optional<Parameter> declaration(String name) {
        return Optional.ofNullable(declared.get(name));
    }

    /** The parameter whose placeholder is all that the text says. */
    Optional<String> whole(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.matches() && !matcher.group().startsWith("$$")
                ? Optional.of(matcher.group(1).strip()).filter(values::containsKey)
                : Optional.empty();
    }

    /** The value of a parameter that is known. */
    ParameterValue value(String name) {
        used.add(name);
        return values.get(name);
    }

    static boolean isRuntime(String inside) {
        return KNOWN_WHILE_RUNNING.contains(inside) || CALL.matcher(inside).matches();
    }

    /** The text with every parameter put in; nothing else may stand in placeholders. */
    String plain(String text) throws Literals.Malformed {
        return put(text, false, Set.of());
    }

    /** The same with placeholders left that are only known while the run goes on. */
    Template template(String text, Set<String> saved) throws Literals.Malformed {
        return new Template(put(text, true, saved));
    }

    private String put(String text, boolean template, Set<String> saved) throws Literals.Malformed {
        if (!text.contains("${")) {
            return text;
        }
        Matcher matcher = PLACEHOLDER.matcher(text);
        var result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(one(matcher, template, saved)));
        }
        return matcher.appendTail(result).toString();
    }

    private String one(Matcher matcher, boolean template, Set<String> saved) throws Literals.Malformed {
        String found = matcher.group();
        String inside = matcher.group(1).strip();
        if (found.startsWith("$$")) {
            return template ? found : found.substring(1);
        }
        if (matcher.group(2).isEmpty()) {
            throw new Literals.Malformed("'%s' has no closing }".formatted(found), "close it; $${ is a literal ${");
        }
        if (values.containsKey(inside)) {
            String value = text(inside);
            return template ? value.replace("${", "$${") : value;
        }
        if (template && (isRuntime(inside) || saved.contains(inside))) {
            return found;
        }
        if (isRuntime(inside)) {
            throw new Literals.Malformed(
                    "${%s} is only known while the run goes on, and this is needed before".formatted(inside),
                    "use a parameter, or write the value");
        }
        var names = new LinkedHashSet<>(declared.keySet());
        names.addAll(saved);
        throw new Literals.Malformed(
                "there is no parameter '%s'".formatted(inside),
                Nearest.remedy(inside, names) + "; $${ is a literal ${");
    }

    private String text(String name) throws Literals.Malformed {
        return switch (value(name)) {
            case ParameterValue.Text text -> text.text();
            case ParameterValue.Words words ->
                throw new Literals.Malformed(
                        "'%s' is a list, and this is a part of a text".formatted(name),
                        "use it where a list may stand, alone: \"${%s}\"".formatted(name));
        };
    }

    boolean isList(String name) {
        return values.get(name) instanceof ParameterValue.Words;
    }

    /** What a list parameter holds. */
    List<String> words(String name) {
        if (value(name) instanceof ParameterValue.Words(List<String> words)) {
            return words;
        }
        throw new IllegalStateException("the parameter %s is not a list".formatted(name));
    }
}
