package io.burnin.server;

import java.util.UUID;

/** A small valid plan under a name of its own. */
public record TestPlan(String name) {

    public static TestPlan fresh() {
        return new TestPlan("plan-" + UUID.randomUUID().toString().substring(0, 8));
    }

    public String text() {
        return """
                burnin: 1
                plan: %s
                title: A small plan
                goal: Show that the server works
                parameters:
                  address: {default: "http://localhost:1", role: place}
                  rate:    {type: number, default: 5, min: 1, role: load}
                probes:
                  front: {http: "${address}/health", every: 1s}
                tests:
                  calm:
                    title: Nothing happens
                    steps:
                      - wait: 1s
                    criteria:
                      no-failures: {increase: front.failures, green: exactly 0, otherwise: red}
                profiles:
                  short: {duration: 60s, schedule: [{at: 0s, test: calm}]}
                """.formatted(name);
    }

    /** Uploads it. */
    public TestPlan upload() {
        Api.asAdmin()
                .contentType("application/yaml")
                .body(text().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/plans")
                .then()
                .statusCode(201);
        return this;
    }
}
