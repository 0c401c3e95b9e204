package io.burnin.server.verdict;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The body with which somebody takes something back. */
record Withdraw(@NotBlank @Size(max = 4000) String reason) {}
