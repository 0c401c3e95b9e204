package io.burnin.demo;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Missions, tasks and jobs, each change on disk before it holds: a core that was killed knows them all again. Reading
 * never waits.
 */
final class JobStore {

    private final JsonLines lines;
    private final Clock clock;
    private final Set<String> missions = ConcurrentHashMap.newKeySet();
    private final Map<String, Job.Task> tasks = new ConcurrentHashMap<>();
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();

    private JobStore(JsonLines lines, Clock clock) {
        this.lines = lines;
        this.clock = clock;
    }

    static JobStore load(Setting setting) throws IOException {
        JsonLines lines = new JsonLines(setting.home().jobStore());
        lines.mend();
        JobStore store = new JobStore(lines, setting.clock());
        for (JsonObject line : lines.all()) {
            store.recall(line);
        }
        return store;
    }

    private void recall(JsonObject line) throws IOException {
        switch (line.require("entry")) {
            case "mission" -> missions.add(line.require("id"));
            case "task" -> {
                JsonObject params = line.object("params").orElse(JsonObject.EMPTY);
                remember(new Job.Task(
                        line.require("id"),
                        line.require("mission"),
                        line.require("name"),
                        line.require("kind"),
                        params));
            }
            case "job" -> {
                JsonObject payload = line.object("payload").orElse(JsonObject.EMPTY);
                Stamp at = at(line);
                Job.Task task = task(line.require("task"));
                remember(new Job(line.require("id"), task, payload, Job.Status.PENDING, at, at));
            }
            case "status" -> {
                Job.Status status = Job.Status.labelled(line.require("status"))
                        .orElseThrow(() -> new JsonException("unknown status"));
                remember(job(line.require("id")).with(status, at(line)));
            }
            default -> throw new JsonException("unknown entry '%s'".formatted(line.require("entry")));
        }
    }

    private static Stamp at(JsonObject line) throws JsonException {
        return Stamp.ofSeconds(line.number("at").orElseThrow(() -> new JsonException("no number 'at'")));
    }

    String addMission() throws IOException {
        String id = newId();
        lines.append(Json.object("entry", "mission", "id", id));
        missions.add(id);
        return id;
    }

    Job.Task addTask(String missionId, String name, String kind, JsonObject params) throws IOException {
        if (!missions.contains(missionId)) {
            throw new Refusal(404, "Mission not found");
        }
        Job.Task task = new Job.Task(newId(), missionId, name, kind, params);
        lines.append(Json.object(
                "entry", "task", "id", task.id(), "mission", missionId, "name", name, "kind", kind, "params", params));
        remember(task);
        return task;
    }

    Job addJob(Job.Task task, JsonObject payload) throws IOException {
        Stamp now = Stamp.now(clock);
        Job job = new Job(newId(), task, payload, Job.Status.PENDING, now, now);
        lines.append(Json.object(
                "entry", "job", "id", job.id(), "task", task.id(), "payload", payload, "at", now.seconds()));
        remember(job);
        return job;
    }

    /** A job never goes back: being handed over is no news of one whose result came first. */
    synchronized Job update(String id, Job.Status status) throws IOException {
        Job job = job(id);
        if (status == Job.Status.WORKING && !job.open()) {
            return job;
        }
        Stamp now = Stamp.now(clock).after(job.updatedAt());
        lines.append(Json.object("entry", "status", "id", job.id(), "status", status.label(), "at", now.seconds()));
        Job updated = job.with(status, now);
        remember(updated);
        return updated;
    }

    Job.Task task(String id) {
        return Optional.ofNullable(tasks.get(id)).orElseThrow(() -> new Refusal(404, "Task not found"));
    }

    Job job(String id) {
        return find(id).orElseThrow(() -> new Refusal(404, "Job not found"));
    }

    Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** The open jobs, oldest first. */
    List<Job> open() {
        return jobs.values().stream()
                .filter(Job::open)
                .sorted((one, other) ->
                        Long.compare(one.createdAt().micros(), other.createdAt().micros()))
                .toList();
    }

    private void remember(Job.Task task) {
        tasks.put(task.id(), task);
    }

    private void remember(Job job) {
        jobs.put(job.id(), job);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
