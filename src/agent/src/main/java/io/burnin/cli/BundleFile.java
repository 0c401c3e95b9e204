package io.burnin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.burnin.agent.journal.Wire;
import io.burnin.bundle.BundledEvidence;
import io.burnin.bundle.BundledRun;
import io.burnin.bundle.BundledSeries;
import io.burnin.bundle.BundledVerdict;
import io.burnin.bundle.Columns;
import io.burnin.bundle.EvidenceFacts;
import io.burnin.bundle.Manifest;
import io.burnin.bundle.Part;
import io.burnin.verdict.Evidence;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An evidence bundle, whole and unchanged: one that is not is refused when it is opened. */
final class BundleFile implements Closeable {

    static final JsonMapper JSON = Wire.mapper()
            .rebuild()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private final Path file;
    private final ZipFile zip;

    private BundleFile(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    static BundleFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw CommandFailed.usage("%s is no file: fetch a bundle with `burnin run bundle RUN`", file);
        }
        BundleFile bundle;
        try {
            bundle = new BundleFile(file, new ZipFile(file.toFile(), UTF_8));
        } catch (IOException unreadable) {
            throw damaged(file, "it is no zip, or cut off: " + unreadable.getMessage());
        }
        try {
            bundle.check();
            return bundle;
        } catch (CommandFailed refused) {
            bundle.close();
            throw refused;
        }
    }

    Manifest manifest() {
        return json(Part.MANIFEST, Manifest.class);
    }

    BundledRun run() {
        return json(Part.RUN, BundledRun.class);
    }

    String plan() {
        return new String(bytes(Part.PLAN), UTF_8);
    }

    /** The one that the server came to. */
    BundledVerdict verdict() {
        return json(Part.VERDICT, BundledVerdict.class);
    }

    /** Reads samples as they are asked for: only while the bundle is open. */
    Evidence evidence() {
        return new BundledEvidence(json(Part.EVIDENCE, EvidenceFacts.class), this::samples);
    }

    private Columns samples(BundledSeries series) {
        try (var text = new BufferedReader(new InputStreamReader(open(series.file()), UTF_8))) {
            return Columns.read(text);
        } catch (IOException wrong) {
            throw damaged(file, "%s cannot be read: %s".formatted(series.file(), wrong.getMessage()));
        }
    }

    private void check() {
        List<String> names = zip.stream().map(ZipEntry::getName).toList();
        if (!names.contains(Part.MANIFEST.entry())) {
            throw damaged(file, "it has no %s".formatted(Part.MANIFEST.entry()));
        }
        if (crc(bytes(Part.MANIFEST)) != zip.getEntry(Part.MANIFEST.entry()).getCrc()) {
            throw damaged(file, "%s was changed".formatted(Part.MANIFEST.entry()));
        }
        Manifest manifest = manifest();
        if (manifest.format() > Manifest.FORMAT) {
            throw CommandFailed.usage(
                    "%s is a bundle of Burnin %s, in format %d; this one reads format %d: use the burnin.jar of that server",
                    file, manifest.burnin(), manifest.format(), Manifest.FORMAT);
        }
        checkNames(manifest, names);
        manifest.entries().forEach(this::check);
    }

    private void checkNames(Manifest manifest, List<String> names) {
        Set<String> told = manifest.entries().stream().map(Manifest.Entry::name).collect(Collectors.toSet());
        told.add(Part.MANIFEST.entry());
        if (names.size() != told.size() || !told.equals(Set.copyOf(names))) {
            Set<String> differing = new HashSet<>(told);
            names.stream().filter(name -> !differing.remove(name)).toList().forEach(differing::add);
            throw damaged(file, "%s does not go with its entries: %s".formatted(Part.MANIFEST.entry(), differing));
        }
    }

    private void check(Manifest.Entry entry) {
        MessageDigest digest = sha256();
        long bytes;
        try (var content = new DigestInputStream(open(entry.name()), digest)) {
            bytes = content.transferTo(OutputStream.nullOutputStream());
        } catch (IOException wrong) {
            throw damaged(file, "%s cannot be unpacked: %s".formatted(entry.name(), wrong.getMessage()));
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (bytes != entry.bytes() || !found.equals(entry.sha256())) {
            throw damaged(file, "%s is not what the manifest says".formatted(entry.name()));
        }
    }

    private <T> T json(Part part, Class<T> type) {
        try {
            return JSON.readValue(bytes(part), type);
        } catch (JsonProcessingException wrong) {
            throw damaged(file, "%s cannot be read: %s".formatted(part.entry(), wrong.getOriginalMessage()));
        } catch (IOException wrong) {
            throw damaged(file, "%s cannot be read: %s".formatted(part.entry(), wrong.getMessage()));
        }
    }

    private byte[] bytes(Part part) {
        try (InputStream content = open(part.entry())) {
            return content.readAllBytes();
        } catch (IOException wrong) {
            throw damaged(file, "%s cannot be unpacked: %s".formatted(part.entry(), wrong.getMessage()));
        }
    }

    private InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("the bundle has no entry of that name");
        }
        return zip.getInputStream(entry);
    }

    /** Of what nobody else vouches for: a zip's own reader does not look. */
    private static long crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static CommandFailed damaged(Path file, String what) {
        return CommandFailed.usage(
                "%s is not an evidence bundle as a server made it: %s; fetch it again with `burnin run bundle RUN`",
                file, what);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException impossible) {
            throw new IllegalStateException("a file that was only read cannot be closed", impossible);
        }
    }
}
