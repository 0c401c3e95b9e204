package io.burnin.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The three processes as an operator would start them, in a folder of their own, and what can be seen from outside. */
final class RunningTarget implements AutoCloseable {

    enum Part {
        RELAY,
        CORE,
        WORKER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Reply(int status, JsonObject body) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern BEGUN = Pattern.compile("Processing job file .*\\(job_id=(\\S+)\\)");

    private final Home home;
    private final int corePort = freePort();
    private final int relayPort = freePort();
    private final Map<Part, Process> processes = new EnumMap<>(Part.class);
    private final List<ProcessHandle> children = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RunningTarget(Path root, String... faults) throws IOException {
        this.home = new Home(root.toRealPath());
        home.prepare();
        Files.write(home.faults(), List.of(faults));
    }

    Home home() {
        return home;
    }

    /** Starts them at once, as a script would, and waits until all are ready. */
    RunningTarget start(Part... parts) throws IOException {
        launch(parts);
        for (Part part : parts) {
            awaitReady(part);
        }
        return this;
    }

    /** Starts them without waiting. */
    RunningTarget launch(Part... parts) throws IOException {
        for (Part part : parts) {
            Path log = log(part);
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
            command.addAll(List.of("-cp", "target/classes", Main.class.getName(), part.word()));
            command.addAll(List.of("--home", home.root().toString(), "--claim-timeout", "1s"));
            command.addAll(arguments(part));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            processes.put(part, process);
        }
        return this;
    }

    private List<String> arguments(Part part) {
        String core = Integer.toString(corePort);
        String relay = Integer.toString(relayPort);
        return switch (part) {
            case CORE -> List.of("--port", core, "--relay-port", relay);
            case WORKER -> List.of("--core-port", core);
            case RELAY -> List.of("--port", relay);
        };
    }

    private void awaitReady(Part part) {
        switch (part) {
            case CORE -> eventually(() -> answers(corePort));
            case RELAY -> {
                eventually(() -> answers(relayPort));
                process(part).descendants().forEach(children::add);
            }
            case WORKER -> eventually(() -> Files.exists(home.heartbeat()));
        }
    }

    Process process(Part part) {
        return processes.get(part);
    }

    /** As kill -9 does, to each process of the part. */
    void kill(Part... parts) {
        for (Part part : parts) {
            List<ProcessHandle> tree = process(part).descendants().toList();
            process(part).destroyForcibly();
            tree.forEach(ProcessHandle::destroyForcibly);
            process(part).onExit().join();
            tree.forEach(child -> child.onExit().join());
        }
    }

    boolean relayAnswers() {
        return answers(relayPort);
    }

    private boolean answers(int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health".formatted(port)))
                    .build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException unreachable) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply get(String path) throws IOException {
        return send(request(path).GET());
    }

    Reply post(String path, Object body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body))));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(corePort, path)));
    }

    Reply send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), Json.read(response.body()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of a new job of kind agent_plan. */
    String submit() throws IOException {
        Reply reply = post("/api/missions/agent-plan", Json.object("user_prompt", "Test"));
        return reply.body()
                .object("job")
                .orElseThrow(() -> new IOException("refused: " + reply))
                .require("id");
    }

    /** The ids of so many new jobs. */
    List<String> submit(int count) throws IOException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(submit());
        }
        return ids;
    }

    String statusOf(String id) throws IOException {
        return get("/api/jobs/" + id).body().require("status");
    }

    void awaitCompleted(List<String> ids) {
        for (String id : ids) {
            eventually(() -> statusOf(id).equals("completed"));
        }
    }

    Duration durationOf(String id) throws IOException {
        JsonObject job = get("/api/jobs/" + id).body();
        return Duration.between(Instant.parse(job.require("created_at")), Instant.parse(job.require("updated_at")));
    }

    Reply transitionTo(State state) throws IOException {
        return post("/api/system/state/transition", Json.object("state", state, "reason", "test"));
    }

    State state() throws IOException {
        return State.named(get("/api/system/state").body().require("state")).orElseThrow();
    }

    /** Puts a file into the folder of jobs as it is, in place. */
    void drop(String name, String content) throws IOException {
        Files.writeString(home.jobs().resolve(name), content);
    }

    static String listing(String id) {
        return Json.write(Json.object(
                "job_id", id, "kind", "list_files", "payload", Json.object("params", Json.object("root", "."))));
    }

    /** How often an execution of the job was begun, by the worker's log. */
    long begun(String id) throws IOException {
        Matcher matcher = BEGUN.matcher(output(Part.WORKER));
        return matcher.results().filter(line -> line.group(1).equals(id)).count();
    }

    String output(Part part) throws IOException {
        return Files.exists(log(part)) ? Files.readString(log(part), UTF_8) : "";
    }

    private Path log(Part part) {
        return home.root().resolve("logs").resolve(part.word() + ".log");
    }

    List<Path> claims() throws IOException {
        return list(home.jobs(), "*.claimed");
    }

    List<Path> failedReports() throws IOException {
        return Files.exists(home.failedReports()) ? list(home.failedReports(), "*.failed_notify.txt") : List.of();
    }

    static List<Path> list(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            files.forEach(found::add);
        }
        return found;
    }

    TransitionLines transitions() throws IOException {
        return TransitionLines.of(Files.readAllLines(home.transitionLog()));
    }

    /** Waits until it is so; fails after a time that even a busy machine keeps. */
    static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(condition);
    }

    /** Fails if it ceases to be so in that time. */
    static void always(Duration during, Callable<Boolean> condition) {
        await().during(during)
                .atMost(during.plusSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    /** Below the range that outgoing connections are given, so that none of them takes the port first. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroyForcibly);
        children.forEach(ProcessHandle::destroyForcibly);
        processes.values().forEach(process -> process.onExit().join());
        children.forEach(child -> child.onExit().join());
    }
}
