/** Batches from agents, stored exactly once. */
package io.burnin.server.ingest;
