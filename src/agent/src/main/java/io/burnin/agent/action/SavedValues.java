package io.burnin.agent.action;

import java.util.HashMap;
import java.util.Map;

/** What requests have saved, for later steps of the same occurrence. Safe for many threads. */
final class SavedValues {

    private final Map<String, OfOccurrence> byTest = new HashMap<>();

    private record OfOccurrence(int number, Map<String, String> values) {}

    synchronized Map<String, String> of(StepContext context) {
        OfOccurrence last = byTest.get(context.test());
        return last == null || last.number() != context.occurrence() ? Map.of() : last.values();
    }

    synchronized void add(StepContext context, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(of(context));
        all.putAll(values);
        byTest.put(context.test(), new OfOccurrence(context.occurrence(), Map.copyOf(all)));
    }
}
