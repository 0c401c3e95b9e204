package io.burnin.acceptance.torture;

import com.fasterxml.jackson.databind.JsonNode;
import io.burnin.acceptance.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.TerminalFailureException;

/** Servers, their database and the one address in front of them. Goes on from round to round. */
final class Site implements AutoCloseable {

    private static final int MOST_STARTS = 5;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final Path home;
    private final Path folder;
    private final Optional<Postgres> postgres;
    private final List<Integer> ports;
    private final Map<String, String> environment;
    private final List<Server> servers = new CopyOnWriteArrayList<>();
    private final FrontDoor door;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Site(
            Path home, Path folder, Optional<Postgres> postgres, List<Integer> ports, Map<String, String> environment)
            throws IOException {
        this.home = home;
        this.folder = folder;
        this.postgres = postgres;
        this.ports = ports;
        this.environment = environment;
        this.door = anotherDoor();
    }

    /** @param home a checkout or a folder laid out like one, whose server is run */
    static Site open(Path home, Path folder, Options options) throws IOException {
        return open(home, folder, options.storage(), options.servers(), Map.of());
    }

    /** @param environment how its servers are configured, e.g. {@code BURNIN_FLEET_LEASE} */
    static Site open(Path home, Path folder, Options.Storage storage, int servers, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(folder);
        Optional<Postgres> postgres = storage == Options.Storage.POSTGRESQL
                ? Optional.of(Postgres.start(folder, Server.freePort()))
                : Optional.empty();
        var ports = new ArrayList<Integer>();
        while (ports.size() < servers) {
            ports.add(Server.freePort());
        }
        var site = new Site(home, folder, postgres, List.copyOf(ports), environment);
        try {
            for (int i = 0; i < ports.size(); i++) {
                site.servers.add(site.launch(i));
            }
        } catch (IOException | RuntimeException failed) {
            site.close();
            throw failed;
        }
        return site;
    }

    /** One more address in front of its servers. */
    FrontDoor anotherDoor() throws IOException {
        return FrontDoor.before(ports.stream().map(Site::address).toList());
    }

    FrontDoor door() {
        return door;
    }

    String token() {
        return servers.getFirst().token();
    }

    void killServer(int which) {
        servers.get(which % servers.size()).kill();
    }

    /** Returns when it is ready. One that dies at its start, for want of a database, is started again, as a supervisor would. */
    void startServer(int which) throws IOException {
        int index = which % servers.size();
        for (int tries = 1; ; tries++) {
            try {
                servers.set(index, launch(index));
                return;
            } catch (TerminalFailureException died) {
                if (tries == MOST_STARTS) {
                    throw new IOException("server %d does not start".formatted(index), died);
                }
            }
        }
    }

    void killDatabase() throws IOException {
        postgres.orElseThrow().kill();
    }

    void startDatabase() throws IOException {
        postgres.orElseThrow().startAgain();
    }

    /** A copy of what the killed database has on its disk. */
    void backUpDatabase() throws IOException {
        postgres.orElseThrow().backUp();
    }

    /** In place of what the killed database has. */
    void restoreDatabase() throws IOException {
        postgres.orElseThrow().restore();
    }

    /** Asks whichever server the front door chooses. */
    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(door.address().resolve(path))
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + token())
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    void upload(String plan) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("POST", "/plans", plan, "Content-Type", "application/yaml");
        if (answer.statusCode() != 201) {
            throw new IOException("the plan was not taken: %d %s".formatted(answer.statusCode(), answer.body()));
        }
    }

    /** @throws IOException when nobody answers, or otherwise than with 200 */
    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", path, "");
        if (answer.statusCode() != 200) {
            throw new IOException("GET %s: %d %s".formatted(path, answer.statusCode(), answer.body()));
        }
        return Wire.JSON.readTree(answer.body());
    }

    private Server launch(int index) throws IOException {
        return Server.start(home, folder.resolve("data"), ports.get(index), postgres.map(Postgres::url), environment);
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() throws IOException {
        door.close();
        http.shutdownNow();
        servers.forEach(Server::kill);
        if (postgres.isPresent()) {
            postgres.get().close();
        }
    }
}
