package io.burnin.server.verdict;

import static io.burnin.server.verdict.JudgedRun.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.burnin.protocol.RunRecord.StepIntended;
import io.burnin.server.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is answered is described: no answer has a member that {@code openapi/openapi.yaml} does not name. */
@QuarkusTest
class AnswersTest {

    private static final String SCHEMAS = "#/components/schemas/";

    private final JsonMapper json = new JsonMapper();
    private JsonNode api;

    @Test
    void haveNoMemberThatTheDescriptionDoesNotName() throws IOException {
        api = json.readTree(Api.asNobody()
                .queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        var goesOn = JudgedRun.started().healthy(20).failure(12).fault(13, 15);
        goesOn.record(new StepIntended(START.plusSeconds(14), "calm", 1, "steps/0", "service.kill", "front"))
                .send();
        var ended = JudgedRun.started().healthy(40).failure(12).finished(41, "front is still down");
        exclude(ended);
        var unnamed = new ArrayList<String>();

        for (JudgedRun run : List.of(goesOn, ended)) {
            for (String path : List.of(
                    "/verdicts/{run}",
                    "/verdicts/{run}/revisions",
                    "/runs/{run}",
                    "/runs/{run}/tests",
                    "/runs/{run}/events",
                    "/runs/{run}/findings",
                    "/runs/{run}/exclusions",
                    "/runs/{run}/extensions",
                    "/runs/{run}/decisions",
                    "/runs/{run}/metrics")) {
                check(path, run.id(), unnamed);
            }
        }
        for (String path : List.of("/verdicts", "/runs", "/agents", "/targets", "/plans", "/storage")) {
            check(path, "", unnamed);
        }

        assertThat(unnamed).isEmpty();
    }

    private static void exclude(JudgedRun run) {
        Api.asAdmin()
                .contentType("application/json")
                .body(Map.of(
                        "from",
                        START.plusSeconds(12).toString(),
                        "to",
                        START.plusSeconds(13).toString(),
                        "kind",
                        "MAINTENANCE",
                        "reason",
                        "the network was down"))
                .post("/runs/{run}/exclusions", run.id())
                .then()
                .statusCode(201);
    }

    private void check(String path, String run, List<String> unnamed) throws IOException {
        String answer = Api.asAdmin()
                .accept("application/json")
                .get(path.replace("{run}", run))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        JsonNode schema = api.path("paths")
                .path(path)
                .path("get")
                .path("responses")
                .path("200")
                .path("content")
                .path("application/json")
                .path("schema");
        assertThat(schema.isMissingNode()).as("GET %s is described", path).isFalse();
        walk(path, json.readTree(answer), resolved(schema), unnamed);
    }

    private void walk(String place, JsonNode value, JsonNode schema, List<String> unnamed) {
        if (value.isArray()) {
            value.forEach(item -> walk(place + "[]", item, resolved(schema.path("items")), unnamed));
        } else if (value.isObject()) {
            value.properties().forEach(member -> {
                JsonNode named = schema.path("properties").path(member.getKey());
                JsonNode any = schema.path("additionalProperties");
                String here = place + " " + member.getKey();
                if (!named.isMissingNode() || any.isObject()) {
                    walk(here, member.getValue(), resolved(named.isMissingNode() ? any : named), unnamed);
                } else if (!isAnything(schema) && !unnamed.contains(here)) {
                    unnamed.add(here);
                }
            });
        }
    }

    private static boolean isAnything(JsonNode schema) {
        return !schema.has("properties") && (schema.path("type").asText().equals("object") || schema.isEmpty());
    }

    private JsonNode resolved(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText().substring(SCHEMAS.length());
            return resolved(api.path("components").path("schemas").path(name));
        }
        for (String of : List.of("allOf", "oneOf", "anyOf")) {
            if (schema.path(of).size() == 1) {
                return resolved(schema.path(of).path(0));
            }
        }
        return schema;
    }
}
