package io.burnin.server.report;

import io.burnin.metric.Quantities;
import io.burnin.metric.Unit;
import io.burnin.server.report.RunReport.ArtifactPart;

/** How a report says what was captured of the target. */
final class ArtifactWords {

    private ArtifactWords() {}

    /** {@code at 10:02:03, beforeRestart: outage 1: service.kill core} */
    static String when(ArtifactPart artifact) {
        return "at %s, %s: %s".formatted(Quantities.clock(artifact.at()), artifact.when(), artifact.occasion());
    }

    /** How much there is, or why there is nothing. */
    static String what(ArtifactPart artifact) {
        if (artifact.absent().isPresent()) {
            return "absent: " + artifact.absent().get();
        }
        String size = Quantities.format(artifact.bytes(), Unit.BYTES);
        String cut = artifact.truncated() ? size + ", the end of it" : size;
        return artifact.address().isPresent() ? cut : cut + ", not all of it has come in";
    }
}
