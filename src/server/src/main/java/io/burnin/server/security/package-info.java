/** Who calls and what they may do: tokens, roles, and the audit of every change. */
package io.burnin.server.security;
