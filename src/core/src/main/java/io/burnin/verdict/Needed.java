package io.burnin.verdict;

import io.burnin.verdict.Check.Proof;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many it takes, and how many there are.
 *
 * @param samples in all
 */
record Needed(long samples, long seen) {

    /** As every proof that counts tells it: {@code about 2,995 values with the same mean; 1,440 seen}. */
    private static final Pattern TOLD = Pattern.compile("(?:about )?([\\d,]{1,20}) .*; ([\\d,]{1,20}) seen");

    /** Empty if nobody can say. */
    static Optional<Needed> of(Proof.Unproven proof) {
        Matcher told = TOLD.matcher(proof.needed());
        return told.matches()
                ? Optional.of(new Needed(number(told.group(1)), number(told.group(2))))
                : Optional.empty();
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }
}
