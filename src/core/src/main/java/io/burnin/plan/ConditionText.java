package io.burnin.plan;

import io.burnin.metric.Unit;
import io.burnin.plan.Condition.Comparison;
import io.burnin.plan.Literals.Malformed;
import io.burnin.plan.Literals.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads conditions as plans write them: {@code below 1 %}, {@code <= 500 ms}, {@code in 10 .. 20 ms}, {@code at most baseline + 10 %}. */
final class ConditionText {

    private static final String NUMBER = "(-?\\d{1,15}(?:\\.\\d{1,9})?)";
    private static final Pattern RANGE = Pattern.compile("in\\s+" + NUMBER + "\\s*\\.\\.\\s*" + NUMBER + "\\s*(.*)");

    /** What people write who mean two limits. */
    private static final Pattern TWO_LIMITS = Pattern.compile("(?:in|between|from|within)?\\s*[\\[(]?\\s*" + NUMBER
            + "\\s*([a-zA-Z%/]*)\\s*(?:\\.\\.+|…|-|–|to|and|,|;)\\s*" + NUMBER
            + "\\s*([a-zA-Z%/]*)\\s*[\\])]?\\s*([a-zA-Z%/]*)");

    /** Longer comparisons before those that they begin with. */
    private static final Map<String, Comparison> COMPARISONS = comparisons();

    private static final String WITHIN = "within ";

    private ConditionText() {}

    static Condition read(String text) throws Malformed {
        String written = text.strip();
        if (written.contains("baseline")) {
            return onBaseline(text, written);
        }
        Matcher range = RANGE.matcher(written);
        if (range.matches() && Unit.of(range.group(3)).isPresent()) {
            return between(text, range.group(1), range.group(2), range.group(3));
        }
        Matcher two = TWO_LIMITS.matcher(written);
        if (two.matches()) {
            throw meansTwoLimits(text, two);
        }
        return one(text, written);
    }

    private static Condition onBaseline(String text, String written) throws Malformed {
        if (written.startsWith(WITHIN)) {
            return BaselineText.condition(
                    text, Optional.empty(), written.substring(WITHIN.length()).strip());
        }
        for (var comparison : COMPARISONS.entrySet()) {
            if (written.startsWith(comparison.getKey())) {
                String rest = written.substring(comparison.getKey().length()).strip();
                return BaselineText.condition(text, Optional.of(comparison.getValue()), rest);
            }
        }
        throw new Malformed(
                "'%s' does not begin with a comparison".formatted(text),
                "begin with below, at most, at least, above or within, for example: at most baseline + 10 %");
    }

    private static Condition between(String text, String low, String high, String symbol) throws Malformed {
        Unit unit = Unit.of(symbol).orElseThrow();
        double from = Double.parseDouble(low);
        double to = Double.parseDouble(high);
        if (from == to) {
            throw new Malformed("'%s' has one limit twice".formatted(text), "", "exactly " + quantity(low, symbol));
        }
        if (from > to) {
            throw new Malformed("no value is '%s'".formatted(text), "", range(high, low, symbol));
        }
        return new Condition(Comparison.IN, from, to, unit);
    }

    private static Malformed meansTwoLimits(String text, Matcher two) {
        String last = two.group(5).isEmpty() ? two.group(4) : two.group(5);
        String first = two.group(2).isEmpty() ? last : two.group(2);
        String symbol = last.isEmpty() ? first : last;
        if (!first.equals(symbol) || Unit.of(symbol).isEmpty()) {
            return new Malformed(
                    "'%s' is not a condition".formatted(text),
                    "two limits are written: in 10 .. 20 ms, with one unit for both");
        }
        return new Malformed(
                "two limits are written in one way, and '%s' is another".formatted(text),
                "",
                range(two.group(1), two.group(3), symbol));
    }

    private static String range(String low, String high, String symbol) {
        return "in %s .. %s".formatted(low, quantity(high, symbol));
    }

    private static String quantity(String number, String symbol) {
        return symbol.isEmpty() ? number : number + " " + symbol;
    }

    private static Condition one(String text, String written) throws Malformed {
        for (var comparison : COMPARISONS.entrySet()) {
            if (written.startsWith(comparison.getKey())) {
                String words = comparison.getValue().words();
                Quantity limit = Literals.quantity(
                        written.substring(comparison.getKey().length()).strip(),
                        "is not a number with a unit",
                        "write for example: %s 5, or %s 500 ms".formatted(words, words));
                return new Condition(comparison.getValue(), limit.number(), limit.unit());
            }
        }
        if (written.startsWith("in ")) {
            throw new Malformed(
                    "'%s' does not have two limits".formatted(text),
                    "write for example: in 10 .. 20 ms, or at most 20 ms");
        }
        throw new Malformed(
                "'%s' does not begin with a comparison".formatted(text),
                "begin with below, at most, exactly, at least, above or in (or <, <=, ==, >=, >), for example: at least 5");
    }

    private static Map<String, Comparison> comparisons() {
        var words = new LinkedHashMap<String, Comparison>();
        for (Comparison comparison : Comparison.values()) {
            if (comparison != Comparison.IN) {
                words.put(comparison.words() + " ", comparison);
            }
        }
        words.put("<=", Comparison.AT_MOST);
        words.put("≤", Comparison.AT_MOST);
        words.put(">=", Comparison.AT_LEAST);
        words.put("≥", Comparison.AT_LEAST);
        words.put("==", Comparison.EXACTLY);
        words.put("<", Comparison.BELOW);
        words.put(">", Comparison.ABOVE);
        words.put("=", Comparison.EXACTLY);
        return words;
    }
}
