package io.burnin.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line of one process, typed. What does not fit its type is refused with the option's name. */
final class Options {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|m)");

    private final Map<Option, String> given;

    private Options(Map<Option, String> given) {
        this.given = given;
    }

    static Options parse(String... args) {
        Map<Option, String> given = new EnumMap<>(Option.class);
        for (int i = 0; i < args.length; i += 2) {
            Option option = Option.of(args[i]);
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(option.flag() + " needs a value");
            }
            given.put(option, args[i + 1]);
        }
        return new Options(given);
    }

    String text(Option option) {
        return given.getOrDefault(option, option.whenSilent());
    }

    Path path(Option option) {
        return Path.of(text(option)).toAbsolutePath().normalize();
    }

    int number(Option option) {
        try {
            return Integer.parseInt(text(option));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s is '%s', not a number".formatted(option.flag(), text(option)), e);
        }
    }

    /** The port to listen on, or the process's usual one. */
    int port(int usual) {
        return text(Option.PORT).isEmpty() ? usual : number(Option.PORT);
    }

    boolean yes(Option option) {
        return text(option).equals("yes");
    }

    Duration duration(Option option) {
        return duration(option, text(option));
    }

    DurationRange range(Option option) {
        String[] ends = text(option).split("-", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException(
                    "%s is '%s', not a range such as 5ms-25ms".formatted(option.flag(), text(option)));
        }
        return new DurationRange(duration(option, ends[0]), duration(option, ends[1]));
    }

    private static Duration duration(Option option, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "%s is '%s', not a duration such as 200ms or 5s".formatted(option.flag(), text));
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }
}
