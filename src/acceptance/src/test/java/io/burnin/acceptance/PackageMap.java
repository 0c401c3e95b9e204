package io.burnin.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The two tables of ARCHITECTURE.md: which package there is and what it may use, and what a library's name stands for. */
record PackageMap(Map<String, Row> rows, Map<String, List<String>> libraries) {

    private static final String CORE = "core";
    private static final String TIME = "the time";

    /** @param uses as the table says it: packages, libraries, {@code core}, {@code the time} */
    record Row(String module, Set<String> uses) {}

    static PackageMap read(Path document) throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        Map<String, List<String>> libraries = new TreeMap<>();
        for (String line : Files.readAllLines(document)) {
            List<String> cells = cells(line);
            if (cells.size() == 4 && cells.get(1).startsWith("io.burnin")) {
                rows.put(cells.get(1), new Row(cells.get(0), Set.copyOf(words(cells.get(3)))));
            } else if (cells.size() == 2 && line.contains("`")) {
                libraries.put(cells.get(0), words(cells.get(1)));
            }
        }
        return new PackageMap(rows, libraries);
    }

    /** The words of "what it may use" that neither a row nor the table of libraries explains. */
    Set<String> unexplained() {
        Set<String> unexplained = rows.values().stream()
                .flatMap(row -> row.uses().stream())
                .filter(word -> !rows.containsKey(word) && !libraries.containsKey(word))
                .collect(Collectors.toCollection(HashSet::new));
        unexplained.removeIf(word -> word.endsWith(".*") || word.equals(CORE) || word.equals(TIME));
        return unexplained;
    }

    boolean mayReadTheTime(String from) {
        return uses(from).contains(TIME);
    }

    boolean mayUse(String from, String to) {
        Predicate<String> allowsIt = word -> namesPackage(word, to) || namesLibrary(word, to);
        return from.equals(to)
                || to.startsWith("java.")
                || to.startsWith("javax.")
                || to.startsWith("com.sun.net.httpserver")
                || uses(from).stream().anyMatch(allowsIt);
    }

    private boolean namesPackage(String word, String to) {
        return word.equals(to)
                || word.endsWith(".*") && to.startsWith(word.substring(0, word.length() - 1))
                || word.equals(CORE)
                        && rows.containsKey(to)
                        && rows.get(to).module().equals(CORE);
    }

    private boolean namesLibrary(String word, String to) {
        return libraries.getOrDefault(word, List.of()).stream()
                .anyMatch(library -> to.equals(library) || to.startsWith(library + "."));
    }

    /** Nothing for a package that has no row. */
    private Set<String> uses(String name) {
        return rows.containsKey(name) ? rows.get(name).uses() : Set.of();
    }

    private static List<String> cells(String line) {
        if (!line.startsWith("|")) {
            return List.of();
        }
        return Arrays.stream(line.substring(1).split("\\|"))
                .map(cell -> cell.replace("`", "").strip())
                .toList();
    }

    private static List<String> words(String cell) {
        return Arrays.stream(cell.split(",")).map(String::strip).toList();
    }
}
