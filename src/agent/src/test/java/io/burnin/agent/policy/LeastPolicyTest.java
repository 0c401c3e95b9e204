package io.burnin.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.burnin.plan.Plan;
import io.burnin.plan.PlanFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeastPolicyTest {

    private static final String PLAN = """
            burnin: 1
            plan: some-plan
            title: Some plan
            goal: It works
            services:
              app:
                start: [java, -jar, app.jar]
                directory: "/srv/app"
                output: {file: "/srv/app/logs/app.log"}
                processes: {commandLine: "*app.jar*"}
                ready: {http: "http://localhost:9000/health"}
              proxy: {start: [proxy], directory: "/srv/proxy", processes: {port: 9001}}
            probes:
              app_log: {log: "/srv/app/logs/*.log", lines: {errors: {contains: ERROR}}}
              results: {files: "/srv/app/out/*.json"}
            tests:
              drop:
                title: Drop
                steps:
                  - files.write: {to: "/srv/app/in/x-${uuid}.json", count: 3, interval: 10ms, content: {text: x}}
                  - http.request: {get: "http://localhost:9002/state?n=${n}"}
            profiles:
              short: {duration: 1s, schedule: [{at: 0s, test: drop}]}
            report: {title: Some plan}
            """;

    @Test
    void listsWhatThePlanTouchesAndNothingElse() throws Exception {
        Rules rules = LeastPolicy.of(PlanFile.read(PLAN).plan("short", Map.of()));

        assertThat(rules)
                .isEqualTo(new Rules(
                        List.of(new Glob("java -jar app.jar"), new Glob("proxy")),
                        List.of(
                                Path.of("/srv/app"),
                                Path.of("/srv/app/logs"),
                                Path.of("/srv/app/out"),
                                Path.of("/srv/proxy")),
                        List.of(Path.of("/srv/app/in"), Path.of("/srv/app/logs")),
                        List.of("http://localhost:9000", "http://localhost:9002"),
                        Map.of("app", new Glob("*app.jar*"), "proxy", new Glob("*"))));
    }

    @Test
    void allowsThePlanThatItWasMadeFor() throws Exception {
        Plan plan = PlanFile.read(PLAN).plan("short", Map.of());
        var policy = new RulesPolicy(LeastPolicy.of(plan));

        policy.requireCommand(List.of("java", "-jar", "app.jar"), Path.of("/srv/app"));
        policy.requireHarm("app", "java -jar app.jar");
        policy.requireRead(Path.of("/srv/app/out/a.json"));
        policy.requireWrite(Path.of("/srv/app/in/x-1.json"));
        policy.requireUrl(URI.create("http://localhost:9002/state?n=1"));
    }
}
