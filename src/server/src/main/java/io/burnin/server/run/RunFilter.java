package io.burnin.server.run;

import io.burnin.protocol.Mode;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import io.burnin.verdict.Light;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which runs a list is to show; what is empty does not matter.
 *
 * @param labels each in the form {@code name=value}
 */
record RunFilter(
        Optional<String> plan,
        Optional<String> profile,
        Optional<RunState.Label> state,
        Optional<Light> light,
        Optional<String> target,
        Optional<Mode> mode,
        List<String> labels) {

    /** A condition in HQL and the values of its parameters. */
    record Condition(String hql, Map<String, Object> values) {}

    Condition condition() {
        List<String> parts = new ArrayList<>(List.of("1 = 1"));
        Map<String, Object> values = new LinkedHashMap<>();
        plan.ifPresent(name -> add(parts, values, "plan", name));
        profile.ifPresent(name -> add(parts, values, "profile", name));
        state.ifPresent(label -> add(parts, values, "state", label.name()));
        light.ifPresent(seen -> add(parts, values, "light", seen.name()));
        mode.ifPresent(wanted -> add(parts, values, "mode", wanted.name()));
        target.ifPresent(name -> {
            parts.add("coalesce(r.target, r.wantedTarget) = :target");
            values.put("target", name);
        });
        for (int i = 0; i < labels.size(); i++) {
            String[] label = labels.get(i).split("=", 2);
            if (label.length != 2) {
                throw Problem.of(ProblemType.INVALID, "label %s is not of the form name=value", labels.get(i));
            }
            parts.add(
                    "exists (from RunLabelEntity l where l.key.run = r.id and l.key.name = :name%d and l.value = :value%d)"
                            .formatted(i, i));
            values.put("name" + i, label[0]);
            values.put("value" + i, label[1]);
        }
        return new Condition(String.join(" and ", parts), values);
    }

    private static void add(List<String> parts, Map<String, Object> values, String column, Object value) {
        parts.add("r." + column + " = :" + column);
        values.put(column, value);
    }
}
