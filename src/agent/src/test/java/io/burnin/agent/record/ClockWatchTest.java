package io.burnin.agent.record;

import static io.burnin.agent.record.FakeHost.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.protocol.RunRecord;
import io.burnin.protocol.RunRecord.Event;
import io.burnin.protocol.RunRecord.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockWatchTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeHost host = new FakeHost();
    private final Collected told = new Collected();
    private final SystemRunClock clock = ClockWatch.clockOf("boot-1", host, Remembered.NOTHING, Instant.EPOCH);
    private final ClockWatch watch = ClockWatch.begin("boot-1", host, clock, told);

    @Test
    void isQuietWhileAllClocksAgree() {
        for (int second = 0; second < 600; second++) {
            host.pass(SECOND.plusMillis(second % 40));
            assertThat(watch.look()).isFalse();
        }

        assertThat(told.records()).isEmpty();
    }

    /** A run of days sees its clock corrected by a few parts in a million, each second a little. */
    @Test
    void isQuietWhileTheWallClockIsSlewed() {
        for (int second = 0; second < 3600; second++) {
            host.pass(SECOND);
            host.set(Duration.ofNanos(500_000));
            watch.look();
        }

        assertThat(told.records()).isEmpty();
    }

    @ParameterizedTest(name = "by {0} hours")
    @ValueSource(ints = {3, -3})
    void tellsThatTheWallClockWasSetAndKeepsTheTimeOfTheRun(int hours) {
        passing(10);
        host.set(Duration.ofHours(hours));
        passing(10);

        assertThat(told.records()).singleElement().isInstanceOfSatisfying(Event.class, event -> {
            assertThat(event.kind()).isEqualTo("clock-jumped");
            assertThat(event.detail()).isEqualTo(Map.of("seconds", Integer.toString(hours * 3600)));
            assertThat(event.at()).isEqualTo(START.plusSeconds(11));
        });
        assertThat(clock.now()).isEqualTo(START.plusSeconds(20));
        assertThat(clock.ahead()).isEqualTo(Duration.ofHours(-hours));
    }

    @Test
    void tellsThatTheAgentStoodStillAndSinceWhen() {
        passing(10);
        host.pass(Duration.ofMinutes(4));

        boolean stoodStill = watch.look();

        assertThat(stoodStill).isTrue();
        assertThat(kinds()).containsExactly("suspended", "gap");
        assertThat(told.records().getLast())
                .isEqualTo(new Gap(START.plusSeconds(250), START.plusSeconds(10), "the agent stood still"));
    }

    @Test
    void saysNothingOfALateLookOnABusyHost() {
        passing(10);
        host.pass(Duration.ofSeconds(5));
        watch.look();

        assertThat(told.records()).isEmpty();
    }

    /** The monotonic clock of Linux stands still meanwhile; the run's goes on, or its schedule would slip unseen. */
    @Test
    void addsWhatTheHostSlept() {
        passing(10);
        host.sleep(Duration.ofHours(1));

        assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
        assertThat(watch.look()).isTrue();

        assertThat(clock.now()).isEqualTo(START.plusSeconds(3610));
        assertThat(kinds()).containsExactly("suspended", "gap");
        assertThat(told.records().getLast())
                .isEqualTo(new Gap(START.plusSeconds(3610), START.plusSeconds(10), "the host slept"));
        passing(10);
        assertThat(told.records()).hasSize(2);
    }

    /** Nobody can tell there whether the host slept or its clock was set. */
    @Test
    void takesSleepForAJumpWhereTheHostTellsNothing() {
        host.mute();
        var other = new Collected();
        ClockWatch unsure = ClockWatch.begin("boot-1", host, SystemRunClock.from(host, host.wall()), other);
        host.sleep(Duration.ofHours(1));

        assertThat(unsure.look()).isFalse();

        assertThat(other.records()).singleElement().isInstanceOf(Event.class);
    }

    @ParameterizedTest(name = "while the wall clock is set by {0} hours")
    @ValueSource(ints = {3, 0, -3})
    void goesOnAfterARestartOfTheAgent(int hours) {
        passing(10);
        host.set(Duration.ofHours(hours));
        host.pass(Duration.ofSeconds(90));

        SystemRunClock next = ClockWatch.clockOf("boot-1", host, remembered(), START.plusSeconds(10));

        assertThat(next.now()).isEqualTo(START.plusSeconds(100));
    }

    @ParameterizedTest(name = "after the wall clock was set by {0} hours")
    @ValueSource(ints = {3, 0, -3})
    void goesOnAfterAReboot(int hours) {
        passing(10);
        host.set(Duration.ofHours(hours));
        passing(10);
        host.reboot(Duration.ofMinutes(2));

        SystemRunClock next = ClockWatch.clockOf("boot-2", host, remembered(), START.plusSeconds(20));

        assertThat(next.now()).isBetween(START.plusSeconds(139), START.plusSeconds(141));
    }

    @Test
    void isNeverEarlierThanTheLastRecord() {
        host.set(Duration.ofHours(-3));

        SystemRunClock next = ClockWatch.clockOf("boot-2", host, Remembered.NOTHING, START);

        assertThat(next.now()).isEqualTo(START);
    }

    @Test
    void keepsAnAnchorAsItWas() {
        var anchor = new ClockAnchor(
                "a boot", Optional.of(Duration.ofMillis(12_345)), Instant.ofEpochMilli(7), Duration.ofNanos(-5));
        var mute = new ClockAnchor("", Optional.empty(), START, Duration.ZERO);

        assertThat(ClockAnchor.fromNote(anchor.toNote())).isEqualTo(anchor);
        assertThat(ClockAnchor.fromNote(mute.toNote())).isEqualTo(mute);
    }

    @Test
    void readsTheUptimeOfLinux() throws Exception {
        assertThat(SystemHostTime.parse("350735.47 234388.90\n")).isEqualTo(Duration.ofMillis(350_735_470));
    }

    private void passing(int seconds) {
        for (int second = 0; second < seconds; second++) {
            host.pass(SECOND);
            watch.look();
        }
    }

    private Remembered remembered() {
        return new Remembered(Map.of(ClockAnchor.OWNER, told.notesOf(ClockAnchor.OWNER)), Map.of());
    }

    private List<String> kinds() {
        return told.records().stream()
                .map(record -> switch (record) {
                    case RunRecord.Event event -> event.kind();
                    case RunRecord.Gap gap -> "gap";
                    default -> record.toString();
                })
                .toList();
    }
}
