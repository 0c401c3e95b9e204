package io.burnin.server.storage;

import java.time.Instant;

/** How many bytes the database took at a time. */
record Reading(Instant at, long used) {}
