package io.burnin.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Plan;
import io.burnin.plan.PlanFile;
import io.burnin.protocol.RunRecord;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.FakeAgent.Leased;
import io.burnin.verdict.Judge;
import io.burnin.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * That a verdict depends on what was told, and not on how it was told or who asked meanwhile; run on each database. More seeds
 * than the usual ones: {@code -Dburnin.stories=100}.
 */
abstract class LiveVerdictScenarios {

    private static final int STORIES = Integer.getInteger("burnin.stories", 2);

    private final long first;

    /** @param first the seed of the first story: each database gets stories of its own */
    LiveVerdictScenarios(long first) {
        this.first = first;
    }

    @Test
    void isTheSameHoweverTheRecordsCameAndWhoeverAskedMeanwhile() throws Exception {
        String name = upload();
        for (long seed = first; seed < first + STORIES; seed++) {
            Story story = Story.of(new SplittableRandom(seed));
            var random = new Random(seed);

            Told asked = new Told(name, seed).all(Telling.of(story, random), () -> random.nextInt(3) == 0);
            Told unasked = new Told(name, seed).all(Telling.of(story, random), () -> false);

            Verdict expected = asked.fromScratch();
            assertThat(asked.verdict()).as("seed %d, asked meanwhile", seed).isEqualTo(expected);
            assertThat(unasked.verdict()).as("seed %d, never asked", seed).isEqualTo(expected);
        }
    }

    private static String upload() {
        String name = "plan-" + UUID.randomUUID().toString().substring(0, 8);
        Api.asAdmin()
                .contentType("application/yaml")
                .body(Story.plan(name).getBytes(StandardCharsets.UTF_8))
                .post("/plans")
                .then()
                .statusCode(201);
        return name;
    }

    /** A run of its own that a story is told to. */
    private static final class Told {

        private final FakeAgent agent = new FakeAgent().register();
        private final Leased leased;
        private final Plan plan;
        private final long seed;
        private final List<RunRecord> records = new ArrayList<>();

        Told(String name, long seed) throws Exception {
            this.seed = seed;
            Api.asAdmin()
                    .contentType("application/json")
                    .body(Map.of("plan", name, "profile", "short", "target", agent.target()))
                    .post("/runs")
                    .then()
                    .statusCode(201);
            leased = agent.leased();
            plan = PlanFile.read(Story.plan(name)).plan("short", Map.of());
        }

        /** Where somebody asks after a batch, the answer is compared with the verdict on what was told by then. */
        Told all(Telling telling, BooleanSupplier asks) {
            for (List<RunRecord> batch : telling.batches()) {
                agent.post(
                                leased,
                                records.size() + 1,
                                batch.stream().map(FakeAgent::line).toList())
                        .then()
                        .statusCode(200);
                records.addAll(batch);
                if (asks.getAsBoolean()) {
                    assertThat(verdict())
                            .as("seed %d, after %d records", seed, records.size())
                            .isEqualTo(fromScratch());
                }
            }
            return this;
        }

        Verdict verdict() {
            return Unpacked.read(
                    Api.asAdmin().get("/verdicts/{run}", leased.run()).asString(), Verdict.class);
        }

        Verdict fromScratch() {
            return Judge.judge(plan, ToldEvidence.of(records));
        }
    }
}
