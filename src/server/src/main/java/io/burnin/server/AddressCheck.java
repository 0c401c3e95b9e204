package io.burnin.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;

/** Says in words of the one who starts the server why it cannot listen where it should. */
final class AddressCheck {

    private static final int GREATEST_PORT = 65_535;
    private static final int USUAL_BACKLOG = 0;

    /** Empty if the address is free. */
    static Optional<String> complaint(Settings settings) {
        String host = settings.get("quarkus.http.host").orElse("127.0.0.1");
        String wanted = settings.get("quarkus.http.port").orElse("8080");
        Optional<Integer> port = port(wanted);
        if (port.isEmpty()) {
            return Optional.of("%s is no port: give one up to %d with --port".formatted(wanted, GREATEST_PORT));
        }
        try (var free = new ServerSocket(port.get(), USUAL_BACKLOG, InetAddress.getByName(host))) {
            return Optional.empty();
        } catch (UnknownHostException unknown) {
            return Optional.of(
                    "%s is no address that this machine knows: give one of its own with --host, 0.0.0.0 for all"
                            .formatted(host));
        } catch (IOException taken) {
            return Optional.of(
                    "the server cannot listen on port %d of %s (%s): stop what listens there, or give another with --port or --host"
                            .formatted(port.get(), host, taken.getMessage()));
        }
    }

    private static Optional<Integer> port(String text) {
        try {
            return Optional.of(Integer.valueOf(text)).filter(number -> number >= 0 && number <= GREATEST_PORT);
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private AddressCheck() {}
}
