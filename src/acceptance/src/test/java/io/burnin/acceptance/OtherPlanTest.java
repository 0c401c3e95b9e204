package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The plan is data: a program that Burnin has never heard of is burnt in by a plan that somebody else wrote. Three of them, each
 * with an agent of its own, at once on one server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherPlanTest {

    private static final int GREEN = 0;
    private static final int RED = 20;

    private Path folder;

    private Server server;

    @BeforeAll
    void startServer(@TempDir Path empty) throws IOException, InterruptedException {
        folder = empty;
        server = Server.start(folder.resolve("server"), Optional.empty());
        assertThat(server.send("POST", "/plans", GreeterHost.plan(), "Content-Type", "application/yaml")
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aKindGreeterIsRehearsedAndThenGreen() throws IOException, InterruptedException {
        try (var host = GreeterHost.start(folder.resolve("kind"), server, "kind", "kind")) {
            CommandLine.Result rehearsal = host.rehearse();
            Outcome outcome = host.burnIn();

            assertThat(rehearsal.output())
                    .contains(
                            "service.start greeter", "allowed by policy, and can be executed", "the run would start it")
                    .contains(" 0 FAILED");
            assertThat(rehearsal.exitCode()).as(rehearsal.output()).isZero();
            assertThat(outcome.light()).as(outcome.reasons()).isEqualTo("GREEN");
            assertThat(outcome.exitCode()).isEqualTo(GREEN);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aGreeterThatRefusesEveryThirdGuestIsRedForJustThat() throws IOException, InterruptedException {
        Outcome outcome = burnIn("rude");

        assertThat(outcome.red()).containsExactly("nobody-refused", "unanswered");
        assertThat(outcome.exitCode()).isEqualTo(RED);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aGreeterThatDiesByItselfIsRedForTheCrash() throws IOException, InterruptedException {
        Outcome outcome = burnIn("mortal");

        assertThat(outcome.red()).contains("no-crashes").doesNotContain("nobody-refused");
        assertThat(outcome.exitCode()).isEqualTo(RED);
    }

    private Outcome burnIn(String manner) throws IOException, InterruptedException {
        try (var host = GreeterHost.start(folder.resolve(manner), server, manner, manner)) {
            return host.burnIn();
        }
    }
}
