package io.burnin.agent.policy;

import java.util.regex.Pattern;

/** A text in which {@code *} stands for anything and {@code ?} for one character. Case matters. */
public record Glob(String text) {

    public boolean matches(String whole) {
        return pattern().matcher(whole).matches();
    }

    /** The same as a pattern for the whole text; for those who ask often. */
    public Pattern pattern() {
        var regex = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
