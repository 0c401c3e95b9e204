package io.burnin.plan;

import java.util.Set;
import java.util.stream.Stream;

/** Which counters count a part of what another counts, so that their ratio is a share of trials and not a rate of events. */
public record Shares(Plan plan) {

    /** What may end as what, in a ledger and in a load: of those all in the second set, those in the first are a part. */
    private static final Set<String> FATES = Set.of("done", "failed", "lost", "sent");

    private static final Set<String> ALL = Set.of("submitted", "planned", "sent");

    /** Whether both tell of the same things: of one ledger, of one load, or of the requests of one probe. */
    public boolean isPartOf(String part, String whole) {
        return areTrials(part, whole) || areRequests(part, whole);
    }

    /** Whether what the two metrics count is what became of single ids or arrivals, and all of these. */
    public boolean areTrials(String part, String whole) {
        String fate = MetricCatalogue.quantityOf(part);
        String all = MetricCatalogue.quantityOf(whole);
        return areOfOneOwner(part, whole)
                && !isOfHttp(part)
                && FATES.contains(fate)
                && ALL.contains(all)
                && !fate.equals(all);
    }

    private boolean areRequests(String part, String whole) {
        return areOfOneOwner(part, whole)
                && isOfHttp(part)
                && MetricCatalogue.quantityOf(part).equals("failures")
                && MetricCatalogue.quantityOf(whole).equals("requests");
    }

    private boolean isOfHttp(String metric) {
        return plan.probes().get(MetricCatalogue.ownerOf(metric)) instanceof Probe.Http;
    }

    private boolean areOfOneOwner(String part, String whole) {
        boolean derived = Stream.of(part, whole).anyMatch(plan.metrics()::containsKey);
        return !derived && MetricCatalogue.ownerOf(part).equals(MetricCatalogue.ownerOf(whole));
    }
}
