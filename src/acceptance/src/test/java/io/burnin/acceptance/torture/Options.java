package io.burnin.acceptance.torture;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What {@code ./burnin torture} was asked for.
 *
 * @param parallel how many rounds at once, each with servers, agent and target of its own
 * @param mutant a defect to be built in; then the command succeeds when a round finds it
 */
record Options(int rounds, long seed, Storage storage, int servers, int parallel, Optional<Mutant> mutant) {

    enum Storage {
        H2,
        POSTGRESQL
    }

    /** What is said to who asked for something that cannot be. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String why) {
            super(why);
        }
    }

    static Options parse(List<String> arguments) throws Wrong {
        var options =
                new Options(10, ThreadLocalRandom.current().nextInt(1_000_000), Storage.H2, 1, 1, Optional.empty());
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new Wrong(arguments.get(i) + " needs a value");
            }
            options = options.with(arguments.get(i), arguments.get(i + 1));
        }
        if (options.servers == 2 && options.storage == Storage.H2) {
            throw new Wrong("--servers 2 needs --db postgresql: one process has an H2 file for itself");
        }
        return options;
    }

    List<Victim> victims() {
        return storage == Storage.H2
                ? List.of(Victim.AGENT, Victim.SERVER)
                : List.of(Victim.AGENT, Victim.SERVER, Victim.DATABASE);
    }

    private Options with(String name, String value) throws Wrong {
        return switch (name) {
            case "--rounds" -> new Options(number(name, value, 100_000), seed, storage, servers, parallel, mutant);
            case "--seed" ->
                new Options(rounds, number(name, value, Integer.MAX_VALUE), storage, servers, parallel, mutant);
            case "--db" -> new Options(rounds, seed, oneOf(Storage.class, name, value), servers, parallel, mutant);
            case "--servers" -> new Options(rounds, seed, storage, number(name, value, 2), parallel, mutant);
            case "--parallel" -> new Options(rounds, seed, storage, servers, number(name, value, 100), mutant);
            case "--mutant" ->
                new Options(rounds, seed, storage, servers, parallel, Optional.of(oneOf(Mutant.class, name, value)));
            default ->
                throw new Wrong(
                        "torture takes --rounds, --seed, --db, --servers, --parallel and --mutant, not " + name);
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

    private static <E extends Enum<E>> E oneOf(Class<E> kind, String name, String value) throws Wrong {
        for (E each : kind.getEnumConstants()) {
            if (word(each).equals(value)) {
                return each;
            }
        }
        List<String> known =
                List.of(kind.getEnumConstants()).stream().map(Options::word).toList();
        throw new Wrong("%s must be one of %s, not %s".formatted(name, String.join(", ", known), value));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
