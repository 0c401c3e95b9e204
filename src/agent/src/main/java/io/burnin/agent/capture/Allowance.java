package io.burnin.agent.capture;

import io.burnin.plan.Capture.Moment;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run has captured so far, and what it may still. Half of the room is left for what was red and for the end: it is of more
 * use than the twentieth restart.
 *
 * @param taken the moments that come once and have been
 */
record Allowance(int artifacts, long bytes, Set<Moment> taken) {

    /** What a run keeps of its target in all, in bytes before they are packed. */
    static final long MOST_BYTES = 32_000_000;

    /** How many artifacts a run has in all, those that are absent among them. */
    static final int MOST_ARTIFACTS = 400;

    static final Allowance NEW = new Allowance(0, 0, Set.of());

    Allowance {
        taken = Set.copyOf(taken);
    }

    /** The newest of the notes that {@link #note} wrote. */
    static Allowance of(List<String> notes) {
        if (notes.isEmpty()) {
            return NEW;
        }
        String[] words = notes.getLast().split(" ");
        return new Allowance(
                Integer.parseInt(words[0]),
                Long.parseLong(words[1]),
                Stream.of(words).skip(2).map(Moment::valueOf).collect(Collectors.toSet()));
    }

    String note() {
        return Stream.concat(
                        Stream.of(Integer.toString(artifacts), Long.toString(bytes)),
                        taken.stream().map(Moment::name).sorted())
                .collect(Collectors.joining(" "));
    }

    boolean has(Moment moment) {
        return moment != Moment.BEFORE_RESTART && taken.contains(moment);
    }

    Allowance with(Moment moment) {
        var all = EnumSet.of(moment);
        all.addAll(taken);
        return new Allowance(artifacts, bytes, all);
    }

    Allowance withArtifact(long more) {
        return new Allowance(artifacts + 1, bytes + more, taken);
    }

    /** How many bytes may be kept at that moment; 0 if none. */
    long room(Moment moment) {
        long part = isLate(moment) ? MOST_BYTES : MOST_BYTES / 2;
        return mayAdd(moment) ? Math.max(0, part - bytes) : 0;
    }

    /** Whether even the absence of one may be told. */
    boolean mayAdd(Moment moment) {
        return artifacts < (isLate(moment) ? MOST_ARTIFACTS : MOST_ARTIFACTS / 2);
    }

    private static boolean isLate(Moment moment) {
        return moment == Moment.RED || moment == Moment.END;
    }
}
