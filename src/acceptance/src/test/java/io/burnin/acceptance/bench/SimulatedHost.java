package io.burnin.acceptance.bench;

import io.burnin.acceptance.Server;
import io.burnin.plan.Abilities;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.Batch;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Registered;
import io.burnin.protocol.Registration;
import io.burnin.protocol.RunRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** An agent on a host of its own, as far as the server can tell: it speaks the agent's protocol and keeps nothing on disk. */
final class SimulatedHost {

    private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(1);
    private static final int BUSY = 503;

    private final String name;
    private final Server server;
    private final String token;
    private final HttpClient http;
    private final List<byte[]> pending = new ArrayList<>();
    private final List<Double> beats = new ArrayList<>();
    private final List<Double> deliveries = new ArrayList<>();
    private volatile long handedIn;
    private long samples;
    private long comings;
    private long refused;

    private SimulatedHost(String name, Server server, String token, HttpClient http) {
        this.name = name;
        this.server = server;
        this.token = token;
        this.http = http;
    }

    /**
     * What it saw of the server.
     *
     * @param comings how often it had to come again before it had a run
     * @param records that the server said it has
     * @param refused batches that had to be sent again
     * @param beats milliseconds from asking to the answer
     * @param deliveries the same of batches
     */
    record Seen(
            String run,
            long comings,
            long records,
            long samples,
            long refused,
            List<Double> beats,
            List<Double> deliveries) {}

    /** With a token of its own, and a run that waits for it. */
    static SimulatedHost create(Server server, int number, HttpClient http) throws IOException, InterruptedException {
        String name = "host-" + number;
        String order = """
                {"name": "%s", "role": "AGENT"}""".formatted(name);
        String made =
                PostingAgent.require(201, server.send("POST", "/tokens", order, "Content-Type", "application/json"));
        String token = Server.JSON.readTree(made).path("token").asText();
        PostingAgent.order(server, name);
        return new SimulatedHost(name, server, token, http);
    }

    Seen work(Duration duration) throws IOException, InterruptedException {
        Registered registered = register();
        Assignment run = PostingAgent.JSON.readValue(
                PostingAgent.require(200, ask("/agents/%s/lease?wait=30s".formatted(registered.agent()), new byte[0])),
                Assignment.class);
        Thread beating = Thread.ofVirtual().start(() -> beat(registered, run));
        try {
            measure(run, duration);
        } finally {
            beating.interrupt();
            beating.join();
        }
        return new Seen(run.run(), comings, handedIn, samples, refused, List.copyOf(beats), List.copyOf(deliveries));
    }

    private Registered register() throws IOException, InterruptedException {
        var target = new Registration.Target(name, Map.of(), Map.of());
        var told = new Registration(
                name,
                name,
                "any",
                "1",
                Registration.PROTOCOL,
                "boot",
                1,
                List.of(target),
                Map.of(),
                Optional.of(Abilities.all()));
        byte[] body = PostingAgent.JSON.writeValueAsBytes(told);
        return PostingAgent.JSON.readValue(
                PostingAgent.require(200, ask("/agents", body, "Content-Type", "application/json")), Registered.class);
    }

    private void measure(Assignment run, Duration duration) throws IOException, InterruptedException {
        Instant began = Instant.now();
        List<BurnInSamples.Stream> streams = BurnInSamples.streamsFrom(began.toEpochMilli());
        add(new RunRecord.RunStarted(began, Map.of()));
        long start = System.nanoTime();
        long read = 0;
        Duration pause = Duration.ZERO;
        while (read < duration.toSeconds()) {
            Thread.sleep(pause);
            int due = (int) (Duration.ofNanos(System.nanoTime() - start).toSeconds() - read);
            if (due > 0) {
                for (BurnInSamples.Stream stream : streams) {
                    add(stream.next(due));
                }
                read += due;
                samples += (long) due * streams.size();
            }
            pause = deliver(run);
        }
        add(new RunRecord.RunEnded(Instant.now(), RunRecord.RunEnded.Outcome.FINISHED, Optional.empty(), "", ""));
        deliver(run);
    }

    /** @return how long to wait before the next batch */
    private Duration deliver(Assignment run) throws IOException, InterruptedException {
        while (!pending.isEmpty()) {
            byte[] batch = pack(run);
            long before = System.nanoTime();
            HttpResponse<String> answer = post(
                    "/runs/%s/batches".formatted(run.run()),
                    batch,
                    "Content-Type",
                    "application/x-ndjson",
                    "Content-Encoding",
                    "gzip");
            deliveries.add((System.nanoTime() - before) / 1e6);
            if (answer.statusCode() == 200) {
                var stored = PostingAgent.JSON.readValue(answer.body(), Batch.Acknowledged.class);
                pending.subList(0, (int) (stored.acknowledged() - handedIn)).clear();
                handedIn = stored.acknowledged();
                return stored.paceMillis().map(Duration::ofMillis).orElse(BETWEEN_BATCHES);
            }
            refused++;
            Thread.sleep(BETWEEN_BATCHES);
        }
        return BETWEEN_BATCHES;
    }

    private byte[] pack(Assignment run) throws IOException {
        var batch = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(batch)) {
            packed.write(PostingAgent.line(new Batch.Head(run.fence(), handedIn + 1)));
            for (byte[] line : pending) {
                packed.write(line);
            }
        }
        return batch.toByteArray();
    }

    private void add(RunRecord record) throws IOException {
        pending.add(PostingAgent.line(record));
    }

    /** Comes again when the server is too busy, as every agent does before it has a run. */
    private HttpResponse<String> ask(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = post(path, body, headers);
        while (answer.statusCode() == BUSY) {
            comings++;
            Thread.sleep(BETWEEN_BATCHES);
            answer = post(path, body, headers);
        }
        return answer;
    }

    private HttpResponse<String> post(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private void beat(Registered registered, Assignment run) {
        try {
            while (true) {
                Thread.sleep(Duration.ofSeconds(registered.heartbeatSeconds()));
                var progress = new Heartbeat.Progress(run.run(), run.fence(), handedIn, "measuring", 0);
                var heartbeat = new Heartbeat(Instant.now(), "boot", Optional.empty(), List.of(progress));
                byte[] body = PostingAgent.JSON.writeValueAsBytes(heartbeat);
                long before = System.nanoTime();
                PostingAgent.require(
                        200,
                        post(
                                "/agents/%s/heartbeat".formatted(registered.agent()),
                                body,
                                "Content-Type",
                                "application/json"));
                beats.add((System.nanoTime() - before) / 1e6);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            // As bad as the slowest: a heartbeat without an answer must show.
            beats.add(Double.POSITIVE_INFINITY);
        }
    }
}
