package io.burnin.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does what a job asks for, and takes as long as jobs of its kind take. */
final class Execution {

    private static final int LONGEST_OUTPUT = 4096;

    private final Path root;
    private final DurationRange planJob;
    private final DurationRange fileJob;

    Execution(Path root, DurationRange planJob, DurationRange fileJob) {
        this.root = root;
        this.planJob = planJob;
        this.fileJob = fileJob;
    }

    /** The result after so long, ready to be written. It has no id and no time. */
    String of(JobFile job, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        Map<String, Object> result = outcome(job);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.max(left, TimeUnit.MICROSECONDS.toNanos(100)));
        }
        return Json.write(result) + "\n";
    }

    /** The same job always takes equally long. */
    Duration durationOf(JobFile job) {
        return (job.kind().equals("agent_plan") ? planJob : fileJob).of(job.id());
    }

    private Map<String, Object> outcome(JobFile job) {
        try {
            return Json.object("status", "completed", "kind", job.kind(), "output", output(job));
        } catch (IOException e) {
            return Json.object("status", "failed", "kind", job.kind(), "error", e.toString());
        }
    }

    private Object output(JobFile job) throws IOException {
        return switch (job.kind()) {
            case "agent_plan" -> plan(job.params().require("user_prompt"));
            case "read_file" -> content(inside(job.params().require("path")));
            case "list_files" -> names(inside(job.params().text("root").orElse(".")));
            default -> throw new IOException("unknown kind " + job.kind());
        };
    }

    private static List<String> plan(String prompt) {
        return List.of("understand: " + prompt, "do it", "check it");
    }

    private static String content(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return new String(bytes, 0, Math.min(bytes.length, LONGEST_OUTPUT), UTF_8);
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        names.sort(String::compareTo);
        return names;
    }

    private Path inside(String name) throws IOException {
        Path path = root.resolve(name).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("outside of the system: " + name);
        }
        return path;
    }
}
