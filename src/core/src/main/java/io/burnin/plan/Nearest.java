package io.burnin.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The valid name that somebody may have meant. */
final class Nearest {

    private static final int LONGEST = 200;
    private static final int MOST = 1_000;
    private static final int SHOWN = 30;

    private Nearest() {}

    static Optional<String> to(String written, Collection<String> names) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        int furthest = Math.max(1, Math.min(3, written.length() / 3));
        return names.stream()
                .limit(MOST)
                .filter(name -> Math.abs(name.length() - written.length()) <= furthest)
                .filter(name -> distance(written, name) <= furthest)
                .min(Comparator.comparingInt(name -> distance(written, name)));
    }

    /** {@code did you mean 'jobs'? There are: claims, jobs} */
    static String remedy(String written, Collection<String> names) {
        String known = names.isEmpty() ? "there are none" : "there are: " + listed(names);
        return to(written, names)
                .map(name -> "did you mean '%s'? %s".formatted(name, known))
                .orElse(known);
    }

    private static String listed(Collection<String> names) {
        String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() > SHOWN ? first + ", …" : first;
    }

    /** Levenshtein's, blind for case and with swapped neighbours as one change. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, cost, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int[][] cost, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
