package io.burnin.plan;

import io.burnin.metric.Span;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * A stretch of every day by a clock on the wall, such as a nightly backup. One that ends no later than it begins ends on the next
 * day. Where the clock is put forward or back within it, it is as much shorter or longer.
 *
 * @param why what happens then
 */
public record Daily(LocalTime from, LocalTime to, ZoneId zone, String why) {

    /** Every one that shares an instant with a span. */
    public List<Span> within(Span span) {
        LocalDate first = span.from().atZone(zone).toLocalDate().minusDays(1);
        LocalDate last = span.to().atZone(zone).toLocalDate();
        return first.datesUntil(last.plusDays(1))
                .map(this::on)
                .filter(span::overlaps)
                .toList();
    }

    private Span on(LocalDate day) {
        LocalDate lastDay = to.isAfter(from) ? day : day.plusDays(1);
        return new Span(
                day.atTime(from).atZone(zone).toInstant(),
                lastDay.atTime(to).atZone(zone).toInstant());
    }

    /** {@code 22:00-02:00} */
    @Override
    public String toString() {
        return from + "-" + to;
    }
}
