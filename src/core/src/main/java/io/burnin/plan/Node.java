package io.burnin.plan;

import java.util.List;

/** A piece of a plan's YAML as it was written. Nothing is typed yet: what a text means is for the grammar to say. */
sealed interface Node {

    Place place();

    /** How messages call it. */
    String kind();

    /** Line and column, from 1. */
    record Place(int line, int column) {
        static final Place START = new Place(1, 1);
    }

    record Scalar(Place place, String text, Style style) implements Node {

        enum Style {
            PLAIN,
            SINGLE_QUOTED,
            DOUBLE_QUOTED,
            BLOCK
        }

        /** Nothing stands there; {@code ""} is a text. */
        boolean isNothing() {
            return style == Style.PLAIN && text.isEmpty();
        }

        @Override
        public String kind() {
            return isNothing() ? "nothing" : "a text";
        }
    }

    record Items(Place place, List<Node> items) implements Node {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Entries(Place place, List<Entry> entries) implements Node {
        public Entries {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    record Entry(Scalar key, Node value) {}

    /** Stands for something whose absence is told already, so that it causes no second message. */
    record Absent(Place place) implements Node {
        @Override
        public String kind() {
            return "nothing";
        }
    }
}
