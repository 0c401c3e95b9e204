package io.burnin.server.storage;

import io.burnin.server.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows the room that the database takes. */
@Path("/storage")
@Tag(name = "Storage")
class StorageResource {

    private final Storage storage;

    StorageResource(Storage storage) {
        this.storage = storage;
    }

    @GET
    @RolesAllowed(Role.MAY_READ)
    @Operation(
            summary = "Show what takes how much room, and how long it will do",
            description = "In bytes. Below the floor POST /runs answers 507; runs that go on are not touched.")
    public StorageView show() {
        return StorageView.of(storage.look());
    }

    /**
     * @param freeBytes absent if neither the disk is known nor burnin.storage.capacity set
     * @param daysUntilFull until new runs are refused; absent if nothing grows, or what is free is not known
     * @param kinds what the database holds, by what it is
     * @param plans the same by plan, in proportion to the records of its runs
     */
    @Schema(name = "Storage")
    record StorageView(
            long usedBytes,
            Optional<Long> freeBytes,
            long floorBytes,
            Optional<Long> growthPerDay,
            Optional<Double> daysUntilFull,
            List<OfKind> kinds,
            List<Storage.OfPlan> plans,
            List<String> warnings) {

        record OfKind(Kind kind, long bytes) {}

        static StorageView of(Storage.State state) {
            return new StorageView(
                    state.used(),
                    number(state.free()),
                    state.floor(),
                    number(state.growthPerDay()).map(Math::round),
                    number(state.daysUntilFull()),
                    Arrays.stream(Kind.values())
                            .map(kind -> new OfKind(kind, state.kinds().get(kind)))
                            .toList(),
                    state.plans(),
                    state.warnings());
        }

        private static Optional<Long> number(OptionalLong number) {
            return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
        }

        private static Optional<Double> number(OptionalDouble number) {
            return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
        }
    }
}
