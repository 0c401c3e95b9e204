package io.burnin.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 into {@link Node}s. Built from parser events, so that nothing is resolved by its looks and every limit holds
 * before memory is taken: one document, no anchors, aliases or tags, no key twice, at most 40 levels.
 */
final class YamlTree {

    private static final int MAX_DEPTH = 40;
    private static final int MAX_KEY = 1_024;

    private final SourceText source;
    private final Iterator<Event> events;

    private YamlTree(SourceText source) {
        this.source = source;
        this.events = new Parse(LoadSettings.builder()
                        .setCodePointLimit(SourceText.MAX_LENGTH + 1)
                        .build())
                .parseString(source.text())
                .iterator();
    }

    static Node read(SourceText source) throws PlanException {
        try {
            return new YamlTree(source).document();
        } catch (MarkedYamlEngineException syntax) {
            Node.Place place = syntax.getProblemMark()
                    .or(syntax::getContextMark)
                    .map(mark -> new Node.Place(mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(Node.Place.START);
            throw refused(YamlTraps.explain(source, place, syntax.getProblem()));
        } catch (ReaderException character) {
            throw refused(YamlTraps.unreadable(source, character.getPosition(), character.getCodePoint()));
        } catch (YamlEngineException other) {
            throw refused(YamlTraps.explain(source, Node.Place.START, String.valueOf(other.getMessage())));
        }
    }

    private Node document() throws PlanException {
        Node root = null;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
                case DocumentStart -> {
                    if (root != null) {
                        throw refused(
                                placeOf(event),
                                "a plan is one YAML document, and here a second begins",
                                "remove the ---");
                    }
                }
                case Alias, Scalar, SequenceStart, MappingStart, SequenceEnd, MappingEnd -> root = node(event, 0);
            }
        }
        if (root == null || root instanceof Node.Scalar scalar && scalar.isNothing()) {
            throw refused(Node.Place.START, "the plan is empty", "begin with: burnin: 1");
        }
        return root;
    }

    private Node node(Event event, int depth) throws PlanException {
        Node.Place place = placeOf(event);
        if (depth > MAX_DEPTH) {
            throw refused(place, "more than %d levels inside each other".formatted(MAX_DEPTH), "nest less deeply");
        }
        if (event instanceof NodeEvent node) {
            refuseAnchor(node, place);
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag(), place);
                yield new Node.Scalar(place, scalar.getValue(), styleOf(scalar));
            }
            case SequenceStartEvent sequence -> {
                refuseTag(sequence.getTag(), place);
                yield items(place, depth);
            }
            case MappingStartEvent mapping -> {
                refuseTag(mapping.getTag(), place);
                yield entries(place, depth);
            }
            default -> throw new IllegalStateException("a node cannot begin with " + event);
        };
    }

    private Node items(Node.Place place, int depth) throws PlanException {
        var items = new ArrayList<Node>();
        for (Event next = nextNode(); next.getEventId() != Event.ID.SequenceEnd; next = nextNode()) {
            items.add(node(next, depth + 1));
        }
        return new Node.Items(place, items);
    }

    private Node entries(Node.Place place, int depth) throws PlanException {
        var entries = new ArrayList<Node.Entry>();
        Map<String, Node.Place> seen = new HashMap<>();
        for (Event next = nextNode(); next.getEventId() != Event.ID.MappingEnd; next = nextNode()) {
            if (!(node(next, depth + 1) instanceof Node.Scalar key)) {
                throw refused(YamlTraps.keyIsNotText(source, placeOf(next)));
            }
            if (key.text().length() > MAX_KEY) {
                throw refused(key.place(), "a key of more than %,d characters".formatted(MAX_KEY), "shorten it");
            }
            Node.Place first = seen.putIfAbsent(key.text(), key.place());
            if (first != null) {
                throw refused(
                        key.place(),
                        "the key '%s' stands here twice, first in line %d".formatted(key.text(), first.line()),
                        "keep one of the two");
            }
            entries.add(new Node.Entry(key, node(nextNode(), depth + 1)));
        }
        return new Node.Entries(place, entries);
    }

    private Event nextNode() {
        Event next = events.next();
        while (next.getEventId() == Event.ID.Comment) {
            next = events.next();
        }
        return next;
    }

    private void refuseAnchor(NodeEvent event, Node.Place place) throws PlanException {
        Optional<Anchor> anchor = event.getAnchor();
        if (anchor.isPresent()) {
            String mark = event instanceof AliasEvent ? "*" : "&";
            throw refused(YamlTraps.anchor(source, place, mark + anchor.get().getValue()));
        }
    }

    private void refuseTag(Optional<String> tag, Node.Place place) throws PlanException {
        if (tag.isPresent()) {
            throw refused(YamlTraps.tag(source, place, tag.get()));
        }
    }

    private static Node.Scalar.Style styleOf(ScalarEvent scalar) {
        return switch (scalar.getScalarStyle()) {
            case PLAIN, JSON_SCALAR_STYLE -> Node.Scalar.Style.PLAIN;
            case SINGLE_QUOTED -> Node.Scalar.Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> Node.Scalar.Style.DOUBLE_QUOTED;
            case LITERAL, FOLDED -> Node.Scalar.Style.BLOCK;
        };
    }

    private static Node.Place placeOf(Event event) {
        return event.getStartMark()
                .map(mark -> new Node.Place(mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Node.Place.START);
    }

    private static PlanException refused(Node.Place place, String message, String remedy) {
        return refused(YamlTraps.problem(place, message, remedy));
    }

    private static PlanException refused(Problem problem) {
        return new PlanException(List.of(problem));
    }
}
