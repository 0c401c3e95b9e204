package io.burnin.acceptance.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a row came to.
 *
 * @param ratio ours divided by theirs, each pair measured one after the other; above 1 we are the faster one
 * @param bar what the median of the ratio must reach
 */
record Result(String row, String ratioOf, Spread ratio, double bar, List<Figure> figures) {

    /** One of the things that were measured. */
    record Figure(String what, String unit, Spread measured) {}

    @JsonProperty
    boolean reachesBar() {
        return ratio.median() >= bar;
    }
}
