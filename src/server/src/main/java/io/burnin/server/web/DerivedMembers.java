package io.burnin.server.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Adds to the description of the API what answers have and no record of the core holds: members that are computed as an answer is
 * written. The scanner of records does not see them, and the core cannot describe them.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class DerivedMembers implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        Map<String, Schema> view = schemas.get("VerdictView").getProperties();
        for (String member : List.of("exitCode", "causes", "byChance")) {
            schemas.get("Verdict").addProperty(member, view.get(member));
        }
        schemas.get("Check").addProperty("shown", OASFactory.createSchema().addType(SchemaType.STRING));
    }
}
