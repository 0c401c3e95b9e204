package io.burnin.bundle;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.verdict.Evidence;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * Samples of one series, in order of time. As text a line each, {@code 1768291200000,12.5}, below a line that names the columns;
 * a value reads back as exactly the same.
 *
 * @param times epoch milliseconds, rising or equal
 */
public record Columns(long[] times, double[] values) {

    static final String HEAD = "epoch_millis,value\n";

    static Columns of(Evidence evidence, SeriesKey series, Span span) {
        var times = LongStream.builder();
        var values = DoubleStream.builder();
        evidence.scan(series, span, (at, value) -> {
            times.add(at);
            values.add(value);
        });
        return new Columns(times.build().toArray(), values.build().toArray());
    }

    /** @throws IOException if it is no such text, too */
    public static Columns read(BufferedReader text) throws IOException {
        String head = text.readLine();
        if (!HEAD.strip().equals(head)) {
            throw new IOException("it begins with %s instead of %s".formatted(head, HEAD.strip()));
        }
        var times = LongStream.builder();
        var values = DoubleStream.builder();
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            int comma = line.indexOf(',');
            try {
                times.add(Long.parseLong(line.substring(0, Math.max(0, comma))));
                values.add(Double.parseDouble(line.substring(comma + 1)));
            } catch (NumberFormatException wrong) {
                throw new IOException("%s is no sample".formatted(line), wrong);
            }
        }
        return new Columns(times.build().toArray(), values.build().toArray());
    }

    void write(Writer text) throws IOException {
        for (int i = 0; i < times.length; i++) {
            text.write(times[i] + "," + values[i] + "\n");
        }
    }

    int size() {
        return times.length;
    }

    /** How many of them come before that time, epoch milliseconds. */
    int before(long time) {
        int found = Arrays.binarySearch(times, time);
        int at = found >= 0 ? found : -found - 1;
        while (at > 0 && times[at - 1] == time) {
            at--;
        }
        return at;
    }
}
