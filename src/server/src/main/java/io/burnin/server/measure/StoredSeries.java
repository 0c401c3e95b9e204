package io.burnin.server.measure;

import io.burnin.metric.Span;
import io.burnin.verdict.Evidence.Sample;
import io.burnin.verdict.Evidence.SampleVisitor;
import java.time.Instant;
import java.util.Optional;

/** Where the samples of one series are looked up. */
interface StoredSeries {

    /** In order of time. */
    void scan(Span span, SampleVisitor visitor);

    Optional<Sample> lastBefore(Instant at);
}
