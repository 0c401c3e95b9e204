package io.burnin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressCheckTest {

    @Test
    void hasNothingToSayOfAFreePort() {
        assertThat(complaint("127.0.0.1", "0")).isEmpty();
    }

    @Test
    void saysWhatToDoAboutAPortThatIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(complaint("127.0.0.1", port))
                    .hasValueSatisfying(said -> assertThat(said).contains("port " + port, "--port"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "http"})
    void saysWhatToDoAboutWhatIsNoPort(String port) {
        assertThat(complaint("127.0.0.1", port))
                .hasValueSatisfying(said -> assertThat(said).contains(port + " is no port", "65535", "--port"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.invalid", "192.0.2.1"})
    void saysWhatToDoAboutAnAddressOfAnotherMachine(String host) {
        assertThat(complaint(host, "0"))
                .hasValueSatisfying(said -> assertThat(said).contains(host, "--host"));
    }

    private static Optional<String> complaint(String host, String port) {
        return AddressCheck.complaint(
                new Settings(new Properties(), Map.of("QUARKUS_HTTP_HOST", host, "QUARKUS_HTTP_PORT", port)));
    }
}
