package io.burnin.agent.config;

import io.burnin.metric.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping of the file, read key by key. Scalars are the text that stands there, whatever they look like. */
final class Section {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}) ?(B|kB|MB|GB)");

    private final String file;
    private final String path;
    private final MappingNode node;

    private Section(String file, String path, MappingNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    static Section of(String file, String yaml) throws ConfigException {
        try {
            var settings = LoadSettings.builder().setLabel(file).build();
            Optional<Node> root =
                    new Compose(settings).composeString(yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml);
            if (root.isEmpty()) {
                throw new ConfigException("%s is empty; it names at least a target".formatted(file));
            }
            return section(file, "", root.get());
        } catch (MarkedYamlEngineException malformed) {
            String place = malformed.getProblemMark().map(Section::place).orElse("");
            throw new ConfigException("%s%s is no YAML: %s".formatted(file, place, malformed.getProblem()));
        }
    }

    /** Refuses any other key. */
    Section allow(String... keys) throws ConfigException {
        Set<String> known = Set.of(keys);
        for (NodeTuple entry : node.getValue()) {
            String key = textOf(entry.getKeyNode(), path);
            if (!known.contains(key)) {
                throw wrong(
                        entry.getKeyNode(),
                        "unknown key '%s'; known here: %s".formatted(key, String.join(", ", List.of(keys))));
            }
        }
        return this;
    }

    Optional<String> text(String key) throws ConfigException {
        Optional<Node> value = find(key);
        return value.isPresent() ? Optional.of(textOf(value.get(), path + key)) : Optional.empty();
    }

    Optional<Integer> number(String key, int least) throws ConfigException {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.get().matches("\\d{1,6}") || Integer.parseInt(text.get()) < least) {
            throw wrong(key, "must be a whole number from %d on, not '%s'".formatted(least, text.get()));
        }
        return Optional.of(Integer.parseInt(text.get()));
    }

    /** An amount of bytes with its unit. */
    Optional<Long> bytes(String key) throws ConfigException {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher size = SIZE.matcher(text.get());
        if (!size.matches()) {
            throw wrong(key, "must be an amount like 500 MB or 2 GB, not '%s'".formatted(text.get()));
        }
        double factor = Unit.of(size.group(2)).orElseThrow().factor();
        return Optional.of(Math.round(Integer.parseInt(size.group(1)) * factor));
    }

    List<String> texts(String key) throws ConfigException {
        Optional<Node> value = find(key);
        return value.isPresent() ? textsOf(value.get(), path + key) : List.of();
    }

    Optional<Section> section(String key) throws ConfigException {
        Optional<Node> value = find(key);
        return value.isPresent() ? Optional.of(section(file, path + key + "/", value.get())) : Optional.empty();
    }

    boolean isList(String key) {
        return find(key).filter(SequenceNode.class::isInstance).isPresent();
    }

    /** Its keys, in the order of the file. */
    List<String> keys() throws ConfigException {
        var keys = new LinkedHashMap<String, Node>();
        for (NodeTuple entry : node.getValue()) {
            String key = textOf(entry.getKeyNode(), path);
            if (keys.put(key, entry.getKeyNode()) != null) {
                throw wrong(entry.getKeyNode(), "'%s' stands there twice".formatted(key));
            }
        }
        return List.copyOf(keys.keySet());
    }

    Map<String, String> textByKey() throws ConfigException {
        var all = new LinkedHashMap<String, String>();
        for (String key : keys()) {
            text(key).ifPresent(text -> all.put(key, text));
        }
        return all;
    }

    ConfigException wrong(String key, String problem) {
        return wrong(find(key).orElse(node), "%s%s %s".formatted(path, key, problem));
    }

    ConfigException wrong(String problem) {
        return wrong(node, path.isEmpty() ? problem : "%s %s".formatted(path, problem));
    }

    private ConfigException wrong(Node where, String problem) {
        return new ConfigException("%s%s: %s"
                .formatted(file, where.getStartMark().map(Section::place).orElse(""), problem));
    }

    private Optional<Node> find(String key) {
        return node.getValue().stream()
                .filter(entry -> entry.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key))
                .map(NodeTuple::getValueNode)
                .filter(value -> !(value instanceof ScalarNode scalar
                        && scalar.getValue().isEmpty()
                        && scalar.isPlain()))
                .findFirst();
    }

    private static Section section(String file, String path, Node node) throws ConfigException {
        if (node instanceof MappingNode mapping) {
            var section = new Section(file, path, mapping);
            section.keys();
            return section;
        }
        throw new ConfigException("%s%s: %s holds keys with values, like 'name: value'"
                .formatted(
                        file, node.getStartMark().map(Section::place).orElse(""), path.isEmpty() ? "the file" : path));
    }

    private List<String> textsOf(Node value, String where) throws ConfigException {
        if (!(value instanceof SequenceNode sequence)) {
            throw wrong(value, "%s is a list: [one, two]".formatted(where));
        }
        var texts = new ArrayList<String>();
        for (Node item : sequence.getValue()) {
            texts.add(textOf(item, where));
        }
        return texts;
    }

    private String textOf(Node value, String where) throws ConfigException {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong(value, "%s is a text".formatted(where));
    }

    private static String place(Mark mark) {
        return ":%d:%d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
