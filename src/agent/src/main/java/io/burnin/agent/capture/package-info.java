/** Evidence that one can hold: pieces of the target, read by policy, bounded, and without the secrets in them. */
package io.burnin.agent.capture;
