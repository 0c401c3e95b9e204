package io.burnin.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A built server as {@code burnin server} starts it, with its admin's token. */
public final class Server implements AutoCloseable {

    public static final JsonMapper JSON = new JsonMapper();

    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    /** Less than an agent waits for work: that one waits must not hold the server up. */
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(20);

    private static final String ADMIN_TOKEN = "admin.token";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final Process process;
    private final URI address;
    private List<ProcessHandle> children = List.of();

    private Server(Path folder, Process process, URI address) {
        this.folder = folder;
        this.process = process;
        this.address = address;
    }

    /** Starts it on a free port and waits until it is ready. */
    public static Server start(Path folder, Optional<String> database) throws IOException {
        return start(folder, freePort(), database);
    }

    /** @param environment how it is configured, e.g. {@code BURNIN_FLEET_LEASE} */
    public static Server start(Path folder, Optional<String> database, Map<String, String> environment)
            throws IOException {
        return start(folder, freePort(), database, environment);
    }

    static Server start(Path folder, int port, Optional<String> database) throws IOException {
        return start(folder, port, database, Map.of());
    }

    /** @param home a checkout, or a folder laid out like one, whose server it is */
    public static Server start(
            Path home, Path folder, int port, Optional<String> database, Map<String, String> environment)
            throws IOException {
        return start(new CommandLine(home, folder), folder, port, database, environment);
    }

    /** @param environment how it is configured, e.g. {@code BURNIN_FLEET_LEASE} */
    static Server start(Path folder, int port, Optional<String> database, Map<String, String> environment)
            throws IOException {
        return start(new CommandLine(folder), folder, port, database, environment);
    }

    private static Server start(
            CommandLine command, Path folder, int port, Optional<String> database, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(folder);
        String[] base = {"server", "--data", folder.toString(), "--port", Integer.toString(port)};
        String[] arguments = Stream.concat(
                        Arrays.stream(base), database.stream().flatMap(url -> Stream.of("--db", url)))
                .toArray(String[]::new);
        Process process = command.start(folder.resolve("server.log"), environment, arguments);
        var server = new Server(folder, process, URI.create("http://127.0.0.1:" + port));
        try {
            await().atMost(READY_WITHIN)
                    .failFast(
                            () -> assertThat(process.isAlive()).as(server::log).isTrue())
                    .ignoreExceptions()
                    .until(() -> server.send("GET", "/q/health/ready", "").statusCode() == 200);
            server.children = process.descendants().toList();
            return server;
        } catch (RuntimeException notReady) {
            server.children = process.descendants().toList();
            server.kill();
            throw notReady;
        }
    }

    /** One more on the same database, which knows the same administrator. */
    static Server beside(Server other, Path folder, String database, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(folder);
        Files.copy(other.folder.resolve(ADMIN_TOKEN), folder.resolve(ADMIN_TOKEN));
        return start(folder, freePort(), Optional.of(database), environment);
    }

    public URI address() {
        return address;
    }

    public String token() {
        try {
            return Files.readString(folder.resolve(ADMIN_TOKEN)).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(text(path));
    }

    String text(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", path, "");
        assertThat(answer.statusCode()).as("GET %s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    void download(String path, Path file) throws IOException, InterruptedException {
        int status = http.send(request(path).build(), BodyHandlers.ofFile(file)).statusCode();
        assertThat(status).as("GET %s", path).isEqualTo(200);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(60));
        if (Files.exists(folder.resolve(ADMIN_TOKEN))) {
            request.header("Authorization", "Bearer " + token());
        }
        return request;
    }

    /** kill -9 of the server itself and of the command that started it. Both are known by now: looking for them takes its time. */
    public void kill() {
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** What the server's own process holds in memory. */
    public long residentBytes() throws IOException, InterruptedException {
        long pid = process.descendants().findFirst().orElse(process.toHandle()).pid();
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        String kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        ps.waitFor();
        return Long.parseLong(kilobytes) * 1024;
    }

    String log() {
        try {
            return Files.readString(folder.resolve("server.log"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    @Override
    public void close() {
        process.destroy();
        assertThat(process.onExit()).as(this::log).succeedsWithin(STOPPED_WITHIN);
    }

    /** None of those that systems hand out: while a test keeps a process down, nobody else may be given its port. */
    public static int freePort() {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next try takes another.
            }
        }
        throw new IllegalStateException("no free port between 20000 and 30000");
    }
}
