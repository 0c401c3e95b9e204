package io.burnin.server.run;

import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A run as people name it: by its id, or as {@code plan#number}. */
@Schema(type = SchemaType.STRING, description = "the run's id, or plan#number (in a path: plan%23number)")
public record RunName(@Schema(hidden = true) Form form) {

    private static final Pattern NUMBERED = Pattern.compile("(.+)#(\\d{1,18})");

    sealed interface Form {
        record ById(RunId id) implements Form {}

        record Numbered(String plan, long number) implements Form {}
    }

    /** Reads itself from a path. */
    public static RunName fromString(String text) {
        Matcher numbered = NUMBERED.matcher(text);
        if (numbered.matches()) {
            return new RunName(new Form.Numbered(numbered.group(1), Long.parseLong(numbered.group(2))));
        }
        try {
            return new RunName(new Form.ById(new RunId(UUID.fromString(text))));
        } catch (IllegalArgumentException neither) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "%s names no run: give its id, or plan#number with # written as %%23 in an address",
                    text);
        }
    }

    @Override
    public String toString() {
        return switch (form) {
            case Form.ById(RunId id) -> id.toString();
            case Form.Numbered(String plan, long number) -> plan + "#" + number;
        };
    }
}
