package io.burnin.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server until it is stopped. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = "Runs the server: API, Swagger UI at /q/swagger-ui, runs and verdicts in its database.")
final class ServerCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:BURNIN_DATA:-data}",
            description = "where database and admin.token lie; BURNIN_DATA, else ${DEFAULT-VALUE}")
    private Path data;

    @Option(
            names = "--db",
            paramLabel = "URL",
            description = "jdbc:postgresql://host/database?user=…&password=…; else an H2 file in the data folder")
    private Optional<String> database;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "the address to listen on; only this machine unless you say else")
    private String host;

    @Option(names = "--port", defaultValue = "8080", description = "the port to listen on; else ${DEFAULT-VALUE}")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        Process server = new ServerProcess(data, database, host, port).start(Optional.empty());
        var stop = new Thread(() -> end(server));
        Runtime.getRuntime().addShutdownHook(stop);
        return server.waitFor();
    }

    /** The server ends its transactions; nobody need wait longer than for that. */
    private static void end(Process server) {
        server.destroy();
        try {
            server.waitFor();
        } catch (InterruptedException hurried) {
            server.destroyForcibly();
        }
    }
}
