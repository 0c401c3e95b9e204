package io.burnin.plan;

import io.burnin.metric.Unit;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Types single values, and knows those that YAML had turned into something else before anybody looked. */
final class Scalars {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern WINDOWS_PATH = Pattern.compile("\"[A-Za-z]:\\\\[^\"]*\"");
    private static final int LONGEST_PATTERN = 1_000;

    private Scalars() {}

    static Path path(String text) throws Literals.Malformed {
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw new Literals.Malformed("'%s' is not a path: %s".formatted(text, invalid.getReason()), "write a path");
        }
    }

    static String pointer(String text) throws Literals.Malformed {
        if (!text.isEmpty() && !text.startsWith("/")) {
            throw new Literals.Malformed(
                    "'%s' is not a place in JSON".formatted(text), "it begins with /: /" + text.replace('.', '/'));
        }
        return text;
    }

    static Pattern pattern(String text) throws Literals.Malformed {
        if (text.length() > LONGEST_PATTERN) {
            throw new Literals.Malformed(
                    "a regular expression of more than 1,000 characters", "split it into several rules");
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException invalid) {
            throw new Literals.Malformed(
                    "'%s' is not a regular expression: %s".formatted(text, invalid.getDescription()),
                    "a bracket that is meant literally needs a backslash, and backslashes need single quotes around");
        }
    }

    static int count(String text, int least, int most) throws Literals.Malformed {
        if (!WHOLE.matcher(text).matches()) {
            throw new Literals.Malformed(
                    "'%s' is not a whole number".formatted(text), "write for example " + Math.max(least, 1));
        }
        long number = Long.parseLong(text);
        if (number < least || number > most) {
            throw new Literals.Malformed(
                    "%s is not between %,d and %,d".formatted(text, least, most), "write one that is");
        }
        return (int) number;
    }

    static Duration positive(String text) throws Literals.Malformed {
        Duration duration = Literals.duration(text);
        if (duration.isZero()) {
            throw new Literals.Malformed("'%s' is no time at all".formatted(text), "write for example 1s");
        }
        return duration;
    }

    static ZoneId zone(String text) throws Literals.Malformed {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new Literals.Malformed(
                    "'%s' is not a time zone".formatted(text),
                    Nearest.to(text, ZoneId.getAvailableZoneIds())
                            .map(near -> "did you mean '%s'?".formatted(near))
                            .orElse("write for example Europe/Vienna or UTC"));
        }
    }

    static Charset charset(String text) throws Literals.Malformed {
        try {
            return Charset.forName(text);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new Literals.Malformed(
                    "'%s' is not an encoding".formatted(text), "write for example utf-8, utf-16le or windows-1252");
        }
    }

    static Unit unit(String text) throws Literals.Malformed {
        List<String> symbols = Unit.written().toList();
        return Unit.of(text)
                .orElseThrow(() ->
                        new Literals.Malformed("'%s' is not a unit".formatted(text), Nearest.remedy(text, symbols)));
    }

    static String word(String text, Collection<String> words) throws Literals.Malformed {
        if (!words.contains(text)) {
            throw new Literals.Malformed("'%s' is not known here".formatted(text), Nearest.remedy(text, words));
        }
        return text;
    }

    /** A value that reads well and means something else. */
    static Optional<Literals.Malformed> trap(Reading reading, Node.Scalar scalar, Shape.Type type) {
        boolean compares = type == Shape.Type.CONDITION || type == Shape.Type.BAND;
        if (compares && scalar.style() == Node.Scalar.Style.BLOCK) {
            String line = reading.line(scalar.place());
            String written = line.substring(Math.min(scalar.place().column() - 1, line.length()))
                    .strip();
            String words = "\"" + written + "\"";
            return Optional.of(new Literals.Malformed(
                    "in YAML a value that begins with > is a text of several lines, not a comparison",
                    reading.corrected(scalar.place(), written, words, "write " + words)));
        }
        if (type == Shape.Type.PATH && scalar.style() == Node.Scalar.Style.DOUBLE_QUOTED) {
            return controlOf(scalar.text()).map(control -> escaped(reading, scalar, control));
        }
        return Optional.empty();
    }

    /** A Windows path in double quotes, in which {@code \t} became a tab. */
    static void refuseEscapes(Reading reading, Node.Scalar scalar) throws Literals.Malformed {
        if (scalar.style() == Node.Scalar.Style.DOUBLE_QUOTED) {
            Optional<Character> control = controlOf(scalar.text());
            String line = reading.line(scalar.place());
            int column = Math.min(scalar.place().column() - 1, line.length());
            if (control.isPresent()
                    && WINDOWS_PATH.matcher(line.substring(column)).lookingAt()) {
                throw escaped(reading, scalar, control.get());
            }
        }
    }

    private static Optional<Character> controlOf(String text) {
        return text.chars()
                .filter(letter -> Character.isISOControl(letter)
                        || letter == '\u2028'
                        || letter == '\u2029'
                        || letter == '\u00A0')
                .mapToObj(letter -> (char) letter)
                .findFirst();
    }

    private static Literals.Malformed escaped(Reading reading, Node.Scalar scalar, char control) {
        String line = reading.line(scalar.place());
        int from = Math.min(scalar.place().column() - 1, line.length());
        int to = line.indexOf('"', Math.min(from + 1, line.length()));
        String quoted = to < 0 ? "" : line.substring(from, to + 1);
        String name = control == '\t' ? "a tab" : "the control character U+%04X".formatted((int) control);
        return new Literals.Malformed(
                "in double quotes a backslash begins an escape: this text holds " + name,
                quoted.isEmpty()
                        ? "use single quotes"
                        : reading.corrected(
                                scalar.place(),
                                quoted,
                                "'" + quoted.substring(1, quoted.length() - 1) + "'",
                                "use single quotes"));
    }
}
