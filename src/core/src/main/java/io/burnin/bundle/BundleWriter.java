package io.burnin.bundle;

import io.burnin.metric.SeriesKey;
import io.burnin.metric.Span;
import io.burnin.plan.BaselineChoice;
import io.burnin.verdict.Evidence;
import io.burnin.verdict.Evidence.Exemplar;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a bundle from front to back, and holds no more of it than the samples of one series in six hours. Only {@link #finish} makes
 * it whole: one that breaks off before is refused by whoever reads it.
 */
public final class BundleWriter {

    /** A day at one sample a second is one megabyte; the shorter, the more often a database looks through a series. */
    private static final Duration AT_A_TIME = Duration.ofHours(6);

    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final ZipOutputStream zip;
    private final Function<Object, String> json;
    private final List<Manifest.Entry> entries = new ArrayList<>();

    /** @param json writes a value; instants as ISO 8601 */
    public BundleWriter(OutputStream out, Function<Object, String> json) throws IOException {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.json = json;
        text(Part.README, Readme.text());
    }

    /** Content of an entry. */
    @FunctionalInterface
    private interface Content {
        void to(Writer text) throws IOException;
    }

    /** The same, where it need not be a text. */
    @FunctionalInterface
    private interface Bytes {
        void to(OutputStream out) throws IOException;
    }

    /** Takes values, one after the other. */
    @FunctionalInterface
    public interface Sink {
        void add(Object value) throws IOException;
    }

    /** Hands values over. */
    @FunctionalInterface
    public interface Source {
        void to(Sink sink) throws IOException;
    }

    public void text(Part part, String content) throws IOException {
        add(part.entry(), text -> text.write(content));
    }

    public void json(Part part, Object value) throws IOException {
        text(part, json.apply(value) + "\n");
    }

    /** A line for each value. */
    public void lines(Part part, Source values) throws IOException {
        add(part.entry(), text -> values.to(value -> text.write(json.apply(value) + "\n")));
    }

    /** Content as it is. @param name of the entry, which no other has */
    public void file(String name, byte[] content) throws IOException {
        addBytes(name, out -> out.write(content));
    }

    /**
     * @param baselines those that the verdict compares with
     * @param metrics all that the evidence has series or exemplars of
     */
    public void evidence(Evidence evidence, Collection<BaselineChoice> baselines, List<String> metrics)
            throws IOException {
        var series = new ArrayList<BundledSeries>();
        var exemplars = new ArrayList<Exemplar>();
        for (String metric : metrics) {
            exemplars.addAll(evidence.exemplars(metric));
            for (SeriesKey key : evidence.series(metric)) {
                series.add(samples(evidence, key, "series/%05d.csv".formatted(series.size() + 1)));
            }
        }
        json(Part.EVIDENCE, EvidenceFacts.of(evidence, baselines, exemplars, series));
    }

    /** Nothing comes after it. */
    public void finish(String burnin, String run, Instant madeAt) throws IOException {
        json(Part.MANIFEST, new Manifest(Manifest.FORMAT, burnin, run, madeAt, entries));
        zip.finish();
        zip.flush();
    }

    private BundledSeries samples(Evidence evidence, SeriesKey key, String file) throws IOException {
        var samples = new long[1];
        add(file, text -> {
            text.write(Columns.HEAD);
            for (Span stretch : stretches(evidence.run())) {
                Columns columns = Columns.of(evidence, key, stretch);
                columns.write(text);
                samples[0] += columns.size();
            }
        });
        return new BundledSeries(key.metric(), key.labels(), file, samples[0]);
    }

    /** The run in pieces, and what lies before and behind it: a verdict may look there, too. */
    static List<Span> stretches(Span run) {
        var stretches = new ArrayList<Span>();
        Instant from = FIRST;
        for (Instant to = run.from(); to.isBefore(run.to()); to = to.plus(AT_A_TIME)) {
            stretches.add(new Span(from, to));
            from = to;
        }
        stretches.add(new Span(from, LAST));
        return stretches;
    }

    private void add(String name, Content content) throws IOException {
        addBytes(name, out -> {
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            content.to(text);
            text.flush();
        });
    }

    private void addBytes(String name, Bytes content) throws IOException {
        MessageDigest digest = sha256();
        var entry = new ZipEntry(name);
        zip.putNextEntry(entry);
        content.to(new DigestOutputStream(zip, digest));
        zip.closeEntry();
        entries.add(new Manifest.Entry(name, entry.getSize(), HexFormat.of().formatHex(digest.digest())));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
