package io.burnin.demo;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A job as the core knows it. */
record Job(String id, Task task, JsonObject payload, Status status, Stamp createdAt, Stamp updatedAt) {

    enum Status {
        /** Waits for its turn. */
        PENDING,
        /** Its file is written; the worker has it from here. */
        WORKING,
        COMPLETED,
        FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Status> labelled(String label) {
            for (Status status : values()) {
                if (status.label().equals(label)) {
                    return Optional.of(status);
                }
            }
            return Optional.empty();
        }
    }

    /** What is to be done, once or often. */
    record Task(String id, String missionId, String name, String kind, JsonObject params) {}

    Job with(Status next, Stamp at) {
        return new Job(id, task, payload, next, createdAt, at);
    }

    boolean open() {
        return status == Status.PENDING || status == Status.WORKING;
    }

    /** What the worker gets. */
    Map<String, Object> file() {
        Map<String, Object> handedOver = Json.object();
        handedOver.putAll(payload.members());
        handedOver.put("params", task.params());
        return Json.object("job_id", id, "kind", task.kind(), "payload", handedOver);
    }

    /** As the API shows it. */
    Map<String, Object> view() {
        return Json.object(
                "id", id,
                "task_id", task.id(),
                "mission_id", task.missionId(),
                "kind", task.kind(),
                "status", status.label(),
                "retry_count", 0,
                "created_at", createdAt.iso(),
                "updated_at", updatedAt.iso());
    }
}
