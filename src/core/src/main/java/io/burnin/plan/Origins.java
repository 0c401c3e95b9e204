package io.burnin.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets a test look at what it caused itself: its criteria and expectations get its name as the label {@code origin}. */
record Origins(Optional<String> test, MetricCatalogue catalogue) {

    /** @param all whether the plan asks for what other tests caused too */
    Map<String, String> where(Map<String, String> written, boolean all, List<String> metrics) {
        boolean ofTest = test.isPresent() && !all && !written.containsKey(MetricCatalogue.ORIGIN);
        if (!ofTest || !metrics.stream().allMatch(this::hasOrigin)) {
            return written;
        }
        var where = new LinkedHashMap<>(written);
        where.put(MetricCatalogue.ORIGIN, test.get());
        return where;
    }

    private boolean hasOrigin(String metric) {
        return catalogue
                .find(metric)
                .filter(definition -> definition.labels().contains(MetricCatalogue.ORIGIN))
                .isPresent();
    }
}
