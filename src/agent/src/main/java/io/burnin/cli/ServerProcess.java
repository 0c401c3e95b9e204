package io.burnin.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the server is started as a process of its own: which build fits the database, with which settings. */
record ServerProcess(Path data, Optional<String> database, String host, int port) {

    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String H2 = "jdbc:h2:";

    /** Starts it; its output goes to the file, or where this command's goes. */
    Process start(Optional<File> output) {
        try {
            Files.createDirectories(data);
            var builder = new ProcessBuilder(command());
            builder.environment().put("QUARKUS_DATASOURCE_JDBC_URL", url());
            builder.environment().put("QUARKUS_HTTP_HOST", host);
            builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
            builder.environment().put("BURNIN_DATA", data.toAbsolutePath().toString());
            builder.redirectInput(Redirect.from(nothing()));
            Redirect where = output.map(Redirect::appendTo).orElse(Redirect.INHERIT);
            return builder.redirectOutput(where).redirectError(where).start();
        } catch (IOException cannotStart) {
            throw CommandFailed.usage("the server cannot be started in %s: %s", data, cannotStart.getMessage());
        }
    }

    private List<String> command() {
        // A small heap to begin with: by default a JVM takes more than the server ever needs, and keeps it.
        var command =
                new ArrayList<>(List.of(Installation.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms24m"));
        command.addAll(List.of("-jar", Installation.find().server(kind()).toString()));
        return command;
    }

    private String url() {
        return database.orElseGet(() -> H2 + "file:" + data.toAbsolutePath().resolve("burnin")
                + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE");
    }

    private String kind() {
        String url = url();
        if (url.startsWith(POSTGRESQL)) {
            return "postgresql";
        }
        if (url.startsWith(H2)) {
            return "h2";
        }
        throw CommandFailed.usage("--db %s is neither %s… nor %s…", url, POSTGRESQL, H2);
    }

    static File nothing() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
