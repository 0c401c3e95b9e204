package io.burnin.acceptance.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.burnin.acceptance.Server;
import io.burnin.plan.Abilities;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.Batch;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** An agent as the server sees one, with batches as large as a real one's. It measures nothing, and hands in what it is given. */
final class PostingAgent {

    static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final int LARGEST_BATCH = 1 << 20;
    private static final String TARGET = "bench";
    private static final String PLAN = """
            burnin: 1
            plan: bench
            title: Bench
            goal: Take samples
            probes:
              front: {http: "http://localhost:1/health", every: 1s}
            tests:
              calm:
                title: Nothing happens
                steps:
                  - wait: 1s
                criteria:
                  no-failures: {increase: front.failures, green: exactly 0, otherwise: red}
            profiles:
              long: {duration: 72h, schedule: [{at: 0s, test: calm}]}
            """;

    private final Server server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String authorization;
    private final String agent;
    private final String plan;

    private PostingAgent(Server server, String authorization, String agent, String plan) {
        this.server = server;
        this.authorization = authorization;
        this.agent = agent;
        this.plan = plan;
    }

    /** Introduces itself, and a plan to be run that criteria hardly ask anything of. */
    static PostingAgent register(Server server) throws IOException, InterruptedException {
        upload(server);
        return register(server, "bench");
    }

    /** @param plan the name of one that the server has, with a profile {@code long} */
    static PostingAgent register(Server server, String plan) throws IOException, InterruptedException {
        var target = new Registration.Target(TARGET, Map.of(), Map.of());
        var told = new Registration(
                "bench",
                "bench",
                "any",
                "1",
                Registration.PROTOCOL,
                "boot",
                1,
                List.of(target),
                Map.of(),
                Optional.of(Abilities.all()));
        HttpResponse<String> answer =
                server.send("POST", "/agents", JSON.writeValueAsString(told), "Content-Type", "application/json");
        String id = JSON.readValue(require(200, answer), Registered.class).agent();
        return new PostingAgent(server, "Bearer " + server.token(), id, plan);
    }

    static void upload(Server server) throws IOException, InterruptedException {
        upload(server, PLAN);
    }

    static void upload(Server server, String plan) throws IOException, InterruptedException {
        require(201, server.send("POST", "/plans", plan, "Content-Type", "application/yaml"));
    }

    /** Starts a run and takes it. */
    Assignment takeRun() throws IOException, InterruptedException {
        order(server, plan, TARGET);
        String assigned = require(200, server.send("POST", "/agents/%s/lease?wait=30s".formatted(agent), ""));
        return JSON.readValue(assigned, Assignment.class);
    }

    static void order(Server server, String target) throws IOException, InterruptedException {
        order(server, "bench", target);
    }

    private static void order(Server server, String plan, String target) throws IOException, InterruptedException {
        String order = """
                {"plan": "%s", "profile": "long", "target": "%s"}""".formatted(plan, target);
        require(201, server.send("POST", "/runs", order, "Content-Type", "application/json"));
    }

    /** A run's records from its first to its last, laid out in batches and packed. */
    static List<byte[]> pack(Assignment run, List<byte[]> lines) throws IOException {
        return pack(run, 1, lines);
    }

    /** @param first the number of the first of them */
    static List<byte[]> pack(Assignment run, long first, List<byte[]> lines) throws IOException {
        var batches = new ArrayList<byte[]>();
        int next = 0;
        while (next < lines.size()) {
            var batch = new ByteArrayOutputStream();
            try (var packed = new GZIPOutputStream(batch)) {
                packed.write(line(new Batch.Head(run.fence(), first + next)));
                for (int size = 0; next < lines.size() && size < LARGEST_BATCH; next++) {
                    packed.write(lines.get(next));
                    size += lines.get(next).length;
                }
            }
            batches.add(batch.toByteArray());
        }
        return batches;
    }

    /** The records of a run that saw these samples, as NDJSON; the last one ends it. */
    static List<byte[]> lines(BurnInSamples samples) throws IOException {
        var lines = new ArrayList<byte[]>();
        lines.add(line(new RunRecord.RunStarted(samples.records().getFirst().at(), Map.of())));
        for (RunRecord record : samples.records()) {
            lines.add(line(record));
        }
        Instant end = samples.records().getLast().at();
        lines.add(line(new RunRecord.RunEnded(end, RunRecord.RunEnded.Outcome.FINISHED, Optional.empty(), "", "")));
        return lines;
    }

    void post(Assignment run, byte[] batch) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/runs/%s/batches".formatted(run.run())))
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(batch))
                .build();
        require(200, http.send(request, BodyHandlers.ofString()));
    }

    /** Waits until the server has judged the run and does nothing more for it. */
    void awaitVerdict(Assignment run) throws IOException, InterruptedException {
        require(200, server.send("GET", "/verdicts/%s?wait=50s".formatted(run.run()), ""));
    }

    static byte[] line(Object record) throws IOException {
        byte[] json = JSON.writerFor(record instanceof RunRecord ? RunRecord.class : record.getClass())
                .writeValueAsBytes(record);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    static String require(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException("%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
        }
        return answer.body();
    }
}
