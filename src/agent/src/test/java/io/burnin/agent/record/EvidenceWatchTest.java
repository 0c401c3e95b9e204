package io.burnin.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.agent.record.Reading.Sample;
import io.burnin.metric.SeriesKey;
import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.Event;
import io.burnin.protocol.RunRecord.RunEnded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceWatchTest {

    private final FakeHost host = new FakeHost();
    private final Collected told = new Collected();
    private final SystemRunClock clock = SystemRunClock.from(host, host.wall());
    private final EvidenceWatch watch = new EvidenceWatch(
            told,
            clock,
            ClockWatch.begin("boot-1", host, clock, told),
            Map.of("fast", Duration.ofSeconds(1), "slow", Duration.ofSeconds(10)),
            WatchLimits.STANDARD);

    @Test
    void passesOnWhatIsRecorded() {
        watch.write(new RunRecord.FaultBegan(clock.now(), "outage", 1));
        watch.note("owner", "text");
        read("fast");

        assertThat(told.records()).hasSize(1);
        assertThat(told.notesOf("owner")).containsExactly("text");
        assertThat(told.samples("probes.duration")).hasSize(1);
    }

    @Test
    void tellsThatAProbeFellSilentAndThatItReadsAgain() {
        read("fast");
        seconds(29, () -> {});
        assertThat(events()).isEmpty();

        seconds(60, () -> {});
        assertThat(events()).containsExactly("probe-silent fast");

        read("fast");
        seconds(60, () -> read("fast"));
        assertThat(events()).containsExactly("probe-silent fast", "probe-heard-again fast");
    }

    @Test
    void givesASlowProbeTheTimeForTenReadings() {
        read("slow");
        seconds(99, () -> {});
        assertThat(events()).isEmpty();

        seconds(1, () -> {});
        assertThat(events()).containsExactly("probe-silent slow");
    }

    @Test
    void waitsForNoProbeThatHasNotBegunOrHasEnded() {
        read("fast");
        watch.over("fast");
        seconds(600, () -> {});

        assertThat(events()).isEmpty();
    }

    /** What nobody could do is a gap, and no fault of a probe. */
    @Test
    void blamesNoProbeForTheTimeInWhichTheAgentStoodStill() {
        read("fast");
        host.pass(Duration.ofMinutes(5));
        watch.look();
        seconds(20, () -> {});

        assertThat(events()).containsExactly("suspended ");
    }

    @Test
    void tellsThatLoadIsBelowPlanAndThatItIsAsPlannedAgain() {
        seconds(300, () -> arrive(10, 10));
        assertThat(events()).isEmpty();

        seconds(60, () -> arrive(10, 5));
        assertThat(events()).containsExactly("load-below-plan jobs");

        seconds(120, () -> arrive(10, 10));
        assertThat(events()).containsExactly("load-below-plan jobs", "load-as-planned jobs");
    }

    @Test
    void acceptsNineTenthsOfTheLoad() {
        seconds(300, () -> arrive(10, 9));

        assertThat(events()).isEmpty();
    }

    /** The first answers are under way when the first arrivals have long been counted. */
    @Test
    void judgesNoLoadThatHasJustBegun() {
        seconds(29, () -> arrive(10, 0));
        seconds(200, () -> arrive(10, 10));

        assertThat(events()).isEmpty();
    }

    @Test
    void takesLongerForALoadOfFewArrivals() {
        seconds(540, () -> {
            boolean isMinute = host.nanos() / 1_000_000_000 % 60 == 0;
            arrive(isMinute ? 1 : 0, 0);
        });
        assertThat(events()).isEmpty();

        seconds(180, () -> {
            boolean isMinute = host.nanos() / 1_000_000_000 % 60 == 0;
            arrive(isMinute ? 1 : 0, 0);
        });
        assertThat(events()).containsExactly("load-below-plan jobs");
    }

    @Test
    void expectsNoLoadWhileThePlanItselfBreaksTheTarget() {
        seconds(200, () -> arrive(10, 10));
        watch.write(new RunRecord.FaultBegan(clock.now(), "outage", 1));
        seconds(200, () -> arrive(10, 0));
        watch.write(new RunRecord.FaultEnded(clock.now(), "outage", 1));
        seconds(200, () -> arrive(10, 10));

        assertThat(events()).isEmpty();
    }

    @Test
    void endsWithTheLoad() {
        seconds(300, () -> arrive(10, 5));
        watch.over("jobs");

        assertThat(events()).containsExactly("load-below-plan jobs", "load-as-planned jobs");
    }

    @Test
    void tellsNothingAfterTheLastRecord() {
        read("fast");
        watch.write(new RunEnded(clock.now(), RunEnded.Outcome.FINISHED, Optional.empty(), "", ""));
        host.set(Duration.ofHours(3));
        seconds(300, () -> {});
        watch.over("fast");

        assertThat(told.records()).hasSize(1);
    }

    private void read(String probe) {
        watch.reading(probe, reading(new Sample(SeriesKey.of("probes.duration"), clock.now(), 1)));
    }

    private void arrive(int planned, int done) {
        watch.reading(
                "jobs",
                reading(
                        new Sample(SeriesKey.of("jobs.planned"), clock.now(), planned),
                        new Sample(SeriesKey.of("jobs.done"), clock.now(), done)));
    }

    private static Reading reading(Sample... samples) {
        return new Reading(List.of(samples), List.of(), List.of(), Optional.empty());
    }

    private void seconds(int count, Runnable each) {
        for (int second = 0; second < count; second++) {
            host.pass(Duration.ofSeconds(1));
            each.run();
            watch.look();
        }
    }

    private List<String> events() {
        return told.records().stream()
                .filter(Event.class::isInstance)
                .map(Event.class::cast)
                .map(event -> event.kind() + " " + event.detail().getOrDefault("subject", ""))
                .toList();
    }
}
