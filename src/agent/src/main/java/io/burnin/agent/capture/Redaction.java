package io.burnin.agent.capture;

import io.burnin.agent.policy.Secrets;
import io.burnin.agent.record.StepFailed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of a text: those of the plan wherever they stand, and what looks like one. Texts are bytes read as ISO 8859-1,
 * so that whatever else is in them stays as it is.
 */
final class Redaction {

    static final String MASK = "***";

    /** A shorter one cannot be told from other text. */
    private static final int SHORTEST = 4;

    private static final String BEGIN = "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----";
    private static final String KEY = "(?i:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key"
            + "|private[_-]?key|credentials?)";
    private static final String VALUE = "(?:\"[^\"\\r\\n]*+\"?|'[^'\\r\\n]*+'?|[^\\s\"',;&}\\])<>]++)";

    /** What stands before the secret is the group {@code kept}. */
    private static final List<Pattern> PATTERNS = List.of(
            Pattern.compile(BEGIN + "[\\s\\S]{0,8000}?-----END [A-Z ]{0,30}-----"),
            Pattern.compile(BEGIN + "[A-Za-z0-9+/=\\s]*+"),
            Pattern.compile(
                    "(?<kept>(?i:\\b(?:proxy-)?authorization|\\bset-cookie|\\bcookie|\\bx-api-key)[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?)[^\\r\\n\"']++"),
            Pattern.compile("(?<kept>(?i:\\b(?:bearer|basic))\\s{1,3})[A-Za-z0-9._~+/=-]{8,}+"),
            Pattern.compile("(?<kept>" + KEY + "[\"']?\\s{0,3}[:=]\\s{0,3})(?!\\*\\*\\*)" + VALUE),
            Pattern.compile("(?<kept>--?[\\w-]{0,40}?" + KEY + "\\s{1,3})(?!\\*\\*\\*)" + VALUE),
            Pattern.compile("(?<kept>://[^/\\s:@]{0,64}:)[^/\\s@]{1,128}+(?=@)"),
            Pattern.compile("\\bburnin_[A-Za-z0-9_-]{20,}+"),
            Pattern.compile("\\bAKIA[0-9A-Z]{16}\\b"),
            Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{30,}+"),
            Pattern.compile("\\bxox[abprs]-[A-Za-z0-9-]{10,}+"),
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}+\\.[A-Za-z0-9_-]{10,}+(?:\\.[A-Za-z0-9_-]*+)?"));

    private final List<String> secrets;

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
    }

    /** @param count how many were taken out */
    record Result(String text, int count) {}

    /** Of all these secrets that this host knows, also as they look in addresses, JSON and Base64. */
    static Redaction of(Set<String> names, Secrets secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String name : names) {
            try {
                String secret = secrets.require(name);
                if (secret.length() >= SHORTEST) {
                    forms.addAll(formsOf(secret));
                }
            } catch (StepFailed unknown) {
                // What this host does not know cannot have come from it: the step that needs it fails and says so.
                continue;
            }
        }
        // The longest first: one may be a part of another.
        List<String> ordered = new ArrayList<>(forms);
        ordered.sort(Comparator.comparing(String::length).reversed());
        return new Redaction(ordered);
    }

    private static Set<String> formsOf(String secret) {
        UnaryOperator<String> bytes =
                text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return new LinkedHashSet<>(List.of(
                bytes.apply(secret),
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"),
                bytes.apply(secret.replace("\\", "\\\\").replace("\"", "\\\"")),
                base64,
                base64.replace("=", "")));
    }

    Result redact(String text) {
        String result = text;
        int count = 0;
        for (String secret : secrets) {
            count += occurrences(result, secret);
            result = result.replace(secret, MASK);
        }
        for (Pattern pattern : PATTERNS) {
            int[] found = {0};
            result = pattern.matcher(result).replaceAll(match -> {
                found[0]++;
                return Matcher.quoteReplacement(kept(pattern, match) + MASK);
            });
            count += found[0];
        }
        return new Result(result, count);
    }

    private static String kept(Pattern pattern, MatchResult match) {
        return pattern.namedGroups().containsKey("kept") ? match.group("kept") : "";
    }

    private static int occurrences(String text, String secret) {
        int count = 0;
        for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length())) {
            count++;
        }
        return count;
    }
}
