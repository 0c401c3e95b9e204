package io.burnin.server.storage;

import java.util.OptionalLong;

/** Where the database lies. */
interface Disk {

    /** What is free there, in bytes; empty if the server cannot see it, as with a PostgreSQL somewhere else. */
    OptionalLong free();
}
