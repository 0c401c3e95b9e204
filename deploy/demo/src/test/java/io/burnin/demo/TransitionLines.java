package io.burnin.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The transition log as an observer counts it. */
record TransitionLines(List<Transition> readable, int broken) {

    static TransitionLines of(List<String> lines) {
        List<Transition> readable = new ArrayList<>();
        int broken = 0;
        for (String line : lines) {
            try {
                readable.add(Transition.of(Json.read(line)).orElseThrow());
            } catch (JsonException e) {
                broken++;
            }
        }
        return new TransitionLines(readable, broken);
    }

    List<String> ids() {
        return readable.stream().map(Transition::eventId).toList();
    }

    int repeatedIds() {
        Set<String> distinct = new HashSet<>(ids());
        return readable.size() - distinct.size();
    }

    /** How often a transition does not begin where the one before ended. */
    int gaps() {
        int gaps = 0;
        for (int i = 1; i < readable.size(); i++) {
            if (readable.get(i).prev() != readable.get(i - 1).next()) {
                gaps++;
            }
        }
        return gaps;
    }

    /** How often a transition is not later than the one before. */
    int stalls() {
        int stalls = 0;
        for (int i = 1; i < readable.size(); i++) {
            if (readable.get(i).at().micros() <= readable.get(i - 1).at().micros()) {
                stalls++;
            }
        }
        return stalls;
    }
}
