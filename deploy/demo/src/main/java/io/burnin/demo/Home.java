package io.burnin.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where everything lies under the system's root directory. */
record Home(Path root) {

    /** Makes the folders that are there from the start. The folder of failed reports comes with the first one. */
    void prepare() throws IOException {
        Files.createDirectories(jobs());
        Files.createDirectories(results());
        Files.createDirectories(resultCache());
        Files.createDirectories(transitionLog().getParent());
        Files.createDirectories(deeds());
    }

    /** Job files, and their claims beside them. */
    Path jobs() {
        return root.resolve("data/webrelay_out");
    }

    Path results() {
        return root.resolve("data/webrelay_in");
    }

    Path failedReports() {
        return root.resolve("data/failed_reports");
    }

    Path jobFile(String id) {
        return jobs().resolve(id + ".job.json");
    }

    Path resultFile(String id) {
        return results().resolve(id + ".result.json");
    }

    Path stateFile() {
        return root.resolve("runtime/system_state.json");
    }

    Path transitionLog() {
        return root.resolve("logs/state_transitions.jsonl");
    }

    /** What the core knows of missions, tasks and jobs. */
    Path jobStore() {
        return root.resolve("runtime/jobs.jsonl");
    }

    /** Results of jobs that the worker has not put away yet, so that a killed worker never executes twice. */
    Path resultCache() {
        return root.resolve("runtime/result_cache");
    }

    /** Touched by the worker as long as it lives. */
    Path heartbeat() {
        return root.resolve("runtime/worker.heartbeat");
    }

    Path faults() {
        return root.resolve("faults");
    }

    Path deeds() {
        return root.resolve("deeds");
    }

    /** Its own time tells when the core accepted the first job of all, so that no process can read half a number. */
    Path firstJob() {
        return deeds().resolve("first.job");
    }

    /** As the log lines name a file: relative to the root, with slashes. */
    String nameOf(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
