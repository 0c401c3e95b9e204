package io.burnin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.ParameterValue;
import io.burnin.protocol.Mode;
import io.burnin.server.fleet.AgentId;
import io.burnin.verdict.ErrorClass;
import io.burnin.verdict.Light;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@QuarkusTest
class RunStateTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    static final List<RunState> EVERY_STATE = List.of(
            new RunState.Queued("no agent", NOON, Optional.of(LATER)),
            new RunState.Running(NOON, Optional.of(LATER)),
            new RunState.Finished(NOON, LATER),
            new RunState.Stopped(NOON, LATER, Optional.of(ErrorClass.PRODUCT), "red"),
            new RunState.Aborted(Optional.of(NOON), LATER, ErrorClass.CANCELED, "enough"),
            new RunState.Lost(NOON, LATER, "gone"));

    @Inject
    RunRows rows;

    @Test
    void hasAnExampleOfEachKind() {
        assertThat(EVERY_STATE.stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(kindsOf(RunState.class).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @FieldSource("EVERY_STATE")
    void survivesStorage(RunState state) {
        Run run = example(state);
        RunEntity row = new RunEntity();
        row.id = run.id().value();

        rows.fill(row, run);

        assertThat(rows.toRun(row)).isEqualTo(run);
    }

    private static Stream<Class<?>> kindsOf(Class<?> sealed) {
        return sealed.isSealed()
                ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(RunStateTest::kindsOf)
                : Stream.of(sealed);
    }

    private static Run example(RunState state) {
        var order = new Order(
                "plan",
                3,
                "short",
                Optional.of("target"),
                Map.of("pool", "win"),
                Map.of("rate", new ParameterValue.Text("5"), "command", new ParameterValue.Words(List.of("a", "b"))),
                Map.of("build", "7"),
                List.of("calm"),
                Mode.REHEARSAL);
        var lease = new Lease(
                new AgentId(UUID.randomUUID()),
                "target",
                Map.of("home", new ParameterValue.Text("/srv")),
                2,
                LATER,
                Optional.of(NOON),
                Optional.of(new RunClock(-10_800_000.5, 0.25, RunClock.State.OFF)));
        return new Run(
                RunId.random(),
                42,
                order,
                new Run.Origin(NOON, "somebody", Optional.of(RunId.random())),
                Duration.ofMinutes(3),
                state,
                Optional.of(lease),
                new Run.Wish(
                        Optional.of("me"),
                        Optional.of("a red"),
                        "enough",
                        new Run.Extension(Duration.ofHours(12), Duration.ofHours(8))),
                new Run.Progress(7, 8, Optional.of(LATER), 9, "calm 1", new Run.Refused(2, 3)),
                new Run.Outcome("core is down", Optional.of(Light.RED)));
    }
}
