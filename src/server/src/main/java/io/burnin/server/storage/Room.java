package io.burnin.server.storage;

import io.burnin.server.run.StartCondition;
import io.burnin.server.web.Problem;
import io.burnin.server.web.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;

/** The room that is left, of the disk and of what the owner allows. Below the floor no run is begun. */
@ApplicationScoped
class Room implements StartCondition {

    private static final long MEBIBYTE = 1 << 20;

    private final Disk disk;
    private final Sizes sizes;
    private final StorageConfig config;

    Room(Disk disk, Sizes sizes, StorageConfig config) {
        this.disk = disk;
        this.sizes = sizes;
        this.config = config;
    }

    /** In bytes; empty if neither the disk is known nor a limit set. */
    OptionalLong free() {
        OptionalLong onDisk = disk.free();
        if (config.capacity().isEmpty()) {
            return onDisk;
        }
        long allowed = Math.max(0, config.capacity().get().asLongValue() - sizes.used());
        return OptionalLong.of(Math.min(allowed, onDisk.orElse(Long.MAX_VALUE)));
    }

    /** What may still be filled before new runs are refused. */
    OptionalLong aboveFloor() {
        OptionalLong free = free();
        return free.isEmpty() ? free : OptionalLong.of(free.getAsLong() - floor());
    }

    long floor() {
        return config.floor().asLongValue();
    }

    @Override
    public void check() {
        OptionalLong free = free();
        if (free.isPresent() && free.getAsLong() < floor()) {
            throw Problem.of(ProblemType.NO_ROOM, "%s", refusal(free.getAsLong()))
                    .with("freeBytes", free.getAsLong())
                    .with("floorBytes", floor());
        }
    }

    String refusal(long free) {
        return ("the database has %d MiB left and new runs need %d: give its disk more room, or set burnin.storage.floor or"
                        + " burnin.storage.capacity; GET /storage shows what takes the room. Runs that go on are not touched")
                .formatted(free / MEBIBYTE, floor() / MEBIBYTE);
    }
}
