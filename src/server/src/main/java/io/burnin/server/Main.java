package io.burnin.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;

/**
 * Where the server starts. Address and database are tried first, because what a person can mend must not end in a stack trace:
 * a port that is taken, or a database that is down or in use, ends the process with a sentence and exit code 2.
 */
@QuarkusMain
public final class Main {

    private static final int USAGE = 2;
    private static final String URL = "quarkus.datasource.jdbc.url";

    public static void main(String... args) {
        Settings settings = Settings.ofProcess();
        String url = settings.get(URL).orElseGet(() -> DatabaseCheck.defaultUrl(settings));
        // Told to Quarkus only here: the data folder may be absolute, and H2 wants that said differently.
        System.setProperty(URL, url);
        Optional<String> complaint = AddressCheck.complaint(settings).or(() -> DatabaseCheck.complaint(url, settings));
        if (complaint.isPresent()) {
            System.err.println("burnin: " + complaint.get());
            System.exit(USAGE);
        }
        Quarkus.run(args);
    }

    private Main() {}
}
