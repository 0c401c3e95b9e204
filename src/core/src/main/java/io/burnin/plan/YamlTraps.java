package io.burnin.plan;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in words of a plan's author what a YAML parser says in its own, with the corrected line where that can be known. */
final class YamlTraps {

    private static final Pattern UNQUOTED_CONDITION =
            Pattern.compile("([:,{]\\s*)(>=?\\s*-?[\\d.]+[^,}#\\n]*?)(\\s*(?:[,}#].*)?)$");
    private static final Pattern UNQUOTED_PERCENT = Pattern.compile("([:,\\[{]\\s*)%(\\s*(?:[,}\\]#].*)?)$");
    private static final Pattern UNQUOTED_PARAMETER =
            Pattern.compile("([:,\\[]\\s*)([^\\s\"',{}\\[\\]]*\\$\\{[^},\\n]*}[^,}\\]\\s]*)");
    private static final Pattern DOUBLE_QUOTED_BACKSLASH = Pattern.compile("\"([^\"\\n]*\\\\[^\"\\n]*)\"");
    private static final Pattern SECOND_COLON =
            Pattern.compile("^(\\s*(?:- )?[\\w.-]+:\\s+)([^\"'\\[{#][^#\\n]*?:(?:\\s[^#\\n]*?)?)(\\s+#.*)?$");

    private static final Pattern STARRED = Pattern.compile("(?<=[\\s,\\[{:])([*&][^\\s,}\\]]*)");

    private YamlTraps() {}

    /** What the parser's complaint means. */
    static Problem explain(SourceText source, Node.Place place, String complaint) {
        String line = source.line(place.line());
        String said = complaint == null ? "" : complaint;
        if (said.contains("escape") || said.contains("hexadecimal")) {
            Matcher quoted = DOUBLE_QUOTED_BACKSLASH.matcher(line);
            if (quoted.find()) {
                return problem(
                        place,
                        "in double quotes a backslash begins an escape, and this one is none",
                        write(line, quoted, "'" + quoted.group(1).replace("'", "''") + "'"));
            }
        }
        if (said.contains("TAB") || said.contains("'\\t'")) {
            return problem(place, "a tab, where YAML wants spaces", "indent with spaces");
        }
        Matcher condition = UNQUOTED_CONDITION.matcher(line);
        if (condition.find()) {
            return problem(
                    place,
                    "in YAML a value that begins with > is a text of several lines, not a comparison",
                    write(line, condition, condition.group(1) + worded(condition.group(2)) + condition.group(3)));
        }
        Matcher percent = UNQUOTED_PERCENT.matcher(line);
        if (percent.find()) {
            return problem(
                    place,
                    "in YAML a value cannot begin with %",
                    write(line, percent, percent.group(1) + "\"%\"" + percent.group(2)));
        }
        Matcher parameter = UNQUOTED_PARAMETER.matcher(line);
        if (parameter.find()) {
            return problem(
                    place,
                    "inside { } or [ ] a value with ${…} needs quotes",
                    write(line, parameter, parameter.group(1) + "\"" + parameter.group(2) + "\""));
        }
        if (said.contains("alias") || said.contains("unexpected character found")) {
            Matcher star = STARRED.matcher(line);
            if (star.find()) {
                return anchor(source, new Node.Place(place.line(), star.start(1) + 1), star.group(1));
            }
        }
        if (said.contains("mapping values are not allowed")) {
            Matcher colon = SECOND_COLON.matcher(line);
            return problem(
                    place,
                    "a second ': ' in one line; a text that holds one needs quotes",
                    colon.find()
                            ? "write: "
                                    + (colon.group(1) + "\""
                                                    + colon.group(2).strip().replace("\"", "\\\"") + "\"")
                                            .strip()
                            : "put the text in quotes, or begin a new line");
        }
        return problem(
                place,
                "this is not YAML: " + said,
                "look at this line and the one before: brackets, quotes, indentation");
    }

    /** An anchor or an alias, which plans do not have: mostly a glob without quotes. */
    static Problem anchor(SourceText source, Node.Place place, String written) {
        String line = source.line(place.line());
        String word = wordAt(line, place.column(), written.charAt(0)).orElse(written);
        boolean alias = word.startsWith("*");
        return problem(
                place,
                "in YAML %s is %s, and plans have none"
                        .formatted(word, alias ? "a reference to an anchor" : "an anchor"),
                source.corrected(place, word, "\"" + word + "\"")
                                .map(corrected -> "if it is a text, write: " + corrected)
                                .orElse("if it is a text, put it in quotes")
                        + (alias ? "" : "; else write the values out where they are used"));
    }

    static Problem tag(SourceText source, Node.Place place, String tag) {
        String word = wordAt(source.line(place.line()), place.column(), '!').orElse(tag);
        return problem(
                place, "in YAML %s is a tag, and plans have none".formatted(word), "if it is a text, put it in quotes");
    }

    static Problem keyIsNotText(SourceText source, Node.Place place) {
        Matcher parameter = UNQUOTED_PARAMETER.matcher(source.line(place.line()));
        return parameter.find()
                ? explain(source, place, "")
                : problem(place, "a key must be a text", "a value with { or [ at its start needs quotes");
    }

    /** A character that YAML does not allow, at that position in code points. */
    static Problem unreadable(SourceText source, int position, int codePoint) {
        String text = source.text();
        int at = text.offsetByCodePoints(0, Math.min(Math.max(position, 0), text.codePointCount(0, text.length())));
        String before = text.substring(0, at);
        int line = (int) before.chars().filter(letter -> letter == '\n').count() + 1;
        return problem(
                new Node.Place(line, at - before.lastIndexOf('\n')),
                "the character U+%04X is not allowed in YAML".formatted(codePoint),
                "remove it, or write it as an escape in double quotes");
    }

    static Problem problem(Node.Place place, String message, String remedy) {
        return new Problem(Problem.Severity.ERROR, "yaml", place.line(), place.column(), "", message, remedy);
    }

    private static String worded(String condition) {
        return condition.startsWith(">=")
                ? "at least " + condition.substring(2).strip()
                : "above " + condition.substring(1).strip();
    }

    private static String write(String line, Matcher found, String by) {
        return "write: " + (line.substring(0, found.start()) + by + line.substring(found.end())).strip();
    }

    /** The word that begins at or just before that column with that character. */
    private static Optional<String> wordAt(String line, int column, char first) {
        int from = line.indexOf(first, Math.max(0, column - 2));
        if (from < 0) {
            return Optional.empty();
        }
        int to = from;
        while (to < line.length() && " ,}]\t".indexOf(line.charAt(to)) < 0) {
            to++;
        }
        return Optional.of(line.substring(from, to));
    }
}
