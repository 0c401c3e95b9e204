package io.burnin.plan;

import java.util.Optional;

/** Finds the place of a path in the file; of what is not written there, the place of what would hold it. */
record Places(Node root) {

    Node.Place of(String path) {
        Node node = root;
        Node.Place place = root.place();
        for (String word : path.split("/")) {
            switch (node) {
                case Node.Entries map -> {
                    Optional<Node.Entry> entry = map.entries().stream()
                            .filter(each -> each.key().text().equals(word))
                            .findFirst();
                    if (entry.isEmpty()) {
                        return place;
                    }
                    place = entry.get().key().place();
                    node = entry.get().value();
                }
                case Node.Items list -> {
                    if (!word.matches("\\d{1,6}")
                            || Integer.parseInt(word) >= list.items().size()) {
                        return place;
                    }
                    node = list.items().get(Integer.parseInt(word));
                    place = node.place();
                }
                case Node.Scalar scalar -> {
                    return place;
                }
                case Node.Absent absent -> {
                    return place;
                }
            }
        }
        return place;
    }
}
