package io.burnin.server.report;

import io.burnin.metric.Quantities;
import io.burnin.metric.Span;
import io.burnin.metric.Unit;
import io.burnin.server.report.RunReport.Chart;
import io.burnin.server.report.RunReport.Limit;
import io.burnin.server.report.RunReport.Stroke;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A chart as an inline picture: fault windows shaded, stretches in which nobody measured framed and crossed by no line, limits
 * dashed and named. Colours come from the page's style sheet, so that it prints and follows a dark page.
 */
final class SvgChart {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 220;
    private static final int NAME_HEIGHT = 12;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 14;
    private static final int BOTTOM = 26;
    private static final int TICKS = 4;

    /** A limit that is so many times above all values would press them into a line at the bottom. */
    private static final double FARTHEST_LIMIT = 4;

    private static final double HEADROOM = 1.05;
    private static final double[] ROUND_STEPS = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};

    private final Chart chart;
    private final Span span;
    private final List<Span> faults;
    private final List<Span> gaps;
    private final double lowest;
    private final double highest;
    private final StringBuilder svg = new StringBuilder();

    private SvgChart(Chart chart, Span span, List<Span> faults, List<Span> gaps) {
        this.chart = chart;
        this.span = span;
        this.faults = faults;
        this.gaps = gaps;
        double greatest = values().max().orElse(0);
        double withLimits = Math.max(
                greatest,
                chart.limits().stream()
                        .mapToDouble(Limit::value)
                        .filter(limit -> greatest == 0 || limit <= greatest * FARTHEST_LIMIT)
                        .max()
                        .orElse(0));
        this.lowest = Math.min(0, values().min().orElse(0));
        this.highest = withLimits <= lowest ? lowest + 1 : lowest + round((withLimits - lowest) * HEADROOM);
    }

    static String of(Chart chart, Span span, List<Span> faults, List<Span> gaps) {
        return new SvgChart(chart, span, faults, gaps).draw();
    }

    /** The next greater height whose quarters are round numbers. */
    private static double round(double height) {
        double step = height / TICKS;
        double magnitude = Math.pow(10, Math.floor(Math.log10(step)));
        return TICKS
                * magnitude
                * Arrays.stream(ROUND_STEPS)
                        .filter(round -> round * magnitude >= step * (1 - 1e-9))
                        .findFirst()
                        .orElse(ROUND_STEPS[ROUND_STEPS.length - 1]);
    }

    private DoubleStream values() {
        return chart.strokes().stream().flatMapToDouble(stroke -> Arrays.stream(stroke.values()));
    }

    private String draw() {
        svg.append("<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(WIDTH, HEIGHT, escape(description())));
        faults.forEach(fault -> stretch("fault", "fault", fault));
        gaps.forEach(gap -> stretch("unmeasured", "nobody measured", gap));
        grid();
        chart.limits().stream().filter(limit -> limit.value() <= highest).forEach(this::limit);
        for (int i = 0; i < chart.strokes().size(); i++) {
            stroke(chart.strokes().get(i), i);
        }
        return svg.append("</svg>").toString();
    }

    private String description() {
        return values().max().isEmpty()
                ? "%s: no samples".formatted(chart.title())
                : "%s, from %s to %s"
                        .formatted(
                                chart.title(),
                                amount(values().min().orElse(0)),
                                amount(values().max().orElse(0)));
    }

    private void stretch(String style, String what, Span stretch) {
        double from = x(stretch.from().toEpochMilli());
        double to = x(stretch.to().toEpochMilli());
        add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s, %s to %s</title></rect>",
                style,
                from,
                TOP,
                Math.max(1, to - from),
                HEIGHT - TOP - BOTTOM,
                what,
                Quantities.clock(stretch.from()),
                Quantities.clock(stretch.to()));
    }

    private void grid() {
        for (int i = 0; i <= TICKS; i++) {
            double value = lowest + (highest - lowest) * i / TICKS;
            double y = y(value);
            add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, y, y);
            add(
                    "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT - 6, y + 4, amount(value));
            long at = span.from().toEpochMilli() + span.length().toMillis() * i / TICKS;
            String anchor = i == 0 ? "start" : i == TICKS ? "end" : "middle";
            add(
                    "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                    x(at),
                    HEIGHT - 8,
                    anchor,
                    Quantities.format(
                            Duration.ofSeconds(Math.round((at - span.from().toEpochMilli()) / 1_000.0))));
        }
    }

    private void limit(Limit limit) {
        double y = y(limit.value());
        // Names of limits that are close to each other stand one above the other.
        long below = chart.limits().stream()
                .filter(other -> other.value() < limit.value() && y(other.value()) - y < NAME_HEIGHT)
                .count();
        String light = limit.light().name().toLowerCase(Locale.ROOT);
        add("<line class=\"limit %s\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", light, LEFT, WIDTH - RIGHT, y, y);
        add(
                "<text class=\"limit-name\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                WIDTH - RIGHT - 2, y - 4 - below * NAME_HEIGHT, escape(limit.text()));
    }

    private void stroke(Stroke stroke, int number) {
        if (stroke.times().length == 0) {
            return;
        }
        String style = "s" + number % 6;
        String title = "<title>" + escape(stroke.label()) + "</title>";
        switch (chart.shape()) {
            case DOTS -> {
                svg.append("<g class=\"dots %s\">%s".formatted(style, title));
                for (int i = 0; i < stroke.times().length; i++) {
                    add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\"/>", x(stroke.times()[i]), y(stroke.values()[i]));
                }
                svg.append("</g>");
            }
            case LINE, STEP ->
                pieces(stroke)
                        .forEach(points -> svg.append("<polyline class=\"line %s\" points=\"%s\">%s</polyline>"
                                .formatted(style, String.join(" ", points), title)));
        }
    }

    /** The points of each stretch that no gap interrupts. */
    private List<List<String>> pieces(Stroke stroke) {
        var pieces = new ArrayList<List<String>>();
        for (int i = 0; i < stroke.times().length; i++) {
            boolean goesOn = i > 0 && !isInterrupted(stroke.times()[i - 1], stroke.times()[i]);
            if (!goesOn) {
                pieces.add(new ArrayList<>());
            }
            List<String> points = pieces.getLast();
            double x = x(stroke.times()[i]);
            if (goesOn && chart.shape() == Chart.Shape.STEP) {
                points.add(point(x, y(stroke.values()[i - 1])));
            }
            points.add(point(x, y(stroke.values()[i])));
        }
        return pieces;
    }

    private boolean isInterrupted(long from, long to) {
        return gaps.stream()
                .anyMatch(gap -> gap.from().toEpochMilli() < to && gap.to().toEpochMilli() > from);
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    private double x(long at) {
        double share = (at - span.from().toEpochMilli())
                / (double) Math.max(1, span.length().toMillis());
        return LEFT + Math.clamp(share, 0, 1) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        double share = (value - lowest) / (highest - lowest);
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    private String amount(double value) {
        return Quantities.format(value, Unit.of(chart.unit()).orElse(Unit.COUNT));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
