/** The agent's own file, {@code agent.yaml}: which server, which targets, and what plans may touch here. */
package io.burnin.agent.config;
