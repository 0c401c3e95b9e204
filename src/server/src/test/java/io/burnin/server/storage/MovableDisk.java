package io.burnin.server.storage;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.OptionalLong;

/** A disk as full as a test wants it; nothing is known of it until then. */
@Alternative
@Priority(1)
@ApplicationScoped
class MovableDisk implements Disk {

    private volatile OptionalLong free = OptionalLong.empty();

    void leave(OptionalLong bytes) {
        free = bytes;
    }

    @Override
    public OptionalLong free() {
        return free;
    }
}
