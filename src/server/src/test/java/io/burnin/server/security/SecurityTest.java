package io.burnin.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.agroal.api.AgroalDataSource;
import io.burnin.server.Api;
import io.burnin.server.FakeAgent;
import io.burnin.server.TestPlan;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SecurityTest {

    @Inject
    AgroalDataSource database;

    @Inject
    RateLimit limit;

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/openapi", "/q/swagger-ui/"})
    void isOpenWhereEverybodyMayLook(String path) {
        Api.asNobody().get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plans", "/runs", "/agents", "/targets", "/tokens", "/tokens/own"})
    void asksForATokenEverywhereElse(String path) {
        Api.asNobody()
                .get(path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("urn:burnin:unauthenticated"));
        Api.as("burnin_wrong").get(path).then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void showsItsMeasurementsToThoseWhoMayRead() {
        Api.asNobody().get("/q/metrics").then().statusCode(401);
        Api.asA("VIEWER").get("/q/metrics").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "VIEWER,   200, 403, 403, 403, 403",
        "OPERATOR, 200, 404, 403, 403, 403",
        "AUTHOR,   200, 403, 422, 403, 403",
        "AGENT,    403, 403, 403, 422, 403",
        "ADMIN,    200, 404, 422, 422, 200",
    })
    void letsEachRoleDoItsWorkAndNoMore(
            String role, int reads, int starts, int uploads, int registers, int administers) {
        String token = Api.newToken(role);

        Api.as(token).get("/runs").then().statusCode(reads);
        Api.as(token)
                .contentType("application/json")
                .body(Map.of("plan", "unknown", "profile", "p", "target", "t"))
                .post("/runs")
                .then()
                .statusCode(starts);
        Api.as(token)
                .contentType("application/yaml")
                .body("nonsense".getBytes(StandardCharsets.UTF_8))
                .post("/plans")
                .then()
                .statusCode(uploads);
        Api.as(token)
                .contentType("application/json")
                .body("{}")
                .post("/agents")
                .then()
                .statusCode(registers);
        Api.as(token).get("/tokens").then().statusCode(administers);
    }

    @Test
    void tellsWhoTheCallerIs() {
        Api.asA("OPERATOR").get("/tokens/own").then().statusCode(200).body("role", equalTo("OPERATOR"));
    }

    @Test
    void refusesATokenThatWasTakenBack() {
        Map<String, String> made = create(Map.of("name", "short-lived", "role", "VIEWER"));
        Api.as(made.get("token")).get("/runs").then().statusCode(200);

        Api.asAdmin().delete("/tokens/{id}", made.get("id")).then().statusCode(204);

        Api.as(made.get("token")).get("/runs").then().statusCode(401);
        Api.asAdmin().delete("/tokens/{id}", made.get("id")).then().statusCode(404);
    }

    @Test
    void refusesATokenThatHasExpired() {
        Map<String, String> made = create(Map.of("name", "brief", "role", "VIEWER", "expiresIn", "1ms"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> Api.as(made.get("token")).get("/runs").then().statusCode(401));
    }

    @Test
    void listsTokensWithoutTheirTexts() {
        String token = create(Map.of("name", "listed", "role", "VIEWER")).get("token");

        String list = Api.asAdmin()
                .get("/tokens")
                .then()
                .body("name", hasItem("listed"))
                .body("expiresAt", not(everyItem(equalTo(null))))
                .extract()
                .asString();

        assertThat(list).doesNotContain(token);
    }

    @Test
    void storesNoTokenAsItIs() throws SQLException {
        String token = Api.newToken("VIEWER");

        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*) from token where hash = ?")) {
            select.setString(1, token);
            assertThat(count(select)).isZero();
            select.setString(1, new Secret(token).hash());
            assertThat(count(select)).isEqualTo(1);
        }
    }

    @Test
    void leavesTheAdminTokenToItsOwner() throws IOException {
        Path file = Api.dataFolder().resolve("admin.token");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Api.as(Files.readString(file).strip()).get("/tokens/own").then().body("role", equalTo("ADMIN"));
    }

    @Test
    void letsOneAgentNotSpeakForAnother() {
        FakeAgent mine = new FakeAgent().register();
        FakeAgent other = new FakeAgent().register();

        Api.as(other.token()).post("/agents/{id}/lease", mine.id()).then().statusCode(403);
        Api.as(other.token())
                .contentType("application/json")
                .body(mine.registration())
                .post("/agents")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void slowsDownATokenThatAsksTooOften() {
        Map<String, String> made = create(Map.of("name", "eager", "role", "VIEWER"));
        UUID token = UUID.fromString(made.get("id"));
        var asking = new AtomicBoolean(true);
        Thread.startVirtualThread(() -> {
            while (asking.get()) {
                limit.admits(token);
            }
        });
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> Api.as(made.get("token"))
                            .get("/tokens/own")
                            .then()
                            .statusCode(429)
                            .contentType("application/problem+json")
                            .header("Retry-After", "1")
                            .body("type", equalTo("urn:burnin:too-many-requests")));
            Api.asAdmin().get("/tokens/own").then().statusCode(200);
        } finally {
            asking.set(false);
        }
    }

    @Test
    void writesDownWhoChangedWhat() throws SQLException {
        TestPlan plan = TestPlan.fresh().upload();

        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select count(*) from audit where who = 'admin' and action = 'plan.upload' and subject = ?")) {
            select.setString(1, plan.name() + "@1");
            assertThat(count(select)).isEqualTo(1);
        }
    }

    @Test
    void refusesWhatIsNoToken() {
        Api.asAdmin()
                .contentType("application/json")
                .body(Map.of("name", "x", "role", "KING"))
                .post("/tokens")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("role"))
                .body("detail", notNullValue());
    }

    private static Map<String, String> create(Map<String, String> body) {
        return Api.asAdmin()
                .contentType("application/json")
                .body(body)
                .post("/tokens")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getMap("", String.class, String.class);
    }

    private static int count(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
