package io.burnin.verdict;

import io.burnin.verdict.Check.Proof;
import io.burnin.verdict.Estimate.Value;

/** Whether what was seen proves the light, or only suggests it. */
final class Proofs {

    private Proofs() {}

    static Proof of(Bands bands, Light light, Value value) {
        if (value.oneSided().isPresent()) {
            // With two limits each side is a test of its own, so that limits of 95 % each prove both (Schuirmann 1987).
            boolean proven = bands.areAll(light, value.oneSided().get());
            return proven ? new Proof.Proven() : unproven(light, value);
        }
        return value.needed().isPresent() ? unproven(light, value) : new Proof.NotApplicable();
    }

    private static Proof unproven(Light light, Value value) {
        return new Proof.Unproven(light == Light.GREEN ? value.needed().orElse("") : "");
    }
}
