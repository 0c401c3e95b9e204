package io.burnin.plan;

import io.burnin.metric.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values that a plan writes as text: durations, sizes, shares, rates, conditions. */
final class Literals {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern QUANTITY = Pattern.compile("(-?\\d{1,15}(?:\\.\\d{1,9})?)\\s*(.*)");
    private static final Pattern TIME_PART =
            Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(us|ms|s|min|m|h|d)(?![a-z])\\s*");
    private static final Pattern RATE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(/\\S+)");
    private static final Duration LONGEST = Duration.ofDays(3_660);

    /** Longer comparisons before those that they begin with. */
    private static final Map<String, Condition.Comparison> COMPARISONS = comparisons();

    private Literals() {}

    /** A text that says nothing of its kind, and what to write. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        private final String remedy;

        Malformed(String message, String remedy) {
            super(message, null, false, false);
            this.remedy = remedy;
        }

        String remedy() {
            return remedy;
        }
    }

    /** {@code 90s}, {@code 1h 30min}, {@code 300s + 10s} */
    static Duration duration(String text) throws Malformed {
        Duration sum = Duration.ZERO;
        for (String term : text.split("\\+", -1)) {
            sum = sum.plus(term(text, term.strip()));
            if (sum.compareTo(LONGEST) > 0) {
                throw new Malformed("'%s' is longer than ten years".formatted(text), "write less");
            }
        }
        return sum;
    }

    private static Duration term(String text, String term) throws Malformed {
        if (term.equals("0")) {
            return Duration.ZERO;
        }
        if (NUMBER.matcher(term).matches() && !term.startsWith("-")) {
            throw new Malformed(
                    "'%s' has no unit".formatted(text), "write %ss, %smin or %sh".formatted(term, term, term));
        }
        Duration sum = Duration.ZERO;
        Matcher part = TIME_PART.matcher(term);
        int end = 0;
        while (part.find() && part.start() == end) {
            sum = sum.plus(of(new BigDecimal(part.group(1)), part.group(2)));
            end = part.end();
        }
        if (end == 0 || end < term.length()) {
            throw new Malformed(
                    "'%s' is not a duration".formatted(text),
                    "a number and ms, s, min, h or d: 30s, 1h 30min, 5s + 200ms");
        }
        return sum;
    }

    private static Duration of(BigDecimal number, String unit) throws Malformed {
        long nanos = switch (unit) {
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "min", "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 86_400_000_000_000L;
        };
        BigDecimal exact = number.multiply(BigDecimal.valueOf(nanos));
        if (exact.compareTo(BigDecimal.valueOf(LONGEST.toSeconds()).movePointRight(9)) > 0) {
            throw new Malformed("%s%s is longer than ten years".formatted(number, unit), "write less");
        }
        return Duration.ofNanos(exact.longValue());
    }

    /** In bytes. */
    static long size(String text) throws Malformed {
        Quantity size = quantity(text, "is not a size", "a number and B, kB, MB or GB: 100 MB");
        if (size.unit().dimension() != Unit.Dimension.SIZE || size.number() < 0) {
            throw new Malformed("'%s' is not a size".formatted(text), "a number and B, kB, MB or GB: 100 MB");
        }
        return (long) size.stored();
    }

    /** In percent, from 0 to 100. */
    static double share(String text) throws Malformed {
        Quantity share = quantity(text, "is not a share", "a number and %: 40 %");
        if (share.unit() != Unit.PERCENT || share.number() < 0 || share.number() > 100) {
            throw new Malformed("'%s' is not a share from 0 %% to 100 %%".formatted(text), "a number and %: 40 %");
        }
        return share.number();
    }

    /** Per second. */
    static double rate(String text) throws Malformed {
        String remedy = "a number and /s, /min, /h or /d: 15/h";
        Matcher rate = RATE.matcher(text);
        if (!rate.matches()) {
            throw new Malformed("'%s' is not a rate".formatted(text), remedy);
        }
        Unit unit = Unit.of(rate.group(2))
                .filter(found -> found.dimension() == Unit.Dimension.FREQUENCY)
                .orElseThrow(() -> new Malformed("'%s' is not a rate".formatted(text), remedy));
        return Double.parseDouble(rate.group(1)) * unit.factor();
    }

    /** {@code below 1 %}, {@code <= 500 ms}, {@code exactly 0} */
    static Condition condition(String text) throws Malformed {
        String written = text.strip();
        if (written.contains("baseline")) {
            throw new Malformed(
                    "a condition on a baseline is not supported yet", "compare with a number: at most 500 ms");
        }
        for (var comparison : COMPARISONS.entrySet()) {
            if (written.startsWith(comparison.getKey())) {
                String rest = written.substring(comparison.getKey().length()).strip();
                Quantity limit = quantity(
                        rest,
                        "is not a number with a unit",
                        "write for example: %s 5, or %s 500 ms"
                                .formatted(
                                        comparison.getValue().words(),
                                        comparison.getValue().words()));
                return new Condition(comparison.getValue(), limit.number(), limit.unit());
            }
        }
        if (written.startsWith("in ")) {
            throw new Malformed("'in' is not supported yet", "use at least, or at most");
        }
        throw new Malformed(
                "'%s' does not begin with a comparison".formatted(text),
                "begin with below, at most, exactly, at least or above (or <, <=, ==, >=, >), for example: at least 5");
    }

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    private record Quantity(double number, Unit unit) {
        double stored() {
            return number * unit.factor();
        }
    }

    private static Quantity quantity(String text, String not, String remedy) throws Malformed {
        Matcher quantity = QUANTITY.matcher(text.strip());
        if (!quantity.matches()) {
            throw new Malformed("'%s' %s".formatted(text, not), remedy);
        }
        String symbol = quantity.group(2);
        List<String> symbols = Unit.written().toList();
        Unit unit = Unit.of(symbol)
                .orElseThrow(
                        () -> new Malformed("'%s' is not a unit".formatted(symbol), Nearest.remedy(symbol, symbols)));
        return new Quantity(Double.parseDouble(quantity.group(1)), unit);
    }

    private static Map<String, Condition.Comparison> comparisons() {
        var words = new LinkedHashMap<String, Condition.Comparison>();
        for (Condition.Comparison comparison : Condition.Comparison.values()) {
            words.put(comparison.words() + " ", comparison);
        }
        words.put("<=", Condition.Comparison.AT_MOST);
        words.put("≤", Condition.Comparison.AT_MOST);
        words.put(">=", Condition.Comparison.AT_LEAST);
        words.put("≥", Condition.Comparison.AT_LEAST);
        words.put("==", Condition.Comparison.EXACTLY);
        words.put("<", Condition.Comparison.BELOW);
        words.put(">", Condition.Comparison.ABOVE);
        words.put("=", Condition.Comparison.EXACTLY);
        return words;
    }
}
