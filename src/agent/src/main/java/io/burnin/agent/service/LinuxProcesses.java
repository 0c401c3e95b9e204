package io.burnin.agent.service;

import io.burnin.agent.service.Services.Incarnation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code /proc}, read directly: a look at all processes of a host takes a few milliseconds. */
final class LinuxProcesses implements ProcessTable {

    /** Linux counts a process's start in hundredths of a second, whatever its own clock does. */
    private static final long MILLIS_PER_TICK = 10;

    private static final long YOUNG_NANOS = Duration.ofSeconds(3).toNanos();
    private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();

    private final Path proc;
    private final Boot boot;
    private final LongSupplier nanos;
    private final Map<Integer, Listeners> listeners = new ConcurrentHashMap<>();
    private final Map<Incarnation, Command> commands = new ConcurrentHashMap<>();

    /**
     * @param nanos a monotonic clock
     * @param known kept if the host has not been booted since, for the kernel's own answer moves with the wall clock
     */
    LinuxProcesses(Path proc, LongSupplier nanos, Optional<Boot> known) {
        this.proc = proc;
        this.nanos = nanos;
        String id = text(proc.resolve("sys/kernel/random/boot_id")).strip();
        this.boot = known.filter(before -> before.id().equals(id))
                .orElseGet(() -> new Boot(id, bootTime(text(proc.resolve("stat")))));
    }

    @Override
    public Boot boot() {
        return boot;
    }

    @Override
    public Snapshot snapshot() {
        long begunAt = nanos.getAsLong();
        List<Row> rows = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, LinuxProcesses::isProcess)) {
            for (Path entry : entries) {
                stat(entry).filter(stat -> !stat.hasEnded()).map(this::row).ifPresent(rows::add);
            }
        } catch (DirectoryIteratorException broken) {
            throw new UncheckedIOException(broken.getCause());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        commands.keySet().retainAll(rows.stream().map(Row::incarnation).collect(Collectors.toSet()));
        return new Snapshot(begunAt, rows);
    }

    @Override
    public boolean lives(Incarnation process) {
        return stat(proc.resolve(Long.toString(process.pid())))
                .filter(stat -> !stat.hasEnded())
                .map(this::row)
                .filter(row -> row.incarnation().equals(process))
                .isPresent();
    }

    @Override
    public List<String> command(Row process) {
        long now = nanos.getAsLong();
        return commands.compute(
                        process.incarnation(),
                        (asked, known) -> known == null || known.isDue(now)
                                ? new Command(readCommand(process), known == null ? now : known.firstRead(), now)
                                : known)
                .words();
    }

    /** Kept for a while, but a process may still become another program: one that was just forked does. */
    private record Command(List<String> words, long firstRead, long lastRead) {
        boolean isDue(long now) {
            return now - firstRead < YOUNG_NANOS || now - lastRead > KEPT_NANOS;
        }
    }

    private List<String> readCommand(Row process) {
        String text = text(proc.resolve(process.pid() + "/cmdline"));
        return text.isEmpty() ? List.of() : List.of(text.split("\0", -1)).subList(0, countWords(text));
    }

    @Override
    public Optional<Path> executable(Row process) {
        return link(proc.resolve(process.pid() + "/exe"));
    }

    @Override
    public Optional<Path> workingDirectory(Row process) {
        return link(proc.resolve(process.pid() + "/cwd"));
    }

    @Override
    public boolean isHalted(long pid) {
        return stat(proc.resolve(Long.toString(pid))).filter(Stat::isHalted).isPresent();
    }

    @Override
    public Set<Long> listeningOn(int port, Snapshot snapshot) {
        long now = nanos.getAsLong();
        Listeners known = listeners.get(port);
        if (known != null && now - known.readAt() < KEPT_NANOS && known.live(snapshot)) {
            return known.pids();
        }
        // For these tables the kernel walks all its connections, and only all open files tell who holds a socket: both
        // are dear.
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            sockets.addAll(listeningSockets(text(proc.resolve(table)), port));
        }
        List<Incarnation> owners = sockets.isEmpty() ? List.of() : holdersOf(sockets, snapshot);
        var found = new Listeners(owners, now);
        listeners.put(port, found);
        return found.pids();
    }

    private record Listeners(List<Incarnation> owners, long readAt) {
        boolean live(Snapshot snapshot) {
            return !owners.isEmpty() && owners.stream().allMatch(snapshot::lives);
        }

        Set<Long> pids() {
            return Set.copyOf(owners.stream().map(Incarnation::pid).toList());
        }
    }

    private List<Incarnation> holdersOf(Set<String> sockets, Snapshot snapshot) {
        return snapshot.rows().stream()
                .filter(row -> holdsAny(row.pid(), sockets))
                .map(Row::incarnation)
                .toList();
    }

    /** {@code sl local_address rem_address st … inode}: the inodes of those in state 0A (listening) on the port. */
    static Set<String> listeningSockets(String table, int port) {
        String address = ":%04X".formatted(port);
        Set<String> inodes = new HashSet<>();
        table.lines().map(line -> line.strip().split("\\s+")).forEach(fields -> {
            if (fields.length > 9 && fields[1].endsWith(address) && fields[3].equals("0A")) {
                inodes.add("socket:[" + fields[9] + "]");
            }
        });
        return inodes;
    }

    private boolean holdsAny(long pid, Set<String> sockets) {
        try (Stream<Path> open = Files.list(proc.resolve(pid + "/fd"))) {
            return open.anyMatch(file ->
                    link(file).map(Path::toString).filter(sockets::contains).isPresent());
        } catch (IOException | UncheckedIOException goneOrNotOurs) {
            return false;
        }
    }

    private Row row(Stat stat) {
        return new Row(
                stat.pid(), stat.parent(), stat.session(), boot.at().plusMillis(stat.startedTicks() * MILLIS_PER_TICK));
    }

    private static Optional<Stat> stat(Path process) {
        String text = text(process.resolve("stat"));
        return text.isEmpty() ? Optional.empty() : Optional.of(Stat.parse(text));
    }

    record Stat(long pid, char state, long parent, long session, long startedTicks) {

        /** {@code 4711 (any (name)) S parent group session …}; the 22nd field is the start. */
        static Stat parse(String text) {
            int name = text.indexOf('(');
            int rest = text.lastIndexOf(')') + 2;
            String[] fields = text.substring(rest).split(" ");
            return new Stat(
                    Long.parseLong(text.substring(0, name).strip()),
                    fields[0].charAt(0),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[19]));
        }

        boolean hasEnded() {
            return state == 'Z' || state == 'X';
        }

        boolean isHalted() {
            return state == 'T' || state == 't';
        }
    }

    private static Instant bootTime(String stat) {
        return stat.lines()
                .filter(line -> line.startsWith("btime "))
                .map(line -> Instant.ofEpochSecond(
                        Long.parseLong(line.substring("btime ".length()).strip())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("/proc/stat has no btime"));
    }

    private static boolean isProcess(Path entry) {
        return Character.isDigit(entry.getFileName().toString().charAt(0));
    }

    private static int countWords(String commandLine) {
        int words = commandLine.split("\0", -1).length;
        return commandLine.endsWith("\0") ? words - 1 : words;
    }

    /** Empty if the process ended meanwhile or belongs to somebody else. */
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }

    private static Optional<Path> link(Path file) {
        try {
            return Optional.of(Files.readSymbolicLink(file));
        } catch (IOException goneOrNotOurs) {
            return Optional.empty();
        }
    }
}
