package io.burnin.protocol;

import java.time.Instant;

/** The answer to a registration. */
public record Registered(String agent, int leaseSeconds, int heartbeatSeconds, Instant serverTime) {}
