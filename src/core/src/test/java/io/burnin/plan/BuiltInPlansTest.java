package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInPlansTest {

    @ParameterizedTest
    @MethodSource("io.burnin.plan.BuiltInPlans#names")
    void canBeReadAndDecodedInEveryProfile(String name) throws PlanException {
        PlanFile file = PlanFile.read(BuiltInPlans.source(name).orElseThrow());

        assertThat(file.name()).isEqualTo(name);
        for (String profile : file.profiles()) {
            Plan plan = file.plan(profile, Map.of());
            assertThat(plan.profile().name()).isEqualTo(profile);
            assertThat(plan.profile().timetable()).isNotEmpty();
            assertThat(plan.tests().keySet())
                    .containsAll(plan.profile().timetable().stream()
                            .map(Profile.Planned::test)
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("io.burnin.plan.BuiltInPlans#names")
    void hasNothingToComplainAbout(String name) throws PlanException {
        assertThat(PlanFile.read(BuiltInPlans.source(name).orElseThrow()).lint())
                .filteredOn(problem -> problem.severity() == Problem.Severity.ERROR)
                .isEmpty();
    }

    /** Whoever reads warnings of a plan that is right will not read them where they matter. */
    @ParameterizedTest
    @MethodSource("io.burnin.plan.BuiltInPlans#names")
    void areWarnedOfNothingButWhatTheirLoadCannotProve(String name) throws PlanException {
        assertThat(PlanFile.read(BuiltInPlans.source(name).orElseThrow()).lint())
                .extracting(Problem::rule)
                .containsOnly("proof");
    }

    @Test
    void areFoundByNameOnly() {
        assertThat(BuiltInPlans.source("../../../module-info")).isEmpty();
    }
}
