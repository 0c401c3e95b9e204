package io.burnin.agent.probe;

import io.burnin.agent.probe.tail.Block;
import io.burnin.agent.probe.tail.Needle;
import io.burnin.agent.probe.tail.RequiredText;
import io.burnin.metric.SeriesKey;
import io.burnin.plan.Probe;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kind of line, ready to be looked for in bytes and in texts. */
final class LogRule {

    private final Probe.LineRule rule;
    private final SeriesKey series;
    private final Optional<String> required;
    private final Map<Charset, Needle> needles = new HashMap<>();

    LogRule(String probe, Probe.LineRule rule) {
        this.rule = rule;
        this.series = SeriesKey.of(probe + "." + rule.name());
        this.required = switch (rule.matching()) {
            case Probe.Matching.Contains(String text) -> Optional.of(text);
            case Probe.Matching.Matches(Pattern pattern) -> RequiredText.of(pattern);
        };
    }

    /** One line that is of this kind. */
    @FunctionalInterface
    interface Hit {
        /** @param line decoded without its line end; {@code from..to} are its bytes */
        void found(LogRule rule, Line line, long offset);
    }

    /** A line as its captures are wanted: decoded only if somebody asks. */
    interface Line {
        String text();

        Optional<Matcher> match();
    }

    String name() {
        return rule.name();
    }

    SeriesKey series() {
        return series;
    }

    Optional<String> idGroup() {
        return rule.id();
    }

    boolean hasValue() {
        return rule.value().isPresent();
    }

    boolean hasLabels() {
        return !rule.labels().isEmpty();
    }

    /** Every line of this kind in the block, in order. */
    void search(Block block, Hit hit) {
        if (!block.encoding().isSearchable() || required.isEmpty()) {
            block.forEachLine((from, to, offset) -> tryLine(block, from, to, offset, hit));
            return;
        }
        Needle needle = needles.computeIfAbsent(
                block.encoding().charset(), charset -> new Needle(required.get().getBytes(charset)));
        int at = needle.find(block.bytes(), block.from(), block.to());
        while (at >= 0) {
            int start = block.lineStart(at);
            int next = block.nextLine(at);
            tryLine(block, start, block.withoutLineEnd(start, next), block.offset() + start - block.from(), hit);
            at = needle.find(block.bytes(), next, block.to());
        }
    }

    private void tryLine(Block block, int from, int to, long offset, Hit hit) {
        switch (rule.matching()) {
            case Probe.Matching.Contains(String text) -> {
                if (block.encoding().isSearchable() || block.text(from, to).contains(text)) {
                    hit.found(this, new Plain(block, from, to), offset);
                }
            }
            case Probe.Matching.Matches(Pattern pattern) -> {
                String line = block.text(from, to);
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    hit.found(this, new Matched(line, Optional.of(matcher)), offset);
                }
            }
        }
    }

    /** The series of a line: with the labels that it holds. */
    SeriesKey seriesOf(Line line) {
        SeriesKey labelled = series;
        for (var label : rule.labels().entrySet()) {
            String value = group(line, label.getValue()).orElse("");
            labelled = labelled.with(label.getKey(), value);
        }
        return labelled;
    }

    Optional<String> idOf(Line line) {
        return rule.id().flatMap(name -> group(line, name));
    }

    /** The number of the line in the unit that its metric is stored in; empty if there is none. */
    OptionalDouble valueOf(Line line) {
        Optional<String> text = rule.value().flatMap(name -> group(line, name));
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double value =
                    Double.parseDouble(plainNumber(text.get())) * rule.unit().factor();
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException noNumber) {
            return OptionalDouble.empty();
        }
    }

    private String plainNumber(String written) {
        var plain = new StringBuilder(written.length());
        for (char c : written.toCharArray()) {
            if (c == rule.decimal()) {
                plain.append('.');
            } else if (c != '.' && c != ',' && c != '\'' && !Character.isSpaceChar(c)) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static Optional<String> group(Line line, String name) {
        return line.match().flatMap(match -> Optional.ofNullable(match.group(name)));
    }

    private record Plain(Block block, int from, int to) implements Line {
        @Override
        public String text() {
            return block.text(from, to);
        }

        @Override
        public Optional<Matcher> match() {
            return Optional.empty();
        }
    }

    private record Matched(String text, Optional<Matcher> match) implements Line {}
}
