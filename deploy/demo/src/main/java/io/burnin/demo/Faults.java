package io.burnin.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The faults that are on, read once when a process starts from {@code faults} in the root directory: one a line,
 * {@code name} or {@code name=value}. Nobody but the processes of this system reads that file.
 */
final class Faults {

    private final Map<Fault, Integer> on;
    private final Home home;
    private final Incarnation incarnation;
    private final Deeds deeds;
    private final Clock clock;
    private final Set<Fault> begun = EnumSet.noneOf(Fault.class);

    private Faults(Map<Fault, Integer> on, Home home, Incarnation incarnation, Deeds deeds, Clock clock) {
        this.on = on;
        this.home = home;
        this.incarnation = incarnation;
        this.deeds = deeds;
        this.clock = clock;
    }

    static Faults read(Home home, Incarnation incarnation, Deeds deeds, Clock clock) throws IOException {
        List<String> lines = Files.exists(home.faults()) ? Files.readAllLines(home.faults()) : List.of();
        return new Faults(parse(lines), home, incarnation, deeds, clock);
    }

    static Map<Fault, Integer> parse(List<String> lines) {
        Map<Fault, Integer> on = new EnumMap<>(Fault.class);
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.strip().split("=", 2);
            Fault fault = Fault.of(parts[0]);
            on.put(fault, parts.length == 1 ? fault.usual() : positive(fault, parts[1]));
        }
        return on;
    }

    private static int positive(Fault fault, String value) {
        if (!value.matches("[1-9]\\d{0,6}")) {
            throw new IllegalArgumentException("%s=%s: not a positive number".formatted(fault.label(), value));
        }
        return Integer.parseInt(value);
    }

    boolean on(Fault fault) {
        return on.containsKey(fault);
    }

    int value(Fault fault) {
        return on.getOrDefault(fault, fault.usual());
    }

    /** Whether the fault is on and this process lived before. */
    boolean afterRestart(Fault fault) {
        return on(fault) && incarnation.restarted();
    }

    /** The seconds of faults count from the first job of all: how long processes take to start is the host's affair. */
    synchronized void jobAccepted() throws IOException {
        if (Files.notExists(home.firstJob())) {
            Files.createFile(home.firstJob());
        }
    }

    /** Whether the fault is on and its seconds since the first job are over. */
    synchronized boolean due(Fault fault) {
        if (!on(fault)
                || Files.notExists(home.firstJob())
                || clock.instant().isBefore(firstJob().plusSeconds(value(fault)))) {
            return false;
        }
        if (begun.add(fault)) {
            acted(fault, incarnation.process());
        }
        return true;
    }

    /** Tells of one occasion, and whether the fault strikes at it. Occasions are counted over restarts. */
    boolean strikes(Fault fault, String id) {
        return strikes(fault, "", id);
    }

    /** @param kind occasions of each kind are counted by themselves */
    synchronized boolean strikes(Fault fault, String kind, String id) {
        if (!on(fault)) {
            return false;
        }
        long occasion = countOccasion(fault.label() + kind);
        boolean strikes = occasion % value(fault) == 0 && occasion / value(fault) <= fault.atMost();
        if (strikes) {
            acted(fault, id);
        }
        return strikes;
    }

    private Instant firstJob() {
        try {
            return Files.getLastModifiedTime(home.firstJob()).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell when the first job came", e);
        }
    }

    void acted(Fault fault, String id) {
        deeds.note(Deed.FAULT_ACTED, id, "fault", fault.label());
    }

    List<String> labels() {
        return on.keySet().stream().map(Fault::label).toList();
    }

    private long countOccasion(String what) {
        Path occasions = home.deeds().resolve(what + ".occasions");
        try {
            Files.writeString(occasions, ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return Files.size(occasions);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot count occasions", e);
        }
    }
}
