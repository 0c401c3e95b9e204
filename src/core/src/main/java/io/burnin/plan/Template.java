package io.burnin.plan;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in which {@code ${…}} stands for what is only known while the run goes on: {@code n}, {@code uuid}, {@code now},
 * {@code pick(a, b)}, {@code secret:NAME}, or a name that an earlier request saved. {@code $${} is a literal {@code ${}.
 */
public record Template(String text) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$?\\$\\{([^}]*)}");

    /** The text with each placeholder's inside handed to {@code value}. */
    public String render(Function<String, String> value) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        var result = new StringBuilder();
        while (matcher.find()) {
            String found = matcher.group();
            String put = found.startsWith("$$")
                    ? found.substring(1)
                    : value.apply(matcher.group(1).strip());
            matcher.appendReplacement(result, Matcher.quoteReplacement(put));
        }
        return matcher.appendTail(result).toString();
    }
}
