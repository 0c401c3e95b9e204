package io.burnin.plan;

import java.util.List;

/** How the report looks that people asked for. */
public record ReportLayout(String title, List<Line> metrics, String proceed, String fix, String rollback) {

    public ReportLayout {
        metrics = List.copyOf(metrics);
    }

    /**
     * A line of its metrics.
     *
     * @param value the path of a criterion whose value it shows, or {@code <statistic> <metric>} over the run
     */
    public record Line(String label, String value) {}
}
