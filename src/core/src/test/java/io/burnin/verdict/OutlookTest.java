package io.burnin.verdict;

import static io.burnin.verdict.InMemoryEvidence.at;
import static io.burnin.verdict.PlanOf.Of.ratio;
import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Criterion;
import io.burnin.plan.Criterion.Window.Faults;
import io.burnin.plan.Plan;
import io.burnin.plan.Plan.Burden;
import io.burnin.plan.PlanException;
import io.burnin.plan.PlanFile;
import io.burnin.plan.Statistic;
import io.burnin.verdict.Evidence.OccurrenceStatus;
import io.burnin.verdict.Evidence.RunOutcome;
import io.burnin.verdict.PlanOf.Of;
import io.burnin.verdict.Verdict.Awaited;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a verdict says of what it would take. The plan lasts 100 seconds. */
class OutlookTest {

    private static final Criterion LOST =
            ratio("orders.lost", "orders.submitted").green("below 1 %").criterion();

    private static InMemoryEvidence soFar(double seconds) {
        return new InMemoryEvidence(seconds).ended(RunOutcome.UNFINISHED);
    }

    private static InMemoryEvidence orders(int seconds, int each) {
        return soFar(seconds)
                .everySecond("orders.submitted", 0, seconds, second -> each)
                .everySecond("orders.lost", 0, seconds, second -> 0);
    }

    private static Outlook of(Criterion criterion, Evidence evidence) {
        return of(PlanOf.criteria(criterion).plan(), evidence);
    }

    private static Outlook of(Plan plan, Evidence evidence) {
        return Judge.judge(plan, evidence).awaited().getFirst().outlook();
    }

    /** 299 orders prove less than 1 %; 200 in 40 seconds are 5 a second, so that the last of them comes after 60. */
    @Test
    void tellsWhenAGreenIsProvenAtThisPace() {
        Outlook outlook = of(LOST, orders(40, 5));

        assertThat(outlook.takes()).startsWith("299 orders.submitted").contains("200 seen");
        assertThat(outlook.earliest().orElseThrow()).isBetween(at(59.5), at(60.5));
        assertThat(outlook.when()).startsWith("at this pace 2026-01-13 08:0");
        assertThat(outlook.extendBySeconds()).isEmpty();
    }

    /** One a second makes 100 to the end; 299 need 199 seconds more. */
    @Test
    void tellsByHowMuchToExtendARunThatEndsBeforeThat() {
        Outlook outlook = of(LOST, orders(40, 1));

        assertThat(outlook.earliest()).isEmpty();
        assertThat(outlook.extendBySeconds().orElseThrow()).isBetween(195L, 205L);
        assertThat(outlook.when()).contains("not in this run").contains("extend it by 3 min");
        assertThat(of(
                                PlanOf.criteria(LOST)
                                        .plan()
                                        .extendedBy(Duration.ofSeconds(
                                                outlook.extendBySeconds().get())),
                                orders(40, 1))
                        .earliest())
                .isPresent();
    }

    /** So that whoever changes the words of a proof learns that times are read from them. */
    @ParameterizedTest
    @EnumSource(
            value = Statistic.class,
            names = {"P50", "P75", "P90", "P95", "P99", "MEAN"})
    void knowsHowManyAProofNeeds(Statistic statistic) {
        var values = soFar(4).sample("orders.latency", 1, 10)
                .sample("orders.latency", 2, 20)
                .sample("orders.latency", 3, 30);

        Outlook outlook =
                of(new Of(statistic, "orders.latency").green("below 500 ms").criterion(), values);

        assertThat(outlook.when()).containsAnyOf("at this pace");
    }

    @Test
    void knowsHowMuchOfARateOfTwoLogsAProofNeeds() {
        var lines = soFar(40)
                .everySecond("app_log.errors", 0, 40, second -> 0)
                .everySecond("events.lines", 0, 40, second -> 5);

        Outlook outlook =
                of(ratio("app_log.errors", "events.lines").green("below 1 %").criterion(), lines);

        assertThat(outlook.earliest().orElseThrow()).isBetween(at(59.5), at(60.5));
    }

    @Test
    void waitsForATestThatIsYetToComeOrGoesOn() {
        Criterion own = new Of(Statistic.INCREASE, "orders.lost").test("load").criterion();
        Plan plan = PlanOf.criteria().test("load", List.of(), own).plan();
        var goesOn = orders(40, 1).occurrence("load", 5, 40, OccurrenceStatus.RUNNING, Optional.empty(), "");
        var broken = orders(40, 1)
                .occurrence("load", 5, 20, OccurrenceStatus.ERROR, Optional.of(ErrorClass.CONFIG), "no such process");

        assertThat(of(plan, orders(40, 1)).takes()).isEqualTo("load to be executed to its end, 0 of 1 times so far");
        assertThat(of(plan, orders(40, 1)).earliest()).isPresent();
        assertThat(of(plan, goesOn).earliest()).isPresent();
        assertThat(Judge.judge(plan, orders(40, 1)).awaited())
                .as("for the test and its criterion")
                .singleElement()
                .extracting(Awaited::subject)
                .isEqualTo("load");
        assertThat(of(plan, broken).when()).isEqualTo("not in this run: what did not finish is not done again");
    }

