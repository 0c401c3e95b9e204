package io.burnin.plan;

import io.burnin.metric.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values that a plan writes as text: durations, sizes, shares, rates. */
final class Literals {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern QUANTITY = Pattern.compile("(-?\\d{1,15}(?:\\.\\d{1,9})?)\\s*(.*)");
    private static final Pattern TIME_PART =
            Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(us|ms|s|min|m|h|d)(?![a-z])\\s*");
    private static final Pattern RATE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(/\\S+)");
    private static final Duration LONGEST = Duration.ofDays(3_660);

    private Literals() {}

    /** A text that says nothing of its kind, and what to write. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;

        private final String remedy;
        private final String instead;

        Malformed(String message, String remedy) {
            this(message, remedy, "");
        }

        /** @param instead what to write in its place; then {@code remedy} may be empty */
        Malformed(String message, String remedy, String instead) {
            super(message, null, false, false);
            this.remedy = remedy.isEmpty() ? "write: " + instead : remedy;
            this.instead = instead;
        }

        /** What to write in place of the text; empty if nobody can say. */
        String instead() {
            return instead;
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

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    record Quantity(double number, Unit unit) {
        double stored() {
            return number * unit.factor();
        }
    }

    static Quantity quantity(String text, String not, String remedy) throws Malformed {
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
}
