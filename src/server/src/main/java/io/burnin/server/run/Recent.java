package io.burnin.server.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers the last few answers to questions whose answer never changes. Losing one costs time, nothing else. */
public final class Recent<K, V> {

    private final Map<K, V> answers;

    public Recent(int most) {
        answers = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    public synchronized Optional<V> find(K question) {
        return Optional.ofNullable(answers.get(question));
    }

    public synchronized V keep(K question, V answer) {
        answers.put(question, answer);
        return answer;
    }
}
