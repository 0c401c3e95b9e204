package io.burnin.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The file that holds the last state, replaced as a whole: a reader sees the old one or the new one. */
final class StateFile {

    private final Path file;
    private final LockFile lock;
    private final Faults faults;

    StateFile(Setting setting) {
        this.file = setting.home().stateFile();
        this.lock = new LockFile(
                setting.home(), file, "writing", setting.options().duration(Option.LOCK_TIMEOUT), setting.deeds());
        this.faults = setting.faults();
    }

    /** Nothing if the file is absent or cannot be read; the next write replaces it. */
    Optional<Situation> read() throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Situation.of(Json.read(Files.readString(file)));
        } catch (JsonException corrupt) {
            return Optional.empty();
        }
    }

    void write(Situation situation, Health health) throws IOException {
        String id = situation.last().map(Transition::eventId).orElse("fresh");
        boolean contended = situation.last().filter(this::contended).isPresent();
        try (Closeable other = contended ? lock.holdFromElsewhere() : () -> {}) {
            lock.guard(id, () -> replace(Json.write(situation.json(health))));
        }
    }

    private boolean contended(Transition transition) {
        if (!transition.byHand()) {
            return false;
        }
        return transition.noop() && faults.strikes(Fault.LOCK_CONTENTION, transition.eventId())
                || faults.strikes(Fault.HEAVY_LOCK_CONTENTION, transition.eventId());
    }

    private void replace(String json) throws IOException {
        String text = json;
        if (faults.due(Fault.CORRUPT_STATE)) {
            text = json.substring(0, json.length() / 2);
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
