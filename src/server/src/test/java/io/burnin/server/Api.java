package io.burnin.server;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** The API as the callers of a test see it. */
public final class Api {

    public static RequestSpecification asAdmin() {
        return as(adminToken());
    }

    /** With a fresh token of that role. */
    public static RequestSpecification asA(String role) {
        return as(newToken(role));
    }

    public static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    public static RequestSpecification asNobody() {
        return given();
    }

    public static String newToken(String role) {
        return newToken(role, Map.of());
    }

    /** @param more of what {@code POST /tokens} takes */
    public static String newToken(String role, Map<String, Object> more) {
        Map<String, Object> wanted = new HashMap<>(more);
        wanted.put("name", "a " + role);
        wanted.put("role", role);
        return asAdmin()
                .contentType("application/json")
                .body(wanted)
                .post("/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    public static String adminToken() {
        Path file = dataFolder().resolve("admin.token");
        try {
            return Files.readString(file).strip();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    public static Path dataFolder() {
        return Path.of(ConfigProvider.getConfig().getValue("burnin.data", String.class));
    }

    private Api() {}
}
