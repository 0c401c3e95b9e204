package io.burnin.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the value of every parameter: given, else the profile's, else the default, which may name other parameters. */
final class ParameterReader {

    private static final Pattern NAMED = Pattern.compile("\\$\\{([^}]*)}");

    private final Reading reading;
    private final Map<String, Part> declarations;
    private final Map<String, Parameter> declared = new LinkedHashMap<>();
    private final Map<String, Part> profile;
    private final Map<String, ParameterValue> given;
    private final boolean example;

    private final Map<String, ParameterValue> values = new LinkedHashMap<>();
    private final Set<String> visited = new LinkedHashSet<>();
    private final Set<String> used = new LinkedHashSet<>();

    /**
     * @param profile the profile's own values
     * @param example whether a parameter without a value gets a harmless one
     */
    ParameterReader(
            Reading reading,
            Map<String, Part> declarations,
            Map<String, Part> profile,
            Map<String, ParameterValue> given,
            boolean example) {
        this.reading = reading;
        this.declarations = declarations;
        this.profile = profile;
        this.given = given;
        this.example = example;
    }

    Parameters read() {
        declarations.forEach((name, part) -> declared.put(name, declaration(name, part)));
        profile.forEach((name, part) -> {
            if (!declared.containsKey(name)) {
                part.error("parameter", unknown(name), Nearest.remedy(name, declared.keySet()));
            }
        });
        given.keySet().stream()
                .filter(name -> !declared.containsKey(name))
                .forEach(name -> reading.error(
                        "parameter",
                        Node.Place.START,
                        "parameters/" + name,
                        unknown(name),
                        Nearest.remedy(name, declared.keySet())));
        declared.keySet().forEach(this::resolve);
        var inOrder = new LinkedHashMap<String, ParameterValue>();
        declared.keySet().forEach(name -> inOrder.put(name, values.get(name)));
        var parameters = new Parameters(declared, inOrder);
        parameters.used().addAll(used);
        return parameters;
    }

    private static String unknown(String name) {
        return "there is no parameter '%s'".formatted(name);
    }

    private Parameter declaration(String name, Part part) {
        Fields fields = part.fields();
        Optional<Part> fallback = fields.find("default");
        Optional<String> min = fields.find("min").map(Part::text);
        Optional<String> max = fields.find("max").map(Part::text);
        Parameter.Type type = fields.find("type")
                .map(word -> word.word(Parameter.Type.class, Parameter.Type.TEXT))
                .orElseGet(() -> guess(fallback, min.isPresent() || max.isPresent()));
        var parameter = new Parameter(
                name,
                type,
                fields.find("role")
                        .map(word -> word.word(Parameter.Role.class, Parameter.Role.PLACE))
                        .orElse(Parameter.Role.PLACE),
                fallback.flatMap(ParameterReader::asWritten),
                min,
                max,
                fields.find("values").stream()
                        .flatMap(list -> list.items().stream())
                        .map(Part::text)
                        .toList(),
                fields.find("description").map(Part::text).orElse(""));
        for (String bound : List.of("min", "max")) {
            fields.find(bound).ifPresent(its -> check(its, () -> measure(parameter, its.text())));
        }
        return parameter;
    }

    /** By the default alone: unquoted numbers and durations are such, everything else is text. */
    private static Parameter.Type guess(Optional<Part> fallback, boolean bounded) {
        return fallback.map(Part::node)
                .map(node -> switch (node) {
                    case Node.Items items -> Parameter.Type.LIST;
                    case Node.Scalar scalar when scalar.style() == Node.Scalar.Style.PLAIN -> guess(scalar.text());
                    case Node.Scalar scalar -> Parameter.Type.TEXT;
                    case Node.Entries entries -> Parameter.Type.TEXT;
                    case Node.Absent absent -> Parameter.Type.TEXT;
                })
                .orElse(bounded ? Parameter.Type.NUMBER : Parameter.Type.TEXT);
    }

    private static Parameter.Type guess(String text) {
        if (Literals.isNumber(text)) {
            return Parameter.Type.NUMBER;
        }
        try {
            Literals.duration(text);
            return Parameter.Type.DURATION;
        } catch (Literals.Malformed other) {
            return Parameter.Type.TEXT;
        }
    }

    private static Optional<ParameterValue> asWritten(Part part) {
        return switch (part.node()) {
            case Node.Scalar scalar -> Optional.of(new ParameterValue.Text(scalar.text()));
            case Node.Items items ->
                Optional.of(new ParameterValue.Words(items.items().stream()
                        .flatMap(item -> item instanceof Node.Scalar word
                                ? List.of(word.text()).stream()
                                : List.<String>of().stream())
                        .toList()));
            case Node.Entries entries -> Optional.empty();
            case Node.Absent absent -> Optional.empty();
        };
    }

