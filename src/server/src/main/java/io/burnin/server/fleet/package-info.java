/** Agents and the targets that they declare. */
package io.burnin.server.fleet;
