package io.burnin.server;

import io.burnin.plan.Abilities;
import io.burnin.protocol.Registration;
import io.burnin.protocol.RunRecord;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** Speaks the agent protocol over HTTP and does nothing else. On a host of its own, so that tests do not wait for each other. */
public final class FakeAgent {

    private final String token;
    private final String name = "agent-" + UUID.randomUUID();
    private final String target = "target-" + UUID.randomUUID();
    private final Map<String, Object> parameters;
    private String host = "host-of-" + name;
    private int runs = 1;
    private Optional<Abilities> abilities = Optional.empty();
    private String id = "";

    public FakeAgent() {
        this(Map.of());
    }

    public FakeAgent(Map<String, Object> parameters) {
        this(Api.newToken("AGENT"), parameters);
    }

    private FakeAgent(String token, Map<String, Object> parameters) {
        this.token = token;
        this.parameters = parameters;
    }

    /** With a token that expires after so long, e.g. {@code 1h}. */
    public static FakeAgent untrustedAfter(String time) {
        return new FakeAgent(Api.newToken("AGENT", Map.of("expiresIn", time)), Map.of());
    }

    /** Speaks the newest protocol, and tells what it can do; it is one of the protocol before, else. */
    public FakeAgent knowing(Abilities known) {
        abilities = Optional.of(known);
        return this;
    }

    /** Lives where the other does, and would share the host with so many runs. */
    public FakeAgent besides(FakeAgent other, int runs) {
        host = other.host;
        this.runs = runs;
        return this;
    }

    public FakeAgent register() {
        id = tryToRegister().then().statusCode(200).extract().path("agent");
        return this;
    }

    public Response tryToRegister() {
        return Api.as(token)
                .contentType("application/json")
                .body(registration())
                .post("/agents");
    }

    public Map<String, Object> registration() {
        Map<String, Object> all = new HashMap<>(oldRegistration());
        abilities.ifPresent(known -> {
            all.put("protocol", Registration.PROTOCOL);
            all.put("abilities", known);
        });
        return all;
    }

    private Map<String, Object> oldRegistration() {
        return Map.of(
                "name",
                name,
                "host",
                host,
                "os",
                "Linux",
                "version",
                "1",
                "protocol",
                Registration.OLDEST,
                "bootId",
                "boot-1",
                "runs",
                runs,
                "targets",
                List.of(Map.of("name", target, "labels", Map.of("pool", name), "parameters", parameters)),
                "environment",
                Map.of("cpus", "2"));
    }

    public String host() {
        return host;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String target() {
        return target;
    }

    public String token() {
        return token;
    }

    public Response lease(String wait, String... holds) {
        return Api.as(token)
                .queryParam("wait", wait)
                .queryParam("holds", (Object[]) holds)
                .post("/agents/{id}/lease", id);
    }

    /** Leases a run that is known to wait. */
    public Leased leased() {
        ValidatableResponse answer = lease("5s").then().statusCode(200);
        return new Leased(
                answer.extract().path("run"), ((Number) answer.extract().path("fence")).longValue());
    }

    public record Leased(String run, long fence) {}

    public Response heartbeat(Leased leased, long journalled, String doing) {
        Map<String, Object> progress =
                Map.of("run", leased.run(), "fence", leased.fence(), "journalled", journalled, "doing", doing);
        return Api.as(token)
                .contentType("application/json")
                .body(Map.of("sentAt", Instant.now().toString(), "bootId", "boot-1", "runs", List.of(progress)))
                .post("/agents/{id}/heartbeat", id);
    }

    /**
     * A heartbeat that tells of clocks.
     *
     * @param offset the server's time minus the agent's wall clock, and {@code ahead} the run's minus that
     */
    public Response heartbeat(Leased leased, Duration offset, Duration ahead) {
        Map<String, Object> progress = Map.of(
                "run",
                leased.run(),
                "fence",
                leased.fence(),
                "journalled",
                0,
                "doing",
                "",
                "aheadMillis",
                ahead.toMillis());
        Map<String, Object> clock = Map.of("offsetMillis", offset.toMillis(), "errorMillis", 2.5, "driftPpm", 12.5);
        return Api.as(token)
                .contentType("application/json")
                .body(Map.of(
                        "sentAt",
                        Instant.now().toString(),
                        "bootId",
                        "boot-1",
                        "clock",
                        clock,
                        "runs",
                        List.of(progress)))
                .post("/agents/{id}/heartbeat", id);
    }

    public Response post(Leased leased, long firstSeq, List<String> lines) {
        var text = new StringBuilder("{\"fence\":%d,\"firstSeq\":%d}\n".formatted(leased.fence(), firstSeq));
        lines.forEach(line -> text.append(line).append('\n'));
        return postRaw(leased.run(), text.toString());
    }

    public Response postRaw(String run, String body) {
        return Api.as(token)
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .body(gzip(body))
                .post("/runs/{run}/batches", run);
    }

    /** A record as it travels. */
    public static String line(RunRecord record) {
        return Wire.write(record);
    }

    private static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
