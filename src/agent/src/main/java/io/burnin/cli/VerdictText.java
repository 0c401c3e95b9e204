package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** A verdict as people read it on a terminal: light, reasons, and every check. */
final class VerdictText {

    static void print(JsonNode verdict, PrintWriter out) {
        out.printf("%n%s%s%n", headline(verdict), verdict.path("provisional").asBoolean() ? " so far" : "");
        for (JsonNode cause : verdict.path("causes")) {
            explain(cause, out);
        }
        out.println();
        var table = new TextTable("light", "criterion", "value", "n", "rule");
        for (JsonNode check : verdict.path("checks")) {
            table.row(
                    light(check),
                    check.path("criterion").asText(),
                    value(check),
                    check.path("samples").asText(),
                    check.path("rule").asText());
        }
        table.print(out);
    }

    private static void explain(JsonNode cause, PrintWriter out) {
        out.printf(
                "  %-6s %s%n", cause.path("light").asText(), cause.path("text").asText());
        int concerned = cause.path("criteria").size();
        if (concerned > 1) {
            out.printf("         (%d criteria)%n", concerned);
        }
        out.printf("         What to do: %s%n", cause.path("remedy").asText());
    }

    /** {@code RED: roll back} */
    static String headline(JsonNode verdict) {
        return verdict.path("light").asText()
                + (verdict.path("conclusive").asBoolean(true) ? "" : ", not conclusive")
                + ": " + verdict.path("recommendation").asText().toLowerCase(java.util.Locale.ROOT);
    }

    private static String light(JsonNode check) {
        return switch (check.path("state").asText()) {
            case "EVALUATED" -> check.path("light").asText();
            case "NOT_JUDGED" -> "-";
            default -> check.path("light").asText() + " " + check.path("state").asText();
        };
    }

    private static String value(JsonNode check) {
        return check.path("shown").asText("-");
    }

    private VerdictText() {}
}
