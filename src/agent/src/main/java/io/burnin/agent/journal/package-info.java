/** Records on disk before they are sent, and what a restarted agent learns from them. */
package io.burnin.agent.journal;
