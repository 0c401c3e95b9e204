package io.burnin.acceptance.torture;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;

/**
 * A small process to burn in, {@code TracingTarget PORT FOLDER}: says at {@code /health} that it is well, and writes into a file of
 * its own when it started, answered and was asked to stop.
 */
public final class TracingTarget {

    private final Path trace;

    private TracingTarget(Path trace) {
        this.trace = trace;
    }

    public static void main(String[] arguments) throws IOException {
        String name = "%d-%d"
                .formatted(System.currentTimeMillis(), ProcessHandle.current().pid());
        var target = new TracingTarget(Path.of(arguments[1]).resolve(name + ".trace"));
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        var server = HttpServer.create(address, 0);
        server.createContext("/health", exchange -> {
            target.write("answered");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.setExecutor(Executors.newFixedThreadPool(2));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> target.write("stopped")));
        target.write("started");
        server.start();
    }

    private synchronized void write(String what) {
        try {
            Files.writeString(
                    trace,
                    "%s %d%n".formatted(what, System.currentTimeMillis()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException untold) {
            // Without its traces it proves nothing; a process that is gone is noticed.
            Runtime.getRuntime().halt(1);
        }
    }
}
