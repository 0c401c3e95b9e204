package io.burnin.agent.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EntryTest {

    private static final Instant AT = Instant.parse("2026-01-01T12:34:56.789012Z");
    private static final String AWKWARD = "a\tb\\n\nc\r\\";

    private static final List<Entry> ONE_OF_EACH = List.of(
            new Entry.Submitted(AT, AWKWARD, "normal load", AT.minusMillis(1)),
            new Entry.Seen(AT, Role.HANDLED, 1, AWKWARD, "log:8:15#2", 4711, false),
            new Entry.Lost(AT, AWKWARD),
            new Entry.Orphaned(AT, AWKWARD, true),
            new Entry.Abandoned(AT),
            new Entry.Closed(AT));

    @Test
    void everyKindCanBeReadBackFromItsLine() {
        assertThat(ONE_OF_EACH).allSatisfy(entry -> {
            assertThat(entry.line()).doesNotContain("\n");
            assertThat(Entry.parse(entry.line())).isEqualTo(entry);
        });
    }

    @Test
    void noKindIsMissingAbove() {
        Set<Class<?>> kinds = ONE_OF_EACH.stream().map(Object::getClass).collect(Collectors.toSet());

        assertThat(kinds).containsExactlyInAnyOrder(Entry.class.getPermittedSubclasses());
    }
}
