package io.burnin.acceptance.statistics;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Figures as Markdown, those that miss their bar in bold. */
record Table(String title, List<String> columns, List<List<Figure>> rows) {

    /** A cell of a table. */
    record Figure(String shown, boolean isMissed) {

        static Figure text(String text) {
            return new Figure(text, false);
        }

        /** Without a bar. */
        static Figure share(double share) {
            return text(percent(share));
        }

        static Figure atMost(double share, double bar) {
            return new Figure(percent(share), share > bar);
        }

        static Figure atLeast(double share, double bar) {
            return new Figure(percent(share), share < bar);
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, share > 0 && share < 0.001 ? "%.2f %%" : "%.1f %%", 100 * share);
        }

        private String cell() {
            return isMissed ? "**" + shown + "**" : shown;
        }
    }

    boolean isMissed() {
        return rows.stream().flatMap(List::stream).anyMatch(Figure::isMissed);
    }

    void print(PrintStream out) {
        var lines = new ArrayList<List<String>>();
        lines.add(columns);
        rows.forEach(row -> lines.add(row.stream().map(Figure::cell).toList()));
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        out.println(title);
        out.println();
        for (int i = 0; i < lines.size(); i++) {
            out.println(line(lines.get(i), widths));
            if (i == 0) {
                out.println(line(columns.stream().map(column -> "---").toList(), widths));
            }
        }
        out.println();
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder("|");
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            line.append(' ')
                    .append(cell)
                    .append(" ".repeat(widths[i] - Math.min(widths[i], cell.length())))
                    .append(" |");
        }
        return line.toString();
    }
}
