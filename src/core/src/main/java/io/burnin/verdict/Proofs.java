package io.burnin.verdict;

import io.burnin.metric.Interval;
import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Estimate.Value;

/** Whether what was seen proves the light, or only suggests it. */
final class Proofs {

    private Proofs() {}

    static Proof of(Bands bands, Light light, Value value) {
        if (value.oneSided().isPresent()) {
            Interval limits = value.oneSided().get();
            boolean proven = bands.of(limits.low()) == light && bands.of(limits.high()) == light;
            return proven ? new Proof.Proven() : unproven(light, value);
        }
        return value.needed().isPresent() ? unproven(light, value) : new Proof.NotApplicable();
    }

    private static Proof unproven(Light light, Value value) {
        return new Proof.Unproven(light == Light.GREEN ? value.needed().orElse("") : "");
    }
}
