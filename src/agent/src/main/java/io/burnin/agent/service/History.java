package io.burnin.agent.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.agent.record.Recorder;
import io.burnin.agent.service.ProcessTable.Boot;
import io.burnin.agent.service.Services.Incarnation;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What happened to the services in this run: which processes we saw, started and ordered to end, and how each service was found.
 * Every entry is in the journal before the method returns, so that an agent that is started again knows as much as the one
 * before it. Safe for many threads.
 */
final class History {

    /** The owner of the notes. */
    static final String OWNER = "services";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Recorder recorder;
    private final Map<String, Set<Incarnation>> living = new HashMap<>();
    private final Map<String, Incarnation> started = new HashMap<>();
    private final Set<Incarnation> ordered = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, AsFound> found = new HashMap<>();
    private Optional<Boot> boot = Optional.empty();

    enum Did {
        BOOTED,
        FOUND,
        TAKEN,
        SEEN,
        STARTED,
        ORDERED,
        ENDED
    }

    /** How a service was when the run began: the command line it ran with, or none. */
    record AsFound(Optional<Incarnation> process, List<String> command, String directory) {}

    /** A line of the journal. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Note(Did did, String service, List<Pid> processes, List<String> command, String text) {
        Note {
            service = service == null ? "" : service;
            processes = processes == null ? List.of() : List.copyOf(processes);
            command = command == null ? List.of() : List.copyOf(command);
            text = text == null ? "" : text;
        }
    }

    record Pid(long pid, long startedAt) {
        static Pid of(Incarnation process) {
            return new Pid(process.pid(), process.startedAt().toEpochMilli());
        }

        Incarnation incarnation() {
            return new Incarnation(pid, Instant.ofEpochMilli(startedAt));
        }
    }

    /** @param notes what an agent before this one noted in the same run */
    History(Recorder recorder, List<String> notes) {
        this.recorder = recorder;
        for (String note : notes) {
            apply(read(note));
        }
    }

    synchronized Optional<Boot> boot() {
        return boot;
    }

    /** After another boot no process lives that was noted before it; that they ended is the boot's doing. */
    synchronized void booted(Boot now) {
        if (boot.equals(Optional.of(now))) {
            return;
        }
        if (boot.isPresent()) {
            living.clear();
            started.clear();
        }
        note(Did.BOOTED, "", List.of(new Incarnation(0, now.at())), List.of(), now.id());
    }

    synchronized Optional<AsFound> asFound(String service) {
        return Optional.ofNullable(found.get(service));
    }

    synchronized void found(String service, AsFound state) {
        note(Did.FOUND, service, state.process().stream().toList(), state.command(), state.directory());
    }

    /** Whether the plan's {@code running:} has been obeyed for it. */
    synchronized boolean isTaken(String service) {
        return taken.contains(service);
    }

    synchronized void taken(String service) {
        note(Did.TAKEN, service, List.of(), List.of(), "");
    }

    synchronized Set<Incarnation> living(String service) {
        return Set.copyOf(living.getOrDefault(service, Set.of()));
    }

    synchronized void seen(String service, Incarnation root) {
        note(Did.SEEN, service, List.of(root), List.of(), "");
    }

    synchronized void ended(String service, Incarnation root) {
        note(Did.ENDED, service, List.of(root), List.of(), "");
    }

    synchronized Optional<Incarnation> started(String service) {
        return Optional.ofNullable(started.get(service));
    }

    synchronized void started(String service, Incarnation process) {
        note(Did.STARTED, service, List.of(process), List.of(), "");
    }

    /** Forgets what we started: nothing of its session lives any more, so its pid may come to mean something else. */
    synchronized void startedIsGone(String service) {
        started.remove(service);
    }

    /** Their end will be our doing. */
    synchronized void ordered(String service, Collection<Incarnation> processes) {
        note(Did.ORDERED, service, List.copyOf(processes), List.of(), "");
    }

    synchronized boolean wasOrdered(Incarnation process) {
        return ordered.contains(process);
    }

    private void note(Did did, String service, List<Incarnation> processes, List<String> command, String text) {
        var note = new Note(did, service, processes.stream().map(Pid::of).toList(), command, text);
        try {
            recorder.note(OWNER, JSON.writeValueAsString(note));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("cannot write " + note, impossible);
        }
        apply(note);
    }

    private void apply(Note note) {
        List<Incarnation> processes =
                note.processes().stream().map(Pid::incarnation).toList();
        switch (note.did()) {
            case BOOTED ->
                boot = Optional.of(new Boot(note.text(), processes.getFirst().startedAt()));
            case FOUND ->
                found.putIfAbsent(
                        note.service(), new AsFound(processes.stream().findFirst(), note.command(), note.text()));
            case TAKEN -> taken.add(note.service());
            case SEEN -> livingOf(note.service()).addAll(processes);
            case STARTED -> {
                started.put(note.service(), processes.getFirst());
                livingOf(note.service()).addAll(processes);
            }
            case ORDERED -> ordered.addAll(processes);
            case ENDED -> livingOf(note.service()).removeAll(processes);
        }
    }

    private Set<Incarnation> livingOf(String service) {
        return living.computeIfAbsent(service, asked -> new LinkedHashSet<>());
    }

    private static Note read(String note) {
        try {
            return JSON.readValue(note, Note.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("no note of services: " + note, broken);
        }
    }
}
