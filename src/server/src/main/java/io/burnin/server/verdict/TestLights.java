package io.burnin.server.verdict;

import io.burnin.verdict.Check;
import io.burnin.verdict.Light;
import io.burnin.verdict.Verdict;
import java.util.List;
import java.util.stream.Stream;

/** What a verdict says of one test. */
public final class TestLights {

    private TestLights() {}

    /** The worst of what was checked in it, and of how its occurrences went. */
    public static Light of(Verdict verdict, String test) {
        Stream<Light> checked = checks(verdict, test).stream().map(Check::light);
        Stream<Light> went = verdict.reasons().stream()
                .filter(reason -> reason.subject().equals(test))
                .map(Verdict.Reason::light);
        return Stream.concat(checked, went).reduce(Light.GREEN, Light::worseOf);
    }

    public static List<Check> checks(Verdict verdict, String test) {
        return verdict.checks().stream()
                .filter(check -> check.test().filter(test::equals).isPresent())
                .toList();
    }
}
