package io.burnin.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the command line can say, as {@code --name value}, with what holds when it is silent. */
enum Option {
    HOME(".", "root directory of the system; all its files lie under it"),
    PORT("", "port to listen on (core: 8001, relay: 3000)"),
    RELAY_PORT("3000", "where the core finds the relay"),
    CORE_PORT("8001", "where the worker finds the core"),
    DISPATCHES_PER_MINUTE("6000", "the core writes at most so many job files a minute"),
    JOBS_IN_WORK("1000", "the core has at most so many jobs in work"),
    LOCK_TIMEOUT("200ms", "after so long without a lock the core writes anyway"),
    CLAIM_TIMEOUT("5s", "at this age the worker takes over a claim"),
    POLL("250ms", "how often the worker looks for what no event told it"),
    PLAN_JOB("30ms-50ms", "how long a job of kind agent_plan takes"),
    FILE_JOB("5ms-25ms", "how long any other job takes"),
    UNTIL_STDIN_CLOSES("no", "relay-server: end when standard input does (yes, no)");

    private final String silent;
    private final String meaning;

    Option(String silent, String meaning) {
        this.silent = silent;
        this.meaning = meaning;
    }

    /** As on the command line, with its dashes. */
    String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String whenSilent() {
        return silent;
    }

    static Option of(String flag) {
        return Arrays.stream(values())
                .filter(option -> option.flag().equals(flag))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown option '%s'; one of %s"
                        .formatted(
                                flag, Arrays.stream(values()).map(Option::flag).collect(Collectors.joining(", ")))));
    }

    static String help() {
        return Arrays.stream(values())
                .map(option -> "  %-24s %s%s%n".formatted(option.flag(), option.meaning, option.ifSilent()))
                .collect(Collectors.joining());
    }

    private String ifSilent() {
        return silent.isEmpty() ? "" : " [" + silent + "]";
    }
}
