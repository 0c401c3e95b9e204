package io.burnin.agent.journal;

import static java.lang.System.Logger.Level.WARNING;

import io.burnin.agent.journal.FrameReader.Stored;
import io.burnin.agent.journal.Segment.Thinned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a journal in their order: all but the last are closed. Not safe for many threads. */
final class Segments implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Segments.class.getName());

    /** How a file is called while it takes the place of another. */
    private static final String UNFINISHED = ".thinning";

    private final Path journal;
    private final long segmentBytes;
    private final List<Segment> closed = new ArrayList<>();
    private FrameFile active;
    private int number;
    private long firstSeq;
    private long lastSeq;

    private Segments(Path journal, long segmentBytes, FrameFile active, int number) {
        this.journal = journal;
        this.segmentBytes = segmentBytes;
        this.active = active;
        this.number = number;
    }

    static Segments create(Path journal, long segmentBytes) throws IOException {
        var created = new Segments(journal, segmentBytes, FrameFile.create(journal), 1);
        created.begin(1);
        return created;
    }

    /** Opens them for appending; each whole frame of all of them is shown to the visitor. */
    static Segments open(Path journal, long segmentBytes, FrameFile.Visitor visitor) throws IOException {
        List<Integer> numbers = numbers(journal);
        List<Segment> earlier = read(journal, numbers.subList(0, numbers.size() - 1), visitor);
        int last = numbers.getLast();
        var seen = new Numbers(visitor);
        FrameFile active = FrameFile.open(Segment.path(journal, last), seen);
        var opened = new Segments(journal, segmentBytes, active, last);
        opened.closed.addAll(earlier);
        long next = earlier.isEmpty() ? 1 : earlier.getLast().lastSeq() + 1;
        opened.begin(seen.any ? seen.first : next);
        opened.lastSeq = seen.any ? seen.last : opened.lastSeq;
        return opened;
    }

    /** Reads them as they are, for who does not own them; each whole frame of all of them is shown to the visitor. */
    static List<Segment> read(Path journal, FrameFile.Visitor visitor) throws IOException {
        return read(journal, numbers(journal), visitor);
    }

    private static List<Segment> read(Path journal, List<Integer> numbers, FrameFile.Visitor visitor)
            throws IOException {
        var segments = new ArrayList<Segment>();
        for (int number : numbers) {
            Path path = Segment.path(journal, number);
            var seen = new Numbers(visitor);
            FrameFile.visit(path, seen);
            segments.add(new Segment(number, Thinned.NOTHING, path, seen.first, seen.last, Files.size(path)));
        }
        return segments;
    }

    /** Which numbers the frames of a file take. */
    private static final class Numbers implements FrameFile.Visitor {
        private final FrameFile.Visitor then;
        private boolean any;
        private long first = 1;
        private long last;

        private Numbers(FrameFile.Visitor then) {
            this.then = then;
        }

        @Override
        public void visit(Stored frame) throws IOException {
            first = any ? first : frame.firstSeq();
            last = frame.lastSeq();
            any = true;
            then.visit(frame);
        }
    }

    private static List<Integer> numbers(Path journal) throws IOException {
        String prefix = journal.getFileName() + ".";
        var numbers = new ArrayList<>(List.of(1));
        try (Stream<Path> files = Files.list(journal.toAbsolutePath().getParent())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .filter(rest -> rest.matches("\\d{1,9}"))
                    .map(Integer::valueOf)
                    .sorted()
                    .forEach(numbers::add);
        }
        return numbers;
    }

    private void begin(long seq) {
        firstSeq = seq;
        lastSeq = seq - 1;
    }

    void append(long seq, int count, byte[] payload) throws IOException {
        if (active.size() >= segmentBytes) {
            goOnInNewFile(seq);
        }
        active.append(seq, count, payload);
        lastSeq = seq + count - 1;
    }

    private void goOnInNewFile(long seq) throws IOException {
        Path path = Segment.path(journal, number + 1);
        FrameFile next;
        try {
            active.sync();
            next = FrameFile.create(path);
        } catch (IOException later) {
            Files.deleteIfExists(path);
            LOG.log(WARNING, "{0} goes on growing: {1}", active.path(), later.toString());
            return;
        }
        closed.add(active());
        active.close();
        active = next;
        number++;
        begin(seq);
    }

    FrameFile activeFile() {
        return active;
    }

    /** The one that grows, as far as it is durable. */
    Segment active() {
        return new Segment(number, Thinned.NOTHING, active.path(), firstSeq, lastSeq, active.durable());
    }

    /** Where that number lies, or will. */
    Segment from(long seq) {
        return closed.stream()
                .filter(segment -> segment.lastSeq() >= seq)
                .findFirst()
                .orElseGet(this::active);
    }

    /** Where it goes on behind what was seen of a file: in the same if that has changed since, else in the next. */
    Optional<Segment> after(Segment seen) {
        return Stream.concat(closed.stream(), Stream.of(active()))
                .filter(segment -> segment.number() >= seen.number() && !segment.equals(seen))
                .findFirst();
    }

    long bytes() {
        return closed.stream().mapToLong(Segment::bytes).sum() + active.size();
    }

    /** The oldest of those from which the least was taken; empty if there is nothing more to be taken from any. */
    Optional<Segment> next() {
        return Stream.of(Thinned.NOTHING, Thinned.SAMPLES)
                .flatMap(least -> closed.stream().filter(segment -> segment.thinned() == least))
                .findFirst();
    }

    /** Where the file is written that is to take a closed one's place. */
    static Path unfinished(Segment segment) {
        return segment.path().resolveSibling(segment.path().getFileName() + UNFINISHED);
    }

    /** Puts what was written to {@link #unfinished} in the place of a closed file. */
    void replace(Segment old, Thinned thinned) throws IOException {
        Path written = unfinished(old);
        long bytes = Files.size(written);
        Files.move(written, old.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        FrameFile.syncFolder(old.path().toAbsolutePath().getParent());
        var smaller = new Segment(old.number(), thinned, old.path(), old.firstSeq(), old.lastSeq(), bytes);
        closed.set(closed.indexOf(old), smaller);
    }

    @Override
    public void close() throws IOException {
        active.close();
    }
}
