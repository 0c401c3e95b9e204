package io.burnin.server.verdict;

import static io.burnin.server.verdict.JudgedRun.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.burnin.bundle.BundledSeries;
import io.burnin.bundle.Manifest;
import io.burnin.bundle.Part;
import io.burnin.protocol.RunRecord.Absent;
import io.burnin.protocol.RunRecord.Event;
import io.burnin.protocol.RunRecord.Gap;
import io.burnin.protocol.RunRecord.StepEnded;
import io.burnin.protocol.RunRecord.StepIntended;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.TestPlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What whoever fetches an evidence bundle finds in it; run on each database. */
abstract class BundleScenarios {

    private static final String SECRETIVE =
            "- http.request: {get: \"${address}/\", headers: {Authorization: \"Bearer ${secret:front}\"}}";

    /** With something of everything that evidence can tell. */
    private static JudgedRun eventful() {
        JudgedRun run = JudgedRun.started().healthy(40).failure(12).fault(20, 25);
        run.samples("front.latency", 30, 34, 1234.56789);
        run.record(new StepIntended(START.plusSeconds(20), "calm", 1, "steps/0", "service.kill", "front"));
        run.record(new StepEnded(
                START.plusSeconds(21),
                "calm",
                1,
                "steps/0",
                StepEnded.Outcome.OK,
                Optional.empty(),
                "killed",
                12.5,
                Map.of("pid", "4711")));
        run.record(new Absent(START.plusSeconds(28), START.plusSeconds(26), "front", "no answer"));
        run.record(new Gap(START.plusSeconds(36), START.plusSeconds(35), "the agent was restarted"));
        run.record(new Gap(START.plusSeconds(39), START.plusSeconds(38), "the disk was full", 1));
        run.record(new Event(START.plusSeconds(37), "rebooted", "the host was rebooted", Map.of("bootId", "boot-2")));
        return run;
    }

    @Test
    void judgesToTheSameVerdictFromNothingElse() throws Exception {
        JudgedRun run = eventful().send();

        Unpacked before = Unpacked.of(run.id());
        run.finished(41, "front is still down");
        Unpacked after = Unpacked.of(run.id());

        assertThat(before.verdict().revision()).isEmpty();
        assertThat(before.verdict().verdict().provisional()).isTrue();
        assertThat(before.judged()).isEqualTo(before.verdict().verdict());
        assertThat(before.text(Part.REVISIONS)).isEmpty();
        assertThat(after.verdict().revision()).contains(1);
        assertThat(after.judged()).isEqualTo(after.verdict().verdict());
        assertThat(after.lines(Part.REVISIONS)).hasSize(1);
        Api.asAdmin()
                .get("/verdicts/{run}", run.id())
                .then()
                .body("light", equalTo(after.judged().light().name()));
        holdsAllThatEvidenceTells(after);
        tellsTheHashOfEveryEntry(after);
    }

    /** Much of which could be forgotten without changing this run's light. */
    private static void holdsAllThatEvidenceTells(Unpacked bundle) {
        assertThat(bundle.facts().occurrences()).hasSize(1);
        assertThat(bundle.facts().faults()).hasSize(1);
        assertThat(bundle.facts().gaps()).hasSize(2);
        assertThat(bundle.facts().lost()).hasSize(1);
        assertThat(bundle.facts().reboots()).containsExactly(START.plusSeconds(37));
        assertThat(bundle.facts().expectations()).hasSize(1);
        assertThat(bundle.facts().absences()).hasSize(1);
        assertThat(bundle.facts().exemplars()).hasSize(1);
        assertThat(bundle.facts().targetDirty()).isEqualTo("front is still down");
        assertThat(bundle.facts().series())
                .extracting(BundledSeries::metric, BundledSeries::samples)
                .contains(tuple("front.latency", 43L));
        assertThat(bundle.run().given()).contains(Map.of());
        assertThat(bundle.run().parameters()).containsKey("address");
        assertThat(bundle.text(Part.ENVIRONMENT)).contains("Linux");
        assertThat(bundle.text(Part.FINDINGS)).contains("front is still down");
        assertThat(bundle.lines(Part.STEPS))
                .extracting(step -> step.get("message").toString())
                .containsExactly("killed");
        assertThat(bundle.lines(Part.EVENTS))
                .extracting(event -> event.get("kind").toString())
                .contains("run-started", "fault-began", "gap", "event", "run-ended");
        assertThat(bundle.text(Part.README)).contains("burnin.jar judge").contains(names());
    }

    private static void tellsTheHashOfEveryEntry(Unpacked bundle) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        List<Manifest.Entry> entries = bundle.manifest().entries();

        assertThat(bundle.entries().keySet())
                .containsExactlyElementsOf(
                        Stream.concat(entries.stream().map(Manifest.Entry::name), Stream.of(Part.MANIFEST.entry()))
                                .toList())
                .contains(names());
        assertThat(entries).allSatisfy(entry -> {
            byte[] content = bundle.entries().get(entry.name());
            assertThat(entry.bytes()).isEqualTo(content.length);
            assertThat(entry.sha256()).isEqualTo(HexFormat.of().formatHex(sha256.digest(content)));
        });
    }

    /** What an agent knows it never tells; what the server knows of tokens stays there. */
    @Test
    void holdsNoSecretsOfARunThatIsBegun() throws Exception {
        var agent = new FakeAgent().register();
        String plan = TestPlan.fresh().name();
        Api.asAdmin()
                .contentType("application/yaml")
                .body(new TestPlan(plan).text().replace("- wait: 1s", SECRETIVE).getBytes(StandardCharsets.UTF_8))
                .post("/plans")
                .then()
                .statusCode(201);
        String run = Api.asAdmin()
                .contentType("application/json")
                .body(Map.of("plan", plan, "profile", "short", "target", agent.target()))
                .post("/runs")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        Unpacked queued = Unpacked.of(run);
        agent.leased();
        Unpacked leased = Unpacked.of(run);

        assertThat(queued.run().given()).isEmpty();
        assertThat(queued.judged()).isEqualTo(queued.verdict().verdict());
        assertThat(leased.run().given()).isPresent();
        assertThat(leased.wholeText())
                .contains("Bearer ${secret:front}")
                .doesNotContain(agent.token())
                .doesNotContain(Api.adminToken());
    }

    @Test
    void isForThoseWhoMayRead() {
        String run = JudgedRun.started().healthy(10).id();

        Api.asNobody().get("/runs/{run}/bundle", run).then().statusCode(401);
        Api.asA("AGENT").get("/runs/{run}/bundle", run).then().statusCode(403);
        Api.asAdmin()
                .get("/runs/{run}/bundle", "nothing#1")
                .then()
                .statusCode(404)
                .contentType(containsString("json"));
    }

    private static String[] names() {
        return Arrays.stream(Part.values()).map(Part::entry).toArray(String[]::new);
    }
}
