package io.burnin.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/** The server's HTTP API as the commands use it. Every refusal becomes a {@link CommandFailed} that quotes the server. */
final class Api {

    static final ObjectMapper JSON = JsonMapper.builder().build();

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofHours(1);
    private static final Duration BUSY_AT_MOST = Duration.ofSeconds(60);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI server;
    private final Optional<String> token;

    Api(URI server, Optional<String> token) {
        this.server = ServerAddress.require(server);
        this.token = token;
    }

    URI server() {
        return server;
    }

    JsonNode get(String path) {
        return json(send(request(path).GET()));
    }

    String text(String path, String accept) {
        return send(request(path).header("Accept", accept).GET()).body();
    }

    /** What breaks off leaves the file as it was. */
    void download(String path, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, new byte[0]);
            try {
                send(request(path).GET().timeout(DOWNLOAD_TIMEOUT), into(part));
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException cannotWrite) {
            throw CommandFailed.usage("%s cannot be written: %s", file, cannotWrite);
        }
    }

    /** A refusal is a text, as always. */
    private static BodyHandler<String> into(Path file) {
        return answer -> answer.statusCode() == 200
                ? BodySubscribers.mapping(BodySubscribers.ofFile(file), Path::toString)
                : BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    JsonNode post(String path, Object body, String... headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return json(send(request.POST(BodyPublishers.ofString(write(body)))));
    }

    JsonNode put(String path, Object body) {
        return json(send(
                request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(write(body)))));
    }

    JsonNode delete(String path) {
        return json(send(request(path).DELETE()));
    }

    JsonNode postPlan(byte[] source) {
        return json(send(
                request("/plans").header("Content-Type", "application/yaml").POST(BodyPublishers.ofByteArray(source))));
    }

    /** Whether the server answers that it is ready. */
    boolean isReady() {
        try {
            HttpRequest request = request("/q/health/ready")
                    .timeout(Duration.ofSeconds(2))
                    .GET()
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> send(HttpRequest.Builder request, BodyHandler<String> body) {
        long deadline = System.nanoTime() + BUSY_AT_MOST.toNanos();
        HttpResponse<String> response = sendOnce(request, body);
        while (asksToComeAgain(response) && System.nanoTime() < deadline) {
            pause();
            response = sendOnce(request, body);
        }
        return switch (response.statusCode() / 100) {
            case 2 -> response;
            default -> throw refused(response);
        };
    }

    /** It has done nothing then: its database is away for a moment, or we asked too often. */
    private static boolean asksToComeAgain(HttpResponse<String> response) {
        return (response.statusCode() == 503 || response.statusCode() == 429)
                && response.headers().firstValue("Retry-After").isPresent();
    }

    private void pause() {
        try {
            Thread.sleep(AGAIN_AFTER);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    private CommandFailed interrupted() {
        Thread.currentThread().interrupt();
        return CommandFailed.defect("interrupted while waiting for %s", server);
    }

    private HttpResponse<String> sendOnce(HttpRequest.Builder request, BodyHandler<String> body) {
        try {
            return http.send(request.build(), body);
        } catch (IOException unreachable) {
            throw CommandFailed.unreachable(
                    "no server answers at %s (%s): start one with `burnin server`, or name it with --server or BURNIN_SERVER",
                    server, reason(unreachable));
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    private static CommandFailed refused(HttpResponse<String> response) {
        String said = explanation(response);
        return switch (response.statusCode()) {
            case 401, 403 ->
                CommandFailed.notAllowed(
                        "%s: give a token with --token, BURNIN_TOKEN or the data folder's admin.token", said);
            case 500, 501, 502, 503, 504 -> CommandFailed.defect("the server failed: %s", said);
            default -> CommandFailed.usage("%s", said);
        };
    }

    /** The problem's words; where it lists errors, these instead of its detail, which tells the first of them. */
    private static String explanation(HttpResponse<String> response) {
        JsonNode problem;
        try {
            problem = JSON.readTree(response.body());
        } catch (JsonProcessingException notJson) {
            return "HTTP %d %s".formatted(response.statusCode(), response.body().strip());
        }
        String title = problem.path("title").asText("HTTP " + response.statusCode());
        JsonNode errors = problem.path("problems");
        var text = new StringBuilder(errors.isEmpty() ? problem.path("detail").asText(title) : title);
        for (JsonNode error : errors) {
            text.append("%n  %s:%s %s"
                    .formatted(
                            error.path("line").asText(),
                            error.path("column").asText(),
                            error.path("message").asText()));
            if (!error.path("remedy").asText().isEmpty()) {
                text.append("%n      %s".formatted(error.path("remedy").asText()));
            }
        }
        return text.toString();
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException notJson) {
            throw CommandFailed.defect(
                    "%s answered something that is not JSON: %s", response.uri(), notJson.getOriginalMessage());
        }
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException("cannot be written as JSON: " + value, defect);
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