    private void resolve(String name) {
        if (values.containsKey(name)) {
            return;
        }
        Parameter parameter = declared.get(name);
        Part declaration = declarations.get(name);
        if (!visited.add(name)) {
            declaration.error("parameter", "the parameter '%s' needs itself".formatted(name), "write a value");
            values.put(name, dummy(parameter));
            return;
        }
        Optional<Part> written = Optional.ofNullable(profile.get(name))
                .or(() -> declaration.fields().find("default"));
        Optional<ParameterValue> value = Optional.ofNullable(given.get(name));
        if (value.isEmpty() && written.isPresent()) {
            value = put(written.get());
        } else if (value.isEmpty() && !example) {
            declaration.error(
                    "parameter",
                    "the parameter '%s' has no default and was not given".formatted(name),
                    "give it a value");
        }
        Part said = given.containsKey(name) ? declaration : written.orElse(declaration);
        Optional<ParameterValue> fitting = value.filter(its -> check(said, () -> fit(parameter, its)));
        values.putIfAbsent(name, fitting.orElseGet(() -> dummy(parameter)));
    }

    /** The value with other parameters put in, which are found first. */
    private Optional<ParameterValue> put(Part written) {
        textsOf(written.node()).forEach(text -> {
            Matcher named = NAMED.matcher(text);
            while (named.find()) {
                if (declared.containsKey(named.group(1).strip())) {
                    resolve(named.group(1).strip());
                }
            }
        });
        var soFar = new Parameters(declared, values);
        Optional<ParameterValue> value = written.value(soFar);
        used.addAll(soFar.used());
        return value;
    }

    private static List<String> textsOf(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> List.of(scalar.text());
            case Node.Items items ->
                items.items().stream().flatMap(item -> textsOf(item).stream()).toList();
            case Node.Entries entries -> List.of();
            case Node.Absent absent -> List.of();
        };
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws Literals.Malformed;
    }

    private static boolean check(Part part, Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (Literals.Malformed malformed) {
            part.error("parameter", malformed.getMessage(), malformed.remedy());
            return false;
        }
    }

    private static void fit(Parameter parameter, ParameterValue value) throws Literals.Malformed {
        String name = parameter.name();
        switch (value) {
            case ParameterValue.Words words -> {
                if (parameter.type() != Parameter.Type.LIST) {
                    throw new Literals.Malformed("'%s' is not a list".formatted(name), "give one value");
                }
            }
            case ParameterValue.Text(String text) -> {
                if (parameter.type() == Parameter.Type.LIST) {
                    throw new Literals.Malformed(
                            "'%s' is a list, and '%s' is a text".formatted(name, text), "write [ ] around it");
                }
                if (!parameter.values().isEmpty() && !parameter.values().contains(text)) {
                    throw new Literals.Malformed(
                            "'%s' is not allowed for '%s'".formatted(text, name),
                            Nearest.remedy(text, parameter.values()));
                }
                bound(parameter, text);
            }
        }
    }

    private static void bound(Parameter parameter, String text) throws Literals.Malformed {
        double value = measure(parameter, text);
        if (parameter.min().isPresent()
                && value < measure(parameter, parameter.min().get())) {
            throw new Literals.Malformed(
                    "%s is less than the %s that '%s' must be at least"
                            .formatted(text, parameter.min().get(), parameter.name()),
                    "give more");
        }
        if (parameter.max().isPresent()
                && value > measure(parameter, parameter.max().get())) {
            throw new Literals.Malformed(
                    "%s is more than the %s that '%s' may be at most"
                            .formatted(text, parameter.max().get(), parameter.name()),
                    "give less");
        }
    }

    private static double measure(Parameter parameter, String text) throws Literals.Malformed {
        return switch (parameter.type()) {
            case TEXT, LIST -> 0;
            case DURATION -> Literals.duration(text).toNanos();
            case NUMBER -> {
                if (!Literals.isNumber(text)) {
                    throw new Literals.Malformed(
                            "'%s' is not a number, as '%s' must be".formatted(text, parameter.name()), "give a number");
                }
                yield Double.parseDouble(text);
            }
        };
    }

    private static ParameterValue dummy(Parameter parameter) {
        String first = parameter.values().isEmpty() ? "" : parameter.values().getFirst();
        return switch (parameter.type()) {
            case TEXT -> new ParameterValue.Text(first.isEmpty() ? "example" : first);
            case NUMBER ->
                new ParameterValue.Text(
                        parameter.min().filter(Literals::isNumber).orElse(first.isEmpty() ? "1" : first));
            case DURATION -> new ParameterValue.Text(parameter.min().orElse(first.isEmpty() ? "1s" : first));
            case LIST -> new ParameterValue.Words(List.of("example"));
        };
    }
}
