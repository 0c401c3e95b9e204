package io.burnin.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    @Test
    void remembersWhatASetRemembers() {
        var random = new SplittableRandom(1);
        var fingerprints = new Fingerprints();
        var set = new HashSet<String>();
        for (int i = 0; i < 50_000; i++) {
            String text = "id " + random.nextInt(30_000);

            assertThat(fingerprints.contains(text)).isEqualTo(set.contains(text));
            assertThat(fingerprints.add(text)).isEqualTo(set.add(text));
        }
        assertThat(fingerprints.size()).isEqualTo(set.size());
    }

    @Test
    void forgetsWhatBelongsToLostReadings() {
        var before = new Fingerprints();
        var notes = new ArrayList<String>();
        before.add("one");
        before.note(1).ifPresent(notes::add);
        before.add("two");
        before.note(2).ifPresent(notes::add);
        before.note(3).ifPresent(notes::add);

        var after = new Fingerprints();
        after.restore(List.copyOf(notes), 1);

        assertThat(notes).hasSize(2);
        assertThat(after.contains("one")).isTrue();
        assertThat(after.contains("two")).isFalse();
    }
}
