package io.burnin.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a report in Markdown says first of why it is not green: the text of its first cause, and what is said of that. */
record FirstLines(String text, List<String> points) {

    private static final String WHY = "## Why ";
    private static final String CAUSE = "- ";
    private static final String POINT = "  - ";

    /** @param home the target's folder, which is told apart from nothing in it */
    static FirstLines of(Path report, Path home) throws IOException {
        String text = "";
        var points = new ArrayList<String>();
        boolean inWhy = false;
        for (String line : Files.readString(report)
                .replace(home.toString() + "/", "")
                .lines()
                .toList()) {
            inWhy = line.startsWith(WHY) || inWhy && !line.startsWith("## ");
            boolean isNextCause = line.startsWith(CAUSE) && !text.isEmpty();
            if (isNextCause) {
                break;
            }
            if (inWhy && line.startsWith(CAUSE)) {
                text = line.substring(CAUSE.length());
            } else if (inWhy && line.startsWith(POINT)) {
                points.add(line.substring(POINT.length()));
            }
        }
        return new FirstLines(text, List.copyOf(points));
    }

    /** A point by its label, e.g. {@code What to do}; empty if nothing is said of it. */
    String point(String label) {
        return points.stream()
                .filter(point -> point.startsWith(label + ": "))
                .map(point -> point.substring(label.length() + 2))
                .findFirst()
                .orElse("");
    }

    /** The table in {@code docs/reports.md}, between its two marks. */
    static void write(Path page, List<String> rows) throws IOException {
        String text = Files.readString(page);
        String begin = "<!-- from real runs: begin -->\n";
        String end = "<!-- from real runs: end -->";
        String table =
                "| fault | light | what its report says first |\n|---|---|---|\n" + String.join("\n", rows) + "\n";
        String before = text.substring(0, text.indexOf(begin) + begin.length());
        Files.writeString(page, before + table + text.substring(text.indexOf(end)), StandardCharsets.UTF_8);
    }

    /** @return a row of that table */
    String row(String fault, String light) {
        var said = new ArrayList<String>();
        said.add(text);
        points.stream().filter(point -> !point.startsWith("For example: ")).forEach(said::add);
        points.stream()
                .filter(point -> point.startsWith("For example: "))
                .findFirst()
                .ifPresent(said::add);
        return "| `%s` | %s | %s |"
                .formatted(fault, light, String.join("<br>", said).replace("|", "\\|"));
    }
}
