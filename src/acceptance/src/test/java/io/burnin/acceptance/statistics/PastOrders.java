package io.burnin.acceptance.statistics;

import io.burnin.metric.SeriesKey;
import io.burnin.verdict.Digest;
import io.burnin.verdict.DigestMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers what the orders of the past come to, as the server does. */
final class PastOrders implements DigestMemory {

    private final Map<SeriesKey, Map<Place, Digest>> pieces = new HashMap<>();
    private long sealed;

    /** @param millis no order before it will be added */
    void sealUntil(long millis) {
        sealed = millis;
    }

    @Override
    public OfSeries of(SeriesKey series) {
        Map<Place, Digest> known = pieces.computeIfAbsent(series, first -> new HashMap<>());
        return new OfSeries() {
            @Override
            public Optional<Digest> find(Place place) {
                return Optional.ofNullable(known.get(place));
            }

            @Override
            public void keep(Place place, Digest digest) {
                if (place.to() <= sealed) {
                    known.put(place, digest);
                }
            }
        };
    }
}
