package io.burnin.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PlanSchemaTest {

    private static final Path FILE = Path.of("../../openapi/plan.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PlanSchema.json(), InputFormat.JSON);

    static List<Arguments> plans() throws IOException {
        return List.of(
                Arguments.of("the example", Examples.PLAN),
                Arguments.of("every key", EveryKey.plan()),
                Arguments.of(
                        "phase1-burn-in",
                        new String(BuiltInPlans.source("phase1-burn-in").orElseThrow(), StandardCharsets.UTF_8)));
    }

    /** After a change of the grammar: run the tests with {@code -Dapprove=true} and look at the difference. */
    @Test
    void isTheCommittedOne() throws IOException {
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, PlanSchema.json());
        }
        assertThat(FILE).content(StandardCharsets.UTF_8).isEqualTo(PlanSchema.json());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void allowsPlansThatAreRight(String name, String plan) throws IOException {
        assertThat(errors(toJson(plan))).isEmpty();
    }

    /** In every map of every plan, a key too many or one too few: what the schema refuses the parser refuses, and the reverse for keys. */
    @Test
    void agreesWithTheParserAboutKeys() throws IOException {
        JsonNode root = toJson(EveryKey.plan());
        ObjectNode profiles = (ObjectNode) root.get("profiles");
        assertAgreement(root, mapsIn(profiles));
        // The parser reads a plan once for each profile, and for the rest of it one will do.
        profiles.remove("short");
        List<ObjectNode> rest = mapsIn(root);
        rest.removeAll(mapsIn(profiles));
        assertAgreement(root, rest);
    }

    private static void assertAgreement(JsonNode root, List<ObjectNode> maps) throws IOException {
        for (ObjectNode map : maps) {
            map.put("unheard-of", "x");
            assertAgreement(root, "a key too many in " + map);
            map.remove("unheard-of");
            Map<String, JsonNode> whole = new LinkedHashMap<>();
            map.properties().forEach(entry -> whole.put(entry.getKey(), entry.getValue()));
            for (String key : whole.keySet()) {
                map.remove(key);
                assertAgreement(root, "no " + key + " in " + whole);
                map.removeAll();
                map.setAll(whole);
            }
        }
    }

    /** Words that are not built yet are known to the parser and no part of the schema. */
    @Test
    void refusesWordsThatAreNotBuiltYet() throws IOException {
        ObjectNode plan = (ObjectNode) toJson(Examples.PLAN);
        plan.putObject("identity");

        assertThat(errors(plan)).isNotEmpty();
    }

    private static void assertAgreement(JsonNode plan, String change) throws IOException {
        List<Error> errors = errors(plan);
        List<Problem> problems = problems(plan);
        boolean wrongKey = problems.stream().anyMatch(problem -> problem.rule().equals("key"));
        if (errors.isEmpty()) {
            assertThat(wrongKey)
                    .as("%s: the schema allows it, the parser says %s", change, problems)
                    .isFalse();
        } else {
            assertThat(problems).as("%s: the schema says %s", change, errors).isNotEmpty();
        }
    }

    private static List<Problem> problems(JsonNode plan) throws IOException {
        try {
            PlanFile.read(JSON.writeValueAsString(plan));
            return List.of();
        } catch (PlanException refused) {
            return refused.problems();
        }
    }

    private static List<Error> errors(JsonNode plan) {
        return SCHEMA.validate(plan);
    }

    private static JsonNode toJson(String yaml) throws IOException {
        Object plan = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return JSON.readTree(JSON.writeValueAsString(plan));
    }

    private static List<ObjectNode> mapsIn(JsonNode node) {
        var maps = new ArrayList<ObjectNode>();
        if (node instanceof ObjectNode map) {
            maps.add(map);
        }
        node.forEach(child -> maps.addAll(mapsIn(child)));
        return maps;
    }
}
