package io.burnin.acceptance.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.acceptance.Checkout;
import io.burnin.acceptance.torture.Options.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever befalls a real run, it ends as the table in {@code docs/durability.md} says, a user sees what it was, and the target is
 * as it was before.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -9 of what is stopped")
@Execution(ExecutionMode.CONCURRENT)
class SurvivalTest {

    /** A lost run is lost within the test, and no agent that is started again in time is. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "BURNIN_FLEET_LEASE", "3s",
            "BURNIN_FLEET_HEARTBEAT", "1s",
            "BURNIN_FLEET_LOST_AFTER", "15s");

    @TempDir
    private static Path sharedFolder;

    private static Site shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void openTheSharedSite() throws IOException, InterruptedException {
        shared = open(sharedFolder.toRealPath(), Storage.H2, 1);
    }

    @AfterAll
    static void closeTheSharedSite() throws IOException {
        if (shared != null) {
            shared.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAsTheTableSays(Ordeal ordeal) throws IOException, InterruptedException {
        ExpectedEnd expected = ExpectedEnd.all().get(ordeal.words());
        assertThat(expected).as("the row of " + ordeal.words()).isNotNull();
        Path place = folder.toRealPath();
        if (ordeal.harmsTheSite()) {
            try (Site own = open(place.resolve("site"), ordeal.storage(), ordeal.servers())) {
                endsAsExpected(ordeal, expected, own, place);
            }
        } else {
            endsAsExpected(ordeal, expected, shared, place);
        }
    }

    @Test
    void theTableHasNoOtherRows() throws IOException {
        assertThat(ExpectedEnd.all().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Ordeal.values()).map(Ordeal::words).toList());
    }

    private static void endsAsExpected(Ordeal ordeal, ExpectedEnd expected, Site site, Path place)
            throws IOException, InterruptedException {
        Path home = Files.createDirectories(place.resolve("host"));
        try (Desk desk = Desk.open();
                FrontDoor door = site.anotherDoor();
                TargetHost host = TargetHost.start(
                        Checkout.ROOT, home, ordeal.words(), desk, site.token(), door, ordeal.setting(home))) {
            String run = Scene.startRun(site, host);
            try (JournalWatch watch = JournalWatch.of(host.journal(run))) {
                var scene = new Scene(site, door, host, run, watch, expected.meanwhile());
                scene.awaitOutage();
                ordeal.befall(scene);
                JsonNode ended = scene.awaitEnd();
                assertThatItEnded(expected, ended, scene.report());
                if (ended.hasNonNull("targetDirty")) {
                    assertThat(host.look()).as("what it calls dirty").isNotEmpty();
                } else {
                    assertThat(host.dirt()).isEmpty();
                }
            }
        } finally {
            SmallDisk.at(home).unmount();
        }
    }

    private static void assertThatItEnded(ExpectedEnd expected, JsonNode run, String report) {
        var softly = new SoftAssertions();
        softly.assertThat(run.path("state").asText()).isEqualTo(expected.state());
        softly.assertThat(run.path("light").asText()).isEqualTo(expected.light());
        if (!expected.state().equals("LOST")) {
            softly.assertThat(run.at("/records/stored")).isEqualTo(run.at("/records/journalled"));
        }
        expected.run().forEach(phrase -> softly.assertThat(run.toPrettyString()).satisfies(phrase::holdsFor));
        expected.report().forEach(phrase -> softly.assertThat(report).satisfies(phrase::holdsFor));
        softly.assertAll();
    }

    private static Site open(Path folder, Storage storage, int servers) throws IOException, InterruptedException {
        Site site = Site.open(Checkout.ROOT, folder, storage, servers, IMPATIENT);
        try (var plan = SurvivalTest.class.getResourceAsStream("/survival.yaml")) {
            site.upload(new String(plan.readAllBytes(), StandardCharsets.UTF_8));
        }
        return site;
    }
}
