package io.burnin.plan;

import java.util.List;

/** What a parameter stands for. */
public sealed interface ParameterValue {

    record Text(String text) implements ParameterValue {}

    /** The words of a command. */
    record Words(List<String> words) implements ParameterValue {
        public Words {
            words = List.copyOf(words);
        }
    }
}
