/** What became of every submitted id, as pure bookkeeping: entries in, counts and latencies out; the same entries give the same book. */
package io.burnin.agent.probe.ledger;
