package io.burnin.agent.link;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.burnin.agent.journal.JournalReader.Chunk;
import io.burnin.agent.journal.Line;
import io.burnin.agent.journal.Wire;
import io.burnin.protocol.Assignment;
import io.burnin.protocol.Batch;
import io.burnin.protocol.Heartbeat;
import io.burnin.protocol.Registered;
import io.burnin.protocol.Registration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** The calls that an agent makes, each of them safe to be made again. */
public final class ServerLink {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final URI server;
    private final String token;
    private final HttpClient http;
    private final ObjectMapper json = Wire.mapper();

    /** @param token empty for a server that asks for none */
    public ServerLink(URI server, String token, HttpClient http) {
        this.server = server.toString().endsWith("/") ? server : URI.create(server + "/");
        this.token = token;
        this.http = http;
    }

    /** Tells who we are; the same name is the same agent again. */
    public Registered register(Registration registration) throws IOException, InterruptedException {
        return read(post("agents", registration, ANSWER_WITHIN), Registered.class);
    }

    /**
     * Waits so long for a run to work on.
     *
     * @param holds the runs that this agent has already
     */
    public Optional<Assignment> lease(String agent, List<String> holds, Duration wait)
            throws IOException, InterruptedException {
        String held = holds.stream().map(run -> "&holds=" + segment(run)).collect(joining());
        var answer = send(request("agents/%s/lease?wait=%ds%s".formatted(segment(agent), wait.toSeconds(), held))
                .timeout(wait.plus(ANSWER_WITHIN))
                .POST(BodyPublishers.noBody()));
        return answer.statusCode() == 204 ? Optional.empty() : Optional.of(read(answer, Assignment.class));
    }

    public Heartbeat.Answer heartbeat(String agent, Heartbeat heartbeat) throws IOException, InterruptedException {
        return read(
                post("agents/%s/heartbeat".formatted(segment(agent)), heartbeat, ANSWER_WITHIN),
                Heartbeat.Answer.class);
    }

    /** Posts records of a run; without any it asks what the server has. */
    public Delivery deliver(String run, long fence, Chunk chunk) throws IOException, InterruptedException {
        var answer = send(request("runs/%s/batches".formatted(segment(run)))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(fence, chunk))));
        return switch (answer.statusCode()) {
            case 200, 202 -> stored(read(answer, Batch.Acknowledged.class));
            case 400, 422 -> new Delivery.Refused(why(answer));
            case 401, 403 -> new Delivery.NotAllowed(why(answer));
            case 404 -> new Delivery.Unknown(why(answer));
            case 409 -> expected(answer);
            case 410 -> new Delivery.Gone(why(answer));
            case 413 -> new Delivery.TooLarge();
            default -> new Delivery.Later(answer.statusCode() + " " + why(answer), retryAfter(answer));
        };
    }

    private static Delivery stored(Batch.Acknowledged answer) {
        return new Delivery.Stored(answer.acknowledged(), answer.paceMillis().map(Duration::ofMillis));
    }

    private Delivery expected(HttpResponse<byte[]> answer) {
        JsonNode seq = problem(answer).path(Batch.EXPECTED_SEQ);
        return seq.canConvertToLong()
                ? new Delivery.Expected(seq.longValue())
                : new Delivery.Later("409 without a number: " + why(answer), Optional.empty());
    }

    private byte[] gzip(long fence, Chunk chunk) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(json.writeValueAsBytes(new Batch.Head(fence, chunk.firstSeq())));
            out.write('\n');
            for (Line line : chunk.lines()) {
                out.write(line.text().getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        }
        return bytes.toByteArray();
    }

    private HttpResponse<byte[]> post(String path, Object body, Duration within)
            throws IOException, InterruptedException {
        return send(request(path)
                .timeout(within)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .header("Accept", "application/json, application/problem+json");
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private <T> T read(HttpResponse<byte[]> answer, Class<T> type) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new ServerRefused(answer.statusCode(), why(answer), retryAfter(answer));
        }
        return json.readValue(answer.body(), type);
    }

    /** What the problem says, or the start of whatever else came. */
    private String why(HttpResponse<byte[]> answer) {
        JsonNode problem = problem(answer);
        String title = problem.path("title").asText("");
        String detail = problem.path("detail").asText("");
        if (!title.isEmpty() || !detail.isEmpty()) {
            return (title + " " + detail).strip();
        }
        String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
        return text.substring(0, Math.min(text.length(), 200));
    }

    private JsonNode problem(HttpResponse<byte[]> answer) {
        try {
            JsonNode read = json.readTree(answer.body());
            return read == null ? json.missingNode() : read;
        } catch (IOException notJson) {
            return json.missingNode();
        }
    }

    /** The header in seconds; its other form, a date, would need the server's clock. */
    private static Optional<Duration> retryAfter(HttpResponse<byte[]> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
