package io.burnin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code openapi/openapi.yaml} is a promise. After a change that is meant: run this with {@code -Dapprove=true}. */
@QuarkusTest
class OpenApiTest {

    private static final Path PROMISED = Path.of("../../openapi/openapi.yaml");

    @Test
    void isServedAsItIsCommitted() throws IOException {
        String served = Api.asNobody()
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (Boolean.getBoolean("approve")) {
            Files.writeString(PROMISED, served);
        }

        assertThat(served).isEqualTo(Files.readString(PROMISED));
    }
}
