package io.burnin.acceptance.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.acceptance.torture.JournalTail.Entry;
import io.burnin.acceptance.torture.Stored.Event;
import io.burnin.acceptance.torture.Stored.Sample;
import io.burnin.acceptance.torture.Traces.Life;
import io.burnin.metric.SeriesKey;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.StepEnded.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Instant START = Instant.parse("2026-01-13T08:00:00Z");
    private static final SeriesKey FRONT = new SeriesKey("alpha_front.ok", Map.of());

    private final List<Entry> journal = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, Long> requests = new HashMap<>();
    private final List<Life> betas = new ArrayList<>();
    private long mustBeStored = Long.MAX_VALUE;

    /** One request, one kill that is undone, two samples; all of it stored. */
    ComparisonTest() {
        happened("step-intended", intended(1, "orders", "steps/0/0/0", "http.request"));
        happened("fault-began", new RunRecord.FaultBegan(at(2), "crash", 1));
        happened("step-intended", intended(2, "crash", "steps/1", "service.kill"));
        happened("step-intended", intended(4, "crash", "finally/0", "service.ensure"));
        happened("step-ended", ended(6, "crash", "finally/0"));
        happened("fault-ended", new RunRecord.FaultEnded(at(7), "crash", 1));
        long[] times = {at(1).toEpochMilli(), at(2).toEpochMilli()};
        journal.add(new Entry(7, new RunRecord.Samples(FRONT.metric(), Map.of(), times, new double[] {1, 0})));
        samples.add(new Sample(times[0], 1));
        samples.add(new Sample(times[1], 0));
        requests.put("/orders/0", 1L);
        betas.add(new Life(List.of(at(0)), false));
        betas.add(new Life(List.of(at(5)), true));
    }

    @Test
    void findsNothingWhereNothingIsBroken() {
        assertThat(result().findings()).isEmpty();
        assertThat(result().toll()).isEqualTo(Toll.NONE);
    }

    @Test
    void countsARecordOfTheCourseThatIsNotStoredAsLost() {
        events.removeLast();

        assertThat(result().toll()).isEqualTo(new Toll(1, 0, 0, 0, 0));
    }

    @Test
    void missesNothingThatNobodyAcknowledged() {
        events.removeLast();
        samples.removeFirst();
        mustBeStored = 5;

        assertThat(result().toll()).isEqualTo(Toll.NONE);
    }

    @Test
    void countsARecordThatIsStoredTwiceAsDuplicated() {
        events.add(events.getFirst());

        assertThat(result().toll()).isEqualTo(new Toll(0, 1, 0, 0, 0));
    }

    @Test
    void countsARecordThatIsStoredAsSomethingElseAsBoth() {
        events.set(0, new Event(1, "gap"));

        assertThat(result().toll()).isEqualTo(new Toll(1, 1, 0, 0, 0));
    }

    @Test
    void countsTheRecordOfAMissingSampleAsLost() {
        samples.removeFirst();

        assertThat(result().toll()).isEqualTo(new Toll(1, 0, 0, 0, 0));
    }

    @Test
    void countsASampleThatIsStoredTwiceAsDuplicated() {
        samples.add(samples.getLast());

        assertThat(result().toll()).isEqualTo(new Toll(0, 1, 0, 0, 0));
    }

    @Test
    void countsAnActWithoutIntentAsRepeated() {
        requests.put("/orders/0", 2L);
        betas.add(new Life(List.of(at(8)), false));

        assertThat(result().toll()).isEqualTo(new Toll(0, 0, 2, 0, 0));
    }

    @Test
    void countsAPlaceThatWasGoneThroughTwiceAsRepeated() {
        happened("step-intended", intended(8, "crash", "steps/1", "service.kill"));

        assertThat(result().toll()).isEqualTo(new Toll(0, 0, 1, 0, 0));
    }

    @Test
    void countsAFaultThatIsOverWithoutASignOfItsUndoAsDirty() {
        betas.set(1, new Life(List.of(at(20)), true));

        assertThat(result().toll()).isEqualTo(new Toll(0, 0, 0, 0, 1));
    }

    private Comparison.Result result() {
        var traces = new Traces(
                requests, Map.of(), Map.of("alpha", List.of(new Life(List.of(at(0)), false)), "beta", betas));
        var stored = new Stored("FINISHED", 7, events, Map.of(FRONT, samples));
        return new Comparison(journal, traces, stored, mustBeStored).result();
    }

    private void happened(String kind, RunRecord record) {
        long seq = journal.size() + 1L;
        journal.add(new Entry(seq, record));
        events.add(new Event(seq, kind));
    }

    private static RunRecord intended(int second, String test, String place, String action) {
        return new RunRecord.StepIntended(at(second), test, 1, place, action, "");
    }

    private static RunRecord ended(int second, String test, String place) {
        return new RunRecord.StepEnded(at(second), test, 1, place, Outcome.OK, Optional.empty(), "", 1, Map.of());
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
