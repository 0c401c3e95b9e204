package io.burnin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Optional;

/** A verdict as people read it on a terminal: light, reasons, and every check. */
final class VerdictText {

    static void print(JsonNode verdict, PrintWriter out) {
        out.printf("%n%s%s%n", headline(verdict), verdict.path("provisional").asBoolean() ? " so far" : "");
        for (JsonNode cause : verdict.path("causes")) {
            explain(cause, out);
        }
        awaited(verdict, out);
        for (JsonNode excluded : verdict.path("exclusions")) {
            out.printf(
                    "  excluded %s to %s, %s: %s%n",
                    excluded.path("span").path("from").asText(),
                    excluded.path("span").path("to").asText(),
                    excluded.path("by").asText(),
                    excluded.path("reason").asText());
        }
        byOtherCriteria(verdict).ifPresent(out::println);
        for (JsonNode decision : verdict.path("decisions")) {
            out.printf(
                    "  %s %s by %s until %s: %s%n",
                    decision.path("kind").asText(),
                    decision.path("light").asText(decision.path("subject").asText()),
                    decision.path("by").asText(),
                    decision.path("until").asText(),
                    decision.path("reason").asText());
        }
        if (!verdict.path("decisions").isEmpty()) {
            out.printf(
                    "with what people decided: %s%n",
                    verdict.path("withDecisions").path("light").asText());
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
        String byChance = verdict.path("byChance").path("text").asText("");
        if (!byChance.isEmpty()) {
            out.printf("%n%s%n", byChance);
        }
    }

    private static void explain(JsonNode cause, PrintWriter out) {
        out.printf(
                "  %-6s %s%n", cause.path("light").asText(), cause.path("text").asText());
        int concerned = cause.path("criteria").size();
        if (concerned > 1) {
            out.printf("         (%d criteria)%n", concerned);
        }
        for (JsonNode detail : cause.path("details")) {
            out.printf("         %s%n", detail.asText());
        }
        out.printf("         What to do: %s%n", cause.path("remedy").asText());
    }

    /** What evidence is still missing, and when it can be expected. */
    private static void awaited(JsonNode verdict, PrintWriter out) {
        if (verdict.path("awaited").isEmpty()) {
            return;
        }
        out.println("  still missing:");
        for (JsonNode missing : verdict.path("awaited")) {
            JsonNode outlook = missing.path("outlook");
            out.printf(
                    "    %s: %s (%s)%n",
                    missing.path("subject").asText(),
                    outlook.path("takes").asText(),
                    outlook.path("when").asText());
        }
    }

    /** What stands beside the verdict. */
    private static Optional<String> byOtherCriteria(JsonNode verdict) {
        JsonNode other = verdict.path("byOtherCriteria");
        if (!other.has("revision")) {
            return Optional.empty();
        }
        return Optional.of("by other criteria %s, %s: %s (revision %s)"
                .formatted(
                        other.path("light").asText(),
                        other.path("by").asText(),
                        other.path("reason").asText(),
                        other.path("revision").asText()));
    }

    /** {@code RED: roll back} */
    static String headline(JsonNode verdict) {
        return verdict.path("light").asText()
                + (verdict.path("conclusive").asBoolean(true) ? "" : ", not conclusive")
                + ": " + verdict.path("recommendation").asText().toLowerCase(java.util.Locale.ROOT);
    }

    /** {@code RED}, or {@code YELLOW NO_DATA} */
    static String light(JsonNode check) {
        return switch (check.path("state").asText()) {
            case "EVALUATED" -> check.path("light").asText();
            case "NOT_JUDGED" -> "-";
            default -> check.path("light").asText() + " " + check.path("state").asText();
        };
    }

    private static String value(JsonNode check) {
        return check.path("shown").asText("-");
    }

    static void revisions(JsonNode revisions, PrintWriter out) {
        var table = new TextTable("revision", "light", "because of", "judged at", "by", "reason");
        for (JsonNode revision : revisions) {
            String plan = revision.has("planVersion")
                    ? " version " + revision.path("planVersion").asText()
                    : "";
            table.row(
                    revision.path("revision").asText(),
                    revision.path("light").asText(),
                    revision.path("cause").asText() + plan,
                    revision.path("judgedAt").asText(),
                    revision.path("by").asText("-"),
                    revision.path("reason").asText(""));
        }
        table.print(out);
    }

    private VerdictText() {}
}
