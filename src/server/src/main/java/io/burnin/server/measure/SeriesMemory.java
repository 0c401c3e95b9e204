package io.burnin.server.measure;

import io.burnin.metric.Span;
import io.burnin.verdict.Digest;
import io.burnin.verdict.DigestMemory;
import io.burnin.verdict.Evidence.Sample;
import io.burnin.verdict.Evidence.SampleVisitor;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is remembered of one series: what its sealed pieces come to, and the samples of the last minutes. A sample that comes in
 * after its piece was sealed breaks the seal.
 */
final class SeriesMemory implements StoredSeries, DigestMemory.OfSeries {

    private final AtomicLong bytes;
    private final long mostBytes;
    private final Map<DigestMemory.Place, Digest> pieces = new HashMap<>();
    private final Map<Instant, Optional<Sample>> lastBefore = new HashMap<>();
    private Optional<Known> known = Optional.empty();
    private long sealed = Long.MIN_VALUE;

    /** @param bytes that are taken by all of the run */
    SeriesMemory(AtomicLong bytes, long mostBytes) {
        this.bytes = bytes;
        this.mostBytes = mostBytes;
    }

    /** @param tail its last samples */
    private record Known(SampleBlocks stored, Tail tail) {

        /** Appended to, or read anew where something came in that is not the latest. */
        Known updated(SampleBlocks now, long tailFrom, SampleBlocks.BlockVisitor added) {
            var grown = new Tail[] {tail.from(tailFrom)};
            var last = new long[] {tail.end()};
            var inOrder = new boolean[] {true};
            now.eachSince(stored.upTo(), (times, values) -> {
                added.block(times, values);
                inOrder[0] &= last[0] < times[0];
                last[0] = times[times.length - 1];
                if (last[0] >= tailFrom) {
                    grown[0] = grown[0].with(times, values);
                }
            });
            return new Known(now, inOrder[0] ? grown[0].from(tailFrom) : now.tail(tailFrom));
        }
    }

    /** @param until pieces before it are sealed from now on, epoch milliseconds */
    void update(SampleBlocks blocks, long until) {
        // A piece that is sealed just now is still to be digested.
        long tailFrom = Math.max(sealed, until) - DigestMemory.Place.LENGTH;
        long before = known.map(each -> each.tail().bytes()).orElse(0L);
        known = known.map(each -> each.updated(
                        blocks, tailFrom, (times, values) -> breakSeals(times[0], times[times.length - 1])))
                .or(() -> Optional.of(new Known(blocks, blocks.tail(tailFrom))));
        sealed = Math.max(sealed, until);
        bytes.addAndGet(known.orElseThrow().tail().bytes() - before);
    }

    private void breakSeals(long from, long to) {
        lastBefore.keySet().removeIf(at -> at.toEpochMilli() > from);
        if (from < sealed) {
            pieces.entrySet().removeIf(piece -> {
                boolean isTouched =
                        piece.getKey().from() <= to && from < piece.getKey().to();
                if (isTouched) {
                    bytes.addAndGet(-piece.getValue().bytes());
                }
                return isTouched;
            });
        }
    }

    @Override
    public Optional<Digest> find(DigestMemory.Place place) {
        return Optional.ofNullable(pieces.get(place));
    }

    @Override
    public void keep(DigestMemory.Place place, Digest digest) {
        boolean isSealed = place.to() <= sealed;
        if (isSealed && bytes.get() + digest.bytes() <= mostBytes) {
            Digest before = pieces.put(place, digest);
            bytes.addAndGet(digest.bytes() - (before == null ? 0 : before.bytes()));
        }
    }

    @Override
    public void scan(Span span, SampleVisitor visitor) {
        Known now = known.orElseThrow();
        if (now.tail().reachesBackTo(span.from().toEpochMilli())) {
            now.tail().scan(span, visitor);
        } else {
            now.stored().scan(span, visitor);
        }
    }

    @Override
    public Optional<Sample> lastBefore(Instant at) {
        Known now = known.orElseThrow();
        return now.tail()
                .lastBefore(at.toEpochMilli())
                .or(() -> lastBefore.computeIfAbsent(at, earlier -> now.stored().lastBefore(earlier)));
    }
}
