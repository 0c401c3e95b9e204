package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AbilitiesTest {

    private static final String PLAN = """
            burnin: 1
            plan: small
            title: Small
            goal: Show what it takes
            services:
              front: {start: [front], processes: {port: 1}}
            probes:
              web: {http: "http://localhost:1/health", every: 1s}
            tests:
              outage:
                title: An outage
                disturbs: [front]
                steps:
                  - {service.kill: front, undo: {service.ensure: front}}
                  - repeat: {times: 2, steps: [{wait: 1s}]}
                criteria:
                  no-failures: {increase: web.failures, green: exactly 0, otherwise: red}
              unscheduled:
                title: Not in this profile
                steps:
                  - observe: web
                criteria:
                  no-failures: {increase: web.failures, green: exactly 0, otherwise: red}
            profiles:
              short: {duration: 60s, schedule: [{at: 0s, test: outage}]}
            """;

    /** The words of a plan and those of the grammar come from different places. */
    @Test
    void ofAPlanWithEveryKeyAreAllThatThereAre() throws IOException, PlanException {
        PlanFile file = PlanFile.read(EveryKey.plan());

        Abilities needed = Abilities.neededBy(file.example(file.profiles().getFirst()));

        assertThat(Abilities.all().actions()).containsAll(needed.actions());
        assertThat(Abilities.all().probes()).isEqualTo(needed.probes());
        assertThat(needed.modes()).containsExactly("capture");
        assertThat(Abilities.all().modes())
                .containsAll(needed.inMode("rehearsal").modes());
    }

    @Test
    void areThoseOfWhatIsScheduledHoweverDeepItStands() throws PlanException {
        Abilities needed = Abilities.neededBy(PlanFile.read(PLAN).example("short"));

        assertThat(needed.actions()).containsExactly("repeat", "service.ensure", "service.kill", "wait");
        assertThat(needed.probes()).containsExactly("http");
        assertThat(needed.modes()).isEmpty();
    }

    @Test
    void tellWhatAnotherLacks() {
        var needed = new Abilities(Set.of("wait", "disk.fill"), Set.of("log", "net"));
        var known = new Abilities(Set.of("wait"), Set.of("log", "http"));

        assertThat(needed.without(known)).isEqualTo(new Abilities(Set.of("disk.fill"), Set.of("net")));
        assertThat(known.without(needed).without(known).none()).isTrue();
    }
}
