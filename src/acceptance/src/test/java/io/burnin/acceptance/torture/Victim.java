package io.burnin.acceptance.torture;

/** What is killed with -9. With H2 the server is the database, too. */
enum Victim {
    AGENT,
    SERVER,
    DATABASE;

    String words() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
