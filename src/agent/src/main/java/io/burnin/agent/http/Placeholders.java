package io.burnin.agent.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.burnin.agent.policy.Secrets;
import io.burnin.agent.record.StepFailed;
import io.burnin.plan.Template;
import io.burnin.verdict.ErrorClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the placeholders of one iteration stand for: {@code n} counts from 1, {@code uuid} is one id wherever it stands,
 * {@code now} is the time of filling in, {@code pick(a, b)} and {@code pick(1..9)} choose anew each time, {@code secret:NAME} is
 * asked of the host, and every other name is what an earlier answer saved.
 */
public final class Placeholders {

    private static final Pattern PICK = Pattern.compile("pick\\((.*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\s*(-?\\d+)\\s*\\.\\.\\s*(-?\\d+)\\s*");

    private final long n;
    private final String uuid = UUID.randomUUID().toString();
    private final Supplier<Instant> clock;
    private final RandomGenerator random;
    private final Secrets secrets;
    private final Map<String, String> saved;
    private final Set<String> masked = new CopyOnWriteArraySet<>();

    /** @param saved names that are known already; {@link #save} does not change the map given */
    public Placeholders(
            long n, Supplier<Instant> clock, RandomGenerator random, Secrets secrets, Map<String, String> saved) {
        this.n = n;
        this.clock = clock;
        this.random = random;
        this.secrets = secrets;
        this.saved = new ConcurrentHashMap<>(saved);
    }

    /** @throws StepFailed with class CONFIG if a name is unknown or a secret is missing */
    public String fill(Template template) throws StepFailed {
        return fill(template, UnaryOperator.identity());
    }

    /** As {@link #fill}, for a template of JSON text: what is put in is escaped as part of a JSON string. */
    public String fillJson(Template template) throws StepFailed {
        return fill(
                template, value -> new String(JsonStringEncoder.getInstance().quoteAsString(value)));
    }

    public void save(String name, String value) {
        saved.put(name, value);
    }

    public Map<String, String> saved() {
        return Map.copyOf(saved);
    }

    /** The text without the secrets that were filled in. */
    public String mask(String text) {
        String result = text;
        for (String secret : masked) {
            result = result.replace(secret, "***");
        }
        return result;
    }

    private String fill(Template template, UnaryOperator<String> escape) throws StepFailed {
        List<StepFailed> failures = new ArrayList<>();
        String text = template.render(name -> {
            try {
                return escape.apply(value(name));
            } catch (StepFailed failed) {
                failures.add(failed);
                return "";
            }
        });
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return text;
    }

    private String value(String name) throws StepFailed {
        Matcher pick = PICK.matcher(name);
        if (pick.matches()) {
            return pick(pick.group(1));
        }
        if (name.startsWith("secret:")) {
            return secret(name.substring("secret:".length()).strip());
        }
        return switch (name) {
            case "n" -> Long.toString(n);
            case "uuid" -> uuid;
            case "now" -> clock.get().toString();
            default -> saved(name);
        };
    }

    private String secret(String name) throws StepFailed {
        String value = secrets.require(name);
        if (!value.isEmpty()) {
            masked.add(value);
        }
        return value;
    }

    private String pick(String choices) {
        Matcher range = RANGE.matcher(choices);
        if (range.matches()) {
            long low = Long.parseLong(range.group(1));
            long high = Long.parseLong(range.group(2));
            return Long.toString(random.nextLong(Math.min(low, high), Math.max(low, high) + 1));
        }
        String[] options = choices.split(",", -1);
        return options[random.nextInt(options.length)].strip();
    }

    private String saved(String name) throws StepFailed {
        String value = saved.get(name);
        if (value == null) {
            throw new StepFailed(
                    ErrorClass.CONFIG,
                    "nothing is saved as ${%s}; saved are %s".formatted(name, new TreeSet<>(saved.keySet())));
        }
        return value;
    }
}
