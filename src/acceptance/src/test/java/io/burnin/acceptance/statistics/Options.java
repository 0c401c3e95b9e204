package io.burnin.acceptance.statistics;

import java.util.List;

/** What {@code ./burnin statistics} was asked for. The same seed throws the same dice. */
record Options(int runs, long seed) {

    private static final int MOST_RUNS = 10_000_000;

    /** What is said to who asked for something that cannot be. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String why) {
            super(why);
        }
    }

    static Options parse(List<String> arguments) throws Wrong {
        var options = new Options(10_000, 1);
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new Wrong(arguments.get(i) + " needs a value");
            }
            options = options.with(arguments.get(i), arguments.get(i + 1));
        }
        return options;
    }

    private Options with(String name, String value) throws Wrong {
        return switch (name) {
            case "--runs" -> new Options(number(name, value, MOST_RUNS), seed);
            case "--seed" -> new Options(runs, number(name, value, Integer.MAX_VALUE));
            default -> throw new Wrong("statistics takes --runs and --seed, not " + name);
        };
    }

    private static int number(String name, String value, int most) throws Wrong {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException no) {
            // Said below.
        }
        throw new Wrong("%s must be a number from 1 to %d, not %s".formatted(name, most, value));
    }
}