    @Test
    void waitsForTheFirstSamplesAndForACountToBeReached() {
        Criterion many =
                new Of(Statistic.COUNT, "orders.latency").green("at least 20").criterion();
        var ten = soFar(40).everySecond("orders.latency", 1, 11, second -> 5);

        assertThat(of(LOST, soFar(40)).told())
                .isEqualTo("samples of orders.lost and orders.submitted (when, nobody can say: none came so far)");
        assertThat(of(many, ten).takes()).isEqualTo("count at least 20; 10 so far");
        assertThat(of(many, ten).earliest().orElseThrow()).isBetween(at(79), at(81));
    }

    /** Of 40 seconds 10 are missing; in 100 they are the tenth that may be. */
    @Test
    void letsWhatWasNotMeasuredWeighLess() {
        var evidence = orders(40, 20).gap(10, 20);

        Outlook outlook = of(LOST, evidence);

        assertThat(outlook.takes()).isEqualTo("90 % of its time measured; 75 % is so far");
        assertThat(outlook.earliest().orElseThrow()).isBetween(at(99), at(100));
        assertThat(of(LOST, orders(40, 20).lost(10, 11)).when()).isEqualTo("not in this run: what is lost stays lost");
    }

    /** Four of 200 are 2 %: of 400 they would be 1. */
    @Test
    void saysOfEachReasonWhatWouldMakeItGreen() {
        Criterion loose = ratio("orders.lost", "orders.submitted")
                .green("at most 1 %")
                .yellow("at most 5 %")
                .criterion();
        Criterion strict = new Of(Statistic.INCREASE, "orders.duplicated").criterion();
        var evidence = orders(40, 5).sample("orders.lost", 30.5, 4).sample("orders.duplicated", 3, 1);

        Verdict verdict = Judge.judge(PlanOf.criteria(loose, strict).plan(), evidence);

        assertThat(verdict.reasons())
                .allSatisfy(
                        reason -> assertThat(reason.outlook()).as(reason.text()).isPresent());
        assertThat(outlook(verdict, strict.path()).when()).isEqualTo("not in this run: what was seen stays seen");
        assertThat(outlook(verdict, loose.path()).earliest().orElseThrow()).isBetween(at(79), at(81));
        assertThat(outlook(verdict, "run").told())
                .isEqualTo("the run to come to its end (planned for 2026-01-13 08:01:40 UTC)");
        assertThat(verdict.causes())
                .allSatisfy(cause -> assertThat(cause.remedy()).contains("what it takes to be green"));
        assertThat(verdict.awaited()).as("what was measured is not missing").isEmpty();
    }

    @Test
    void saysItOfARunOfWhichNothingIsKnown() {
        assertThat(Judge.judge(PlanOf.criteria(LOST).plan(), soFar(40)).reasons())
                .isNotEmpty()
                .allSatisfy(
                        reason -> assertThat(reason.outlook()).as(reason.text()).isPresent());
    }

    private static Outlook outlook(Verdict verdict, String subject) {
        return verdict.reasons().stream()
                .filter(reason -> reason.subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .outlook()
                .orElseThrow();
    }

    @Test
    void saysAfterTheEndHowMuchLongerItWouldHaveTaken() {
        Plan plan = PlanOf.criteria(LOST).evidence(Burden.PROVEN).plan();

        Verdict verdict = Judge.judge(plan, orders(100, 1).ended(RunOutcome.FINISHED));

        assertThat(verdict.awaited()).isEmpty();
        assertThat(outlook(verdict, LOST.path()).when())
                .isEqualTo(
                        "not in this run: it has ended, and at the pace that was seen would have to look 3 min 19 s longer");
    }

    @Test
    void looksOnlyWhereTheCriterionDoes() {
        Criterion during = ratio("orders.lost", "orders.submitted")
                .green("below 1 %")
                .during("load")
                .faults(Faults.EXCEPT)
                .criterion();
        Plan plan = PlanOf.criteria(during).test("load", List.of()).plan();
        var evidence = orders(40, 5).occurrence("load", 0, 20);

        assertThat(of(plan, evidence).earliest()).isEmpty();
        assertThat(of(plan, evidence).when()).contains("is not there again if it is extended");
    }

    /** A verdict that is not provisional awaits nothing, whatever is missing. */
    @Test
    void awaitsWhatComesSoonestFirst() {
        Criterion slow =
                new Of(Statistic.P50, "orders.latency").green("below 500 ms").criterion();
        var evidence = orders(40, 5).sample("orders.latency", 1, 10);

        List<Awaited> awaited =
                Judge.judge(PlanOf.criteria(slow, LOST).plan(), evidence).awaited();

        assertThat(awaited)
                .isSortedAccordingTo(
                        Comparator.comparing(each -> each.outlook().earliest().orElse(Instant.MAX)))
                .hasSize(2);
    }

    /** What an extension brings is planned like the rest. */
    @Test
    void awaitsWhatAnExtensionBrings() throws PlanException {
        Plan plan = PlanFile.read("""
                        burnin: 1
                        plan: shop
                        probes: {front: {http: "http://localhost:1/"}}
                        tests: {spot: {steps: [{observe: front}]}}
                        profiles: {short: {duration: 40s, schedule: [{every: 20s, test: spot}]}}
                        """).plan("short", Map.of());
        var evidence = soFar(30).occurrence("spot", 1, 2).occurrence("spot", 21, 22);

        assertThat(Judge.judge(plan, evidence).awaited()).isEmpty();
        assertThat(Judge.judge(plan.extendedBy(Duration.ofSeconds(40)), evidence)
                        .awaited())
                .singleElement()
                .satisfies(awaited -> {
                    assertThat(awaited.outlook().takes()).contains("2 of 4 times so far");
                    assertThat(awaited.outlook().earliest().orElseThrow()).isBetween(at(60), at(62));
                });
    }
}
