package io.burnin.server.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A duration as people write it in a request: {@code 30s}, {@code 15min}, {@code 72h}. */
@Schema(type = SchemaType.STRING, examples = "30s", description = "a number and ms, s, min (or m), h or d")
public record TimeSpan(Duration duration) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(ms|s|m|min|h|d)");

    /** Reads a query parameter or a JSON string. */
    @JsonCreator
    public static TimeSpan fromString(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw Problem.of(ProblemType.INVALID, "%s is not a duration: write 30s, 15min or 72h", text);
        }
        long number = Long.parseLong(parts.group(1));
        return new TimeSpan(
                switch (parts.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "h" -> Duration.ofHours(number);
                    case "d" -> Duration.ofDays(number);
                    default -> Duration.ofMinutes(number);
                });
    }

    @Override
    @JsonValue
    public String toString() {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
