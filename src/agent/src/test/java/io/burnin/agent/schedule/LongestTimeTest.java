package io.burnin.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Plan;
import io.burnin.plan.PlanFile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongestTimeTest {

    private static final Duration LEFT = Duration.ofMinutes(7);

    @ParameterizedTest(name = "{0} takes at most {1} s")
    @CsvSource(
            delimiter = '|',
            value = {
                "wait: 40s                                                             | 40",
                "{wait: 40s, timeout: 5s}                                              | 5",
                "service.kill: app                                                     | 90",
                "service.start: app                                                    | 180",
                "service.restart: [app, plain]                                         | 450",
                "service.pause: {service: plain, for: 10m}                             | 690",
                "await: {service: app, is: ready, within: 2m, for: 10s}                | 160",
                "http.request: {post: 'http://localhost:1/', times: 3, every: 2s}      | 36",
                "http.load: {arrivals: {rate: 1/s}, flows: {get: {weight: 1, requests: [{get: 'http://localhost:1/'}]}}} | 450",
                "repeat: {times: 3, steps: [{wait: 5s}, {wait: 6s}]}                   | 33",
                "parallel: [{wait: 5s}, {wait: 6s}]                                    | 6",
            })
    void isWhatThePlanGivesAStep(String step, long seconds) throws Exception {
        Plan plan = plan(step);

        Duration longest =
                new LongestTime(plan).of(plan.tests().get("outage").steps().getFirst(), LEFT);

        assertThat(longest).isEqualTo(Duration.ofSeconds(seconds));
    }

    private static Plan plan(String step) throws Exception {
        return PlanFile.read("""
                burnin: 1
                plan: some-plan
                title: Some plan
                goal: It works
                services:
                  app:   {start: [app], directory: "/srv", ready: {http: "http://localhost:2/", within: 60s}}
                  plain: {start: [plain], directory: "/srv"}
                tests:
                  outage: {title: Outage, disturbs: [app, plain], steps: [%s], finally: [{service.ensure: [app, plain]}]}
                profiles:
                  short: {duration: 4s, schedule: [{at: 1s, test: outage}]}
                report: {title: Some plan}
                """.formatted(step.startsWith("{") ? step : "{" + step + "}"))
                .plan("short", Map.of());
    }
}
