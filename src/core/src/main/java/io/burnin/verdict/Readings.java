package io.burnin.verdict;

import io.burnin.metric.SortedParts;
import io.burnin.metric.Spans;
import io.burnin.metric.Totals;
import io.burnin.verdict.Evidence.Sample;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The samples of one series that a window takes, by what they come to. */
final class Readings {

    static final Readings NONE = new Readings(List.of());

    private final List<Digest> pieces;
    private final Totals totals;

    /** @param pieces in order of time */
    Readings(List<Digest> pieces) {
        this.pieces =
                pieces.stream().filter(piece -> piece.totals().count() > 0).toList();
        this.totals = this.pieces.stream().map(Digest::totals).reduce(Totals.NONE, Totals::plus);
    }

    Totals totals() {
        return totals;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    Optional<Sample> last() {
        return pieces.isEmpty() ? Optional.empty() : pieces.getLast().last();
    }

    List<double[]> sorted() {
        return pieces.stream().map(Digest::sorted).toList();
    }

    static SortedParts sorted(List<Readings> series) {
        return new SortedParts(
                series.stream().flatMap(each -> each.sorted().stream()).toList());
    }

    Cells cells() {
        return Cells.joined(pieces.stream().map(Digest::cells).toList());
    }

    /** Hands on the samples at which the value changes. */
    void changes(Evidence.SampleVisitor visitor) {
        for (Digest piece : pieces) {
            for (int i = 0; i < piece.changes().size(); i++) {
                visitor.sample(piece.changes().times()[i], piece.changes().values()[i]);
            }
        }
    }

    /** In percent, of the time between two readings that both lie in one of these stretches; empty without such time. */
    OptionalDouble up(Spans held) {
        long up = 0;
        long all = 0;
        for (int i = 0; i < pieces.size(); i++) {
            up += pieces.get(i).upMillis();
            all += pieces.get(i).heldMillis();
            if (i > 0) {
                Sample before = pieces.get(i - 1).last().orElseThrow();
                long from = before.at().toEpochMilli();
                long to = pieces.get(i).first().orElseThrow().at().toEpochMilli();
                if (held.cover(from, to)) {
                    all += to - from;
                    up += before.value() >= 1 ? to - from : 0;
                }
            }
        }
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * up / all);
    }
}
